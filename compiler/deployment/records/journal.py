"""The journal of a company's deployments: what was meant to be done, written before it is done, and what came of it.

It is a SQLite file that only its owner can read, one for each company. A row is on the disk before its command goes
out (`synchronous=FULL`), so that a run that is cut off at any point can be resumed. No secret stands in it.

Every method of `Journal` raises `JournalError` when the file cannot be used any more, as when a disk is full.
"""

import json
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from nummerplan.compiler.deployment.records.secret_fingerprints import checked_digest, references_in
from nummerplan.compiler.deployment.records.tenant_json import changes_from, changes_json, tenant_from, tenant_json
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import DeploymentRun, Memory, RunState, SecretFingerprint
from nummerplan.model.deployment.platform import Operation, Outcome
from nummerplan.model.deployment.tenant import Identity, Tenant, Value
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import say

VERSION = 2
TABLES = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY, kind TEXT, state TEXT, begun TEXT, ended TEXT, who TEXT, host TEXT, plan TEXT,
    revision TEXT, undoes INTEGER, round INTEGER DEFAULT 0, changes BLOB, remains BLOB);
CREATE TABLE command (
    run INTEGER, round INTEGER, number INTEGER, kind TEXT, name TEXT, request TEXT, state TEXT, message TEXT,
    secrets TEXT DEFAULT '', PRIMARY KEY (run, round, number)) WITHOUT ROWID;
CREATE TABLE mark (
    kind TEXT, name TEXT, setting TEXT, reference TEXT, digest TEXT, pending TEXT,
    PRIMARY KEY (kind, name, setting)) WITHOUT ROWID;
CREATE TABLE known (kind TEXT, name TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE switch (kind TEXT, name TEXT, setting TEXT, value TEXT, PRIMARY KEY (kind, name, setting)) WITHOUT ROWID;
"""
_SINCE_1 = "ALTER TABLE command ADD COLUMN secrets TEXT DEFAULT ''"
_SETTLED = "(SELECT min(state IN ('done', 'warning')) FROM written WHERE kind = mark.kind AND name = mark.name{})"


class JournalError(NummerplanError):
    """The journal cannot be used, and without it nothing is deployed."""


class Journal:
    """A company's journal; see `open_journal`."""

    def __init__(self, database: sqlite3.Connection, place: Path) -> None:
        self._db = database
        self._place = place

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """What is written within is on the disk afterwards, or none of it."""
        with _usable(self._place), self._db:
            yield

    def memory(self) -> Memory:
        """What earlier deployments remember."""
        with _usable(self._place):
            secrets = self._texts("SELECT kind, name, setting, digest, reference, pending FROM mark")
            switches = self._rows("SELECT kind, name, setting, value FROM switch")
            return Memory(
                frozenset(Identity(*row) for row in self._texts("SELECT kind, name FROM known")),
                {
                    (Identity(k, n), s): SecretFingerprint(checked_digest(d), ref, bool(pending))
                    for k, n, s, d, ref, pending in secrets
                },
                {(Identity(*_all_texts((k, n))), str(s)): _unpacked(value) for k, n, s, value in switches},
            )

    def unfinished(self) -> DeploymentRun | None:
        """The run that was cut off, if there is one."""
        return self._run("state = 'running'")

    def stopped(self) -> DeploymentRun | None:
        """The last run, if it did a part of what it was to do: cut off, or refused after commands that were done."""
        run = self._run("state != 'undone'")
        is_half = run is not None and (run.state == "running" or (run.state == "failed" and run.done > 0))
        return run if is_half else None

    def unfinished_objects(self) -> frozenset[Identity]:
        """The objects that runs were to change which were cut off or refused, and that no later one saw to."""
        with _usable(self._place):
            rows = self._rows("SELECT changes FROM run WHERE state IN ('running', 'failed')")
            return frozenset(name for (changes,) in rows for name in changes_from(_unpacked(changes)).touched)

    def last(self) -> DeploymentRun | None:
        """The last run that changed something and was not undone."""
        return self._run(
            "state != 'undone' AND EXISTS (SELECT 1 FROM command WHERE run = number AND state != 'planned')"
        )

    def begin(
        self,
        changes: ChangeSet,
        secrets: Mapping[tuple[Identity, str], SecretFingerprint],
        undoes: int | None,
        **about: str,
    ) -> int:
        """Begin a run: what it leads to, fingerprints of the secrets it writes, and the run that it undoes, if any.

        `about` is who began it, where, when (`begun`), of which plan and revision. Returns the run's number.
        """
        kind, written = "undo" if undoes else "deploy", _packed(changes_json(changes))
        row = {"kind": kind, "state": "running", "undoes": undoes, "changes": written, **about}
        # What nobody can hash still has to be seen as begun: a dash stands for its fingerprint.
        pending = [(*identity, name, one.reference, one.digest or "-") for (identity, name), one in secrets.items()]
        with self._transaction():
            places = ", ".join("?" * len(row))
            insert = f"INSERT INTO run ({', '.join(row)}) VALUES ({places})"  # noqa: S608 - our own words
            cursor = self._db.execute(insert, tuple(row.values()))
            self._db.executemany(
                "INSERT INTO mark VALUES (?, ?, ?, ?, '', ?) ON CONFLICT DO UPDATE"
                " SET reference = excluded.reference, digest = '', pending = excluded.pending",
                pending,
            )
        return int(cursor.lastrowid or 0)

    def plan(self, run: int, operations: Iterable[Operation]) -> None:
        """Write down the commands of a new round of a run."""
        with self._transaction():
            self._db.execute("UPDATE run SET round = round + 1 WHERE id = ?", (run,))
            self._db.executemany(
                "INSERT INTO command SELECT id, round, ?, ?, ?, ?, 'planned', '', ? FROM run WHERE id = ?",
                [
                    (number, *op.identity, op.request, "\n".join(references_in(op.fields)), run)
                    for number, op in enumerate(operations)
                ],
            )

    def mark_sent(self, run: int, numbers: Iterable[int]) -> None:
        """Record that commands of this round are about to go out."""
        with self._transaction():
            self._set(run, ((number, "sent", "") for number in numbers))

    def mark_answered(self, run: int, numbers: Iterable[int], outcomes: Sequence[Outcome]) -> None:
        """Record what came of them; what has no outcome was not sent after all."""
        answers = [(outcome.verdict, outcome.message) for outcome in outcomes]
        with self._transaction():
            rows = zip_longest(numbers, answers, fillvalue=("planned", ""))
            self._set(run, ((number, *answer) for number, answer in rows))

    def end_round(self, run: int) -> None:
        """Remember the secrets of which every command of this round that holds them was carried out.

        Of one that no command holds it is every command of its object.
        """
        settled = f"coalesce({_SETTLED.format(' AND instr(secrets, mark.reference)')}, {_SETTLED.format('')}, 0)"
        with self._transaction():
            self._db.execute(
                "WITH written AS (SELECT command.* FROM command JOIN run ON command.run = run.id"  # noqa: S608 - our words
                " AND command.round = run.round WHERE run.id = ?)"
                " UPDATE mark SET digest = CASE pending WHEN '-' THEN '' ELSE pending END, pending = ''"
                f" WHERE pending != '' AND {settled}",
                (run,),
            )

    def finish(self, run: int, state: RunState, remains: Tenant, ended: str) -> None:
        """Close a run, with the touched objects as they were read back. One that undid another closes both."""
        with self._transaction():
            values = (state, _packed(tenant_json(remains)), ended, run)
            self._db.execute("UPDATE run SET state = ?, remains = ?, ended = ? WHERE id = ?", values)
            if state == "done":
                undone = "(SELECT undoes FROM run WHERE id = ?1 UNION SELECT id FROM run WHERE id = ?1 AND undoes)"
                self._db.execute(f"UPDATE run SET state = 'undone' WHERE id IN {undone}", (run,))  # noqa: S608 - our words

    def settle(self) -> None:
        """The platform is as its plan wants it: what was refused before is over."""
        with self._transaction():
            self._db.execute("UPDATE run SET state = 'done' WHERE state = 'failed'")

    def remember(
        self,
        known: Iterable[Identity],
        secrets: Mapping[tuple[Identity, str], SecretFingerprint],
        switches: Mapping[tuple[Identity, str], Value],
    ) -> None:
        """Remember objects that are as wanted, secrets that are taken to be so, and switches as they were left."""
        with self._transaction():
            self._db.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", known)
            self._db.executemany(
                "INSERT OR IGNORE INTO mark VALUES (?, ?, ?, ?, ?, '')",
                [(*identity, setting, one.reference, one.digest) for (identity, setting), one in secrets.items()],
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO switch VALUES (?, ?, ?, ?)",
                [(*identity, setting, _packed(value)) for (identity, setting), value in switches.items()],
            )

    def rename(self, names: Collection[tuple[Identity, Identity]]) -> None:
        """What is remembered of objects holds under their new names: the former name and the new one of each."""
        with self._transaction():
            for table in ("known", "mark", "switch"):
                self._db.executemany(
                    f"UPDATE OR IGNORE {table} SET kind = ?, name = ? WHERE kind = ? AND name = ?",  # noqa: S608 - our names
                    [(*new, *former) for former, new in names],
                )

    def forget(self, gone: Collection[Identity]) -> None:
        """Forget objects that are no longer there under this name."""
        with self._transaction():
            for table in ("known", "mark", "switch"):
                self._db.executemany(f"DELETE FROM {table} WHERE kind = ? AND name = ?", gone)  # noqa: S608 - our names

    def _set(self, run: int, states: Iterable[tuple[int, str, str]]) -> None:
        self._db.executemany(
            "UPDATE command SET state = ?, message = ? WHERE run = ? AND number = ?"
            " AND round = (SELECT round FROM run WHERE id = ?)",
            [(state, message, run, number, run) for number, state, message in states],
        )

    def _run(self, condition: str) -> DeploymentRun | None:
        commands = "SELECT count(*) FROM command WHERE command.run = run.id AND command."
        columns = f"({commands}round = run.round), ({commands}state IN ('done', 'warning'))"
        with _usable(self._place):
            row = self._db.execute(
                f"SELECT id, kind, state, begun, who, changes, remains, {columns}"  # noqa: S608 - our own words
                f" FROM run WHERE {condition} ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            number, kind, state, begun, who, changes, remains, commands, done = row
            _all_texts((kind, state, begun, who))
            left = tenant_from(_unpacked(remains)) if remains else None
            meant = changes_from(_unpacked(changes))
            return DeploymentRun(number, kind, state, begun, who, meant, left, commands, done)

    def _texts(self, question: str) -> Iterator[tuple[str, ...]]:
        return map(_all_texts, self._rows(question))

    def _rows(self, question: str) -> list[tuple[Any, ...]]:
        """All rows at once: a question that is broken off half-way would keep its lock on the file."""
        return self._db.execute(question).fetchall()


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """The journal in a company's folder, made when there is none. Raises `JournalError`."""
    place = folder / "journal.sqlite"
    with ExitStack() as stack:
        with _usable(place):
            # Created with its mode: it is never readable by others, not even for a moment.
            os.close(os.open(place, os.O_RDWR | os.O_CREAT, 0o600))
            database = stack.enter_context(closing(sqlite3.connect(place, check_same_thread=False)))
            _prepare(database, place)
        yield Journal(database, place)


@contextmanager
def _usable(place: Path) -> Iterator[None]:
    """Turn what the database or the system refuses into a `JournalError`, and what a damaged file gives."""
    about: dict[str, object] = {"path": str(place)}
    try:
        yield
    except (sqlite3.OperationalError, OSError) as problem:
        raise JournalError(say("{path}: the journal cannot be used: {reason}", reason=problem, **about)) from None
    except (sqlite3.DatabaseError, zlib.error, ValueError, TypeError, RecursionError) as problem:
        raise JournalError(
            say(
                "{path}: the journal is damaged ({reason}). Put it aside: the next deployment then compares with what"
                " the platform holds, and writes secrets only with --write-secrets; what was cut off before is part of"
                " what is compared",
                reason=problem,
                **about,
            )
        ) from None


def _prepare(database: sqlite3.Connection, place: Path) -> None:
    """Make the tables of a new journal; bring an old one up to this release."""
    database.execute("PRAGMA synchronous = FULL")
    if _version(database) == 0:
        with database:
            database.execute("BEGIN IMMEDIATE")  # two that open a new journal at once make its tables once
            if _version(database) == 0:
                for statement in TABLES.strip().removesuffix(";").split(";"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
    if _version(database) == 1:
        with database:
            database.execute("BEGIN IMMEDIATE")
            if _version(database) == 1:
                database.execute(_SINCE_1)
                database.execute(f"PRAGMA user_version = {VERSION}")
    if _version(database) != VERSION:
        raise JournalError(say("{path}: another release of nummerplan wrote this journal", path=str(place)))


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _all_texts(row: tuple[Any, ...]) -> tuple[str, ...]:
    """The row. Raises `TypeError` where something else stands in it."""
    if not all(isinstance(value, str) for value in row):
        raise TypeError("a text is none")
    return row


def _packed(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 1)


def _unpacked(content: bytes) -> Any:
    data = json.loads(zlib.decompress(content))
    return tuple(data) if isinstance(data, list) and not any(isinstance(item, dict) for item in data) else data
