"""One deployment for each company at a time."""

import getpass
import json
import os
import socket
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nummerplan.model.errors import ExitCode, NummerplanError, SettingError
from nummerplan.model.message import Message, say


class LockedError(NummerplanError):
    """Another deployment of the same company is at work."""

    exit_code = ExitCode.FINDINGS


@contextmanager
def lock_tenant(folder: Path, tenant: str) -> Iterator[None]:
    """Hold a company's journal folder. Raises `LockedError` with who holds it, where and since when.

    The lock is the operating system's (SQLite asks for it, on every system in that system's way): when a process
    dies, however it dies, its lock is gone with it.
    """
    holder = folder / "lock.json"
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(folder / "lock.sqlite", patience=0))
        except TimeoutError as problem:
            raise LockedError(_holder_text(tenant, holder)) from problem
        where = {"process": os.getpid(), "host": socket.gethostname(), "who": current_user(), "since": utc_now()}
        holder.write_text(json.dumps(where), "utf-8")
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


@contextmanager
def hold_lock(place: Path, patience: float = 60) -> Iterator[None]:
    """Hold a lock, waiting for at most `patience` seconds; raises `TimeoutError` when others still hold it.

    Raises `OSError` for a file that cannot be used, and `SettingError` for one that is no lock.
    """
    with closing(sqlite3.connect(place, timeout=patience, isolation_level=None, check_same_thread=False)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise OSError(str(problem)) from problem
            raise TimeoutError(str(place)) from problem
        except sqlite3.DatabaseError as problem:
            raise SettingError(
                say(
                    "{file} is damaged: {reason}; take it away when no deployment is at work",
                    file=str(place),
                    reason=problem,
                )
            ) from problem
        yield


def is_locked(folder: Path) -> bool:
    """Whether a deployment of the company of this journal folder is at work."""
    try:
        with hold_lock(folder / "lock.sqlite", patience=0):
            return False
    except (OSError, sqlite3.Error):
        return True


def current_user(environment: Mapping[str, str] = os.environ) -> str:
    """Who is at work: in continuous integration whoever started it, else the user."""
    started = environment.get("GITHUB_ACTOR") or environment.get("GITLAB_USER_LOGIN")
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "?"
    return f"{started} ({user})" if started else user


def utc_now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _holder_text(tenant: str, holder: Path) -> Message:
    try:
        found = json.loads(holder.read_text("utf-8"))
        values = {name: str(found[name]) for name in ("who", "host", "process", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return say("another deployment of {tenant} is at work; wait for it", tenant=tenant)
    return say(
        "another deployment of {tenant} is at work: {who} on {host}, process {process}, since {since}; wait for it",
        tenant=tenant,
        **values,
    )
