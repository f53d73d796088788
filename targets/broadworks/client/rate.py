"""At most so many commands a second, for all companies of a platform together: runs share a file.

Counted are the commands of any ten seconds. A command counts from when it is sent until ten seconds after its answer,
since nobody knows when between the two the platform has carried it out.
"""

import json
import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TextIO
from uuid import uuid4

from nummerplan.model.errors import SettingError
from nummerplan.model.message import say

WINDOW = 10.0
"""Seconds in which commands are counted."""

_MARGIN = 0.02
_CATCH_UP = 2.0
"""So many seconds of the rate may be made up for when commands were late."""
_LOOK_AGAIN = 0.02
_GRAIN = 0.05

State = dict[str, Any]


class RateClock(Protocol):
    """Seconds that pass (those of the machine, which all runs on it share), and waiting for them."""

    def monotonic(self) -> float:
        """Seconds since some moment."""

    def sleep(self, seconds: float, /) -> None:
        """Wait."""


class Rate:
    """Gives turns. Without `limit` (commands a second) everybody has it at once.

    `file` is shared by all that speak to the platform; `most` commands fit into one turn. A turn of a run that was
    killed is over when its process is gone, and after `longest` seconds: another process may have its number by then.
    """

    def __init__(self, limit: float | None, file: Path, clock: RateClock = time, longest: float = 120.0) -> None:
        self._clock = clock
        self._longest = longest
        self._limit = limit or math.inf
        self._file = file
        self._budget = math.floor(limit * WINDOW) if limit else sys.maxsize
        if limit is not None:
            try:
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with self._state():
                    pass
            except OSError as problem:
                raise SettingError(
                    say("{path} cannot be written: {reason}", path=str(file), reason=problem.strerror or "unknown")
                ) from None

    def most(self, commands: int) -> int:
        """How many of so many commands may go out at once."""
        return max(1, min(commands, self._budget))

    @contextmanager
    def turn(self, commands: int) -> Iterator[None]:
        """Wait until so many commands may be sent, and send them within; leave when they are answered."""
        if self._limit == math.inf:
            yield
            return
        self._clock.sleep(max(0.0, self._reserve(commands) - self._clock.monotonic()))
        name = self._start(commands)
        try:
            yield
        finally:
            with self._state() as state:
                state["open"].pop(name, None)
                _count(state, commands, self._clock.monotonic())

    def _reserve(self, commands: int) -> float:
        """When these commands are due if all keep in step; who comes later is due later."""
        with self._state() as state:
            start: float = max(state["next"], self._clock.monotonic() - _CATCH_UP)
            state["next"] = start + commands / self._limit
            return start

    def _start(self, commands: int) -> str:
        """Wait until the last ten seconds leave room, and take it."""
        name = uuid4().hex
        while True:
            with self._state() as state:
                surplus = _under_way(state) + sum(state["sent"].values()) + commands - self._budget
                if surplus <= 0 or not (state["open"] or state["sent"]):
                    # A document that is larger than the limit of ten seconds goes out alone.
                    state["open"][name] = (commands, os.getpid(), self._clock.monotonic() + self._longest)
                    return name
                free = _free(state, surplus)
            self._clock.sleep(_LOOK_AGAIN if free is None else max(_LOOK_AGAIN, free - self._clock.monotonic()))

    @contextmanager
    def _state(self) -> Iterator[State]:
        """The shared state, held for a moment and written back."""
        with os.fdopen(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
            _hold(file)
            now = self._clock.monotonic()
            state = _read(file.read(), self._budget, now)
            _forget(state, now)
            yield state
            file.seek(0)
            file.write(json.dumps(state))
            file.truncate()


def rate_file(address: str, environment: dict[str, str] | os._Environ[str] = os.environ) -> Path:
    """The file that all runs of a person share for the platform of an address."""
    home = environment.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
    return Path(home) / "nummerplan" / "rates" / f"{sha256(address.encode()).hexdigest()[:16]}.json"


def _hold(file: TextIO) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _read(text: str, budget: int, now: float) -> State:
    if not text:
        return {"next": now, "sent": {}, "open": {}}
    try:
        state = json.loads(text)
        # Another start of the machine counts its seconds anew.
        if state["next"] > now + 3600 or any(float(until) > now + WINDOW + 1 for until in state["sent"]):
            return {"next": now, "sent": {}, "open": {}}
        under_way = {
            name: (int(count), int(process), float(until)) for name, (count, process, until) in state["open"].items()
        }
        return {"next": float(state["next"]), "sent": dict(state["sent"]), "open": under_way}
    except (ValueError, KeyError, TypeError, AttributeError):
        # Half written by a run that was killed: as if all had been sent just now.
        return {"next": now, "sent": {str(now + WINDOW): budget}, "open": {}}


def _forget(state: State, now: float) -> None:
    """Let go of commands of long ago, and count those of runs that were killed as answered now."""
    state["sent"] = {until: count for until, count in state["sent"].items() if float(until) > now}
    for name, (count, process, until) in list(state["open"].items()):
        if until < now or not _is_alive(process):
            del state["open"][name]
            _count(state, count, now)


def _count(state: State, commands: int, answered: float) -> None:
    until = str(math.ceil((answered + WINDOW + _MARGIN) / _GRAIN) * _GRAIN)
    state["sent"][until] = state["sent"].get(until, 0) + commands


def _under_way(state: State) -> int:
    return sum(count for count, *_ in state["open"].values())


def _free(state: State, surplus: int) -> float | None:
    """When so many commands will be long ago; None if that depends on answers that are still to come."""
    for until, count in sorted((float(until), count) for until, count in state["sent"].items()):
        surplus -= count
        if surplus <= 0:
            return until
    return None


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
