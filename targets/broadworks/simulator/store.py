"""What the platform knows, in SQLite: one transaction for each command, on disk before the answer goes out."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EIO
from importlib.resources import files
from pathlib import Path
from typing import Any

StoredRow = sqlite3.Row
FORMAT = 3
"""Which tables the file has; other ones are refused."""
MOST_TALLIED = 500_000
"""So many of the last commands are noted: they come without a login too."""


class SimulatorStore:
    """The database; one thread at a time works in it. Raises `OSError` for a file that cannot be used."""

    def __init__(self, path: Path | None) -> None:
        self.lock = threading.RLock()
        place = ":memory:" if path is None else str(path)
        try:
            if path is not None:
                path.touch(0o600)  # it holds digests of passwords; what SQLite puts beside it gets the same mode
            self._open(place)
        except sqlite3.Error as problem:
            raise OSError(EIO, str(problem), place) from None

    def _open(self, place: str) -> None:
        # Transactions are begun and ended by hand, so that none is left open between commands.
        self.database = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
        self.database.row_factory = sqlite3.Row
        # A killed process loses nothing that it has committed, since the system has it; a power cut is no concern here.
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute("PRAGMA foreign_keys = ON")
        found = self.database.execute("PRAGMA user_version").fetchone()[0]
        if not self.database.execute("SELECT 1 FROM sqlite_master").fetchone():
            schema = (files(__package__) / "store.sql").read_text("utf-8")
            self.database.executescript(f"BEGIN;\n{schema}\nPRAGMA user_version = {FORMAT};\nCOMMIT;")
        elif found != FORMAT:
            raise sqlite3.DatabaseError("it was not made by this version of the platform")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it, or nothing."""
        with self.lock:
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.database.execute("ROLLBACK")
                raise
            self.database.execute("COMMIT")

    def one(self, query: str, *values: Any) -> StoredRow | None:
        """The first row, if there is one."""
        row: StoredRow | None = self.database.execute(query, values).fetchone()
        return row

    def all(self, query: str, *values: Any) -> list[StoredRow]:
        """All rows."""
        return self.database.execute(query, values).fetchall()

    def run(self, query: str, *values: Any) -> int:
        """Change something; gives the new row's number."""
        return self.database.execute(query, values).lastrowid or 0

    def tally(self, received: Sequence[tuple[float, str, str, str]]) -> None:
        """Note commands as they come in: when (seconds since 1970), which tenant, which request, who."""
        with self.transaction():
            self.database.executemany("INSERT INTO tally (at, tenant, request, user_id) VALUES (?, ?, ?, ?)", received)
            self.database.execute(
                "DELETE FROM tally WHERE rowid <= (SELECT max(rowid) FROM tally) - ?", (MOST_TALLIED,)
            )

    def close(self) -> None:
        """Close the database."""
        with self.lock:
            self.database.close()


def packed(values: Any) -> str:
    """Nested values as one text."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str | None) -> dict[str, Any]:
    """The values of such a text."""
    values: dict[str, Any] = json.loads(text) if text else {}
    return values


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Settings after a modify request: what is nil is cleared, what is absent stays, what is nested is merged."""
    result = dict(old)
    for name, value in new.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        else:
            result[name] = value
    return result
