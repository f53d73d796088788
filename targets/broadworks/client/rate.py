"""At most so many commands a second, for all companies of a platform together: runs share a file.

Counted are the commands of any second, and those of any ten. Of the ten a command counts from when it is sent until ten
seconds after its answer, since nobody knows when between the two the platform has carried it out. Of the one it counts
until a second after it has come to the platform: after its answer, or a moment after it was sent.
"""

import json
import math
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TextIO
from uuid import uuid4

from nummerplan.model.errors import SettingError
from nummerplan.model.message import say

WINDOW = 10.0
"""Seconds in which commands are counted, beside those of any single one."""

ON_ITS_WAY = 0.04
"""Seconds until a document has come to the platform, if its answer does not say so earlier."""

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
        # A rate that is no whole number has a second that is a little longer.
        self._of_a_second = max(1, math.ceil(limit)) if limit else sys.maxsize
        self._second = self._of_a_second / limit if limit else 0.0
        if limit is not None:
            try:
                with self._state():
                    pass
            except OSError as problem:
                raise SettingError(
                    say("{path} cannot be written: {reason}", path=str(file), reason=problem.strerror or "unknown")
                ) from None

    def most(self, commands: int) -> int:
        """How many of so many commands may go out at once: some documents of that size use a second up."""
        whole = self._of_a_second
        sizes = range(max(1, min(commands, whole // 3)), max(0, min(commands, whole // 6) - 1), -1)
        return max(sizes, key=lambda size: whole // size * size)

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
                now = self._clock.monotonic()
                state["open"].pop(name, None)  # not there when somebody took the file away meanwhile
                _count(state, commands, now)
                if name in state["recent"]:
                    until, _ = state["recent"][name]
                    state["recent"][name] = (min(until, now + self._second + _MARGIN), commands)

    def _reserve(self, commands: int) -> float:
        """When these commands are due if all keep in step; who comes later is due later."""
        with self._state() as state:
            start: float = max(state["next"], self._clock.monotonic() - _CATCH_UP)
            state["next"] = start + commands / self._limit
            return start

    def _start(self, commands: int) -> str:
        """Wait until the last second and the last ten leave room, and take it."""
        name = uuid4().hex
        while True:
            with self._state() as state:
                now = self._clock.monotonic()
                free = self._free_at(state, commands)
                if free is not None and free <= now:
                    state["open"][name] = (commands, os.getpid(), now + self._longest)
                    state["recent"][name] = (now + ON_ITS_WAY + self._second + _MARGIN, commands)
                    return name
            self._clock.sleep(_LOOK_AGAIN if free is None else max(_LOOK_AGAIN, free - self._clock.monotonic()))

    def _free_at(self, state: State, commands: int) -> float | None:
        """When so many commands may go out; None if that depends on answers that are still to come.

        A document that is larger than a limit goes out alone.
        """
        surplus = _under_way(state) + sum(state["sent"].values()) + commands - self._budget
        ten = _free(state["sent"].items(), surplus) if state["open"] or state["sent"] else 0.0
        recent = [(until, count) for until, count in state["recent"].values()]
        surplus = sum(count for _, count in recent) + commands - self._of_a_second
        one = _free(recent, surplus) if recent else 0.0
        last = max((until for until, _ in recent), default=0.0)
        return None if ten is None else max(ten, last if one is None else one)

    @contextmanager
    def _state(self) -> Iterator[State]:
        """The shared state, held for a moment and written back."""
        with os.fdopen(self._opened(), "r+", encoding="utf-8", errors="replace") as file:
            _hold(file)
            now = self._clock.monotonic()
            state = _read(file.read(), self._budget, now)
            _forget(state, now, max(WINDOW, self._second) + 1, self._longest + 1)
            yield state
            file.seek(0)
            file.write(json.dumps(state))
            file.truncate()

    def _opened(self) -> int:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)


def rate_file(address: str, environment: dict[str, str] | os._Environ[str] = os.environ) -> Path:
    """The file that all runs of a person share for the platform of an address. Raises `SettingError` without a home."""
    try:
        home = environment.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
    except RuntimeError as problem:
        raise SettingError(say("{file} cannot be used: {reason}", file="~", reason=problem)) from None
    return Path(home) / "nummerplan" / "rates" / f"{sha256(address.encode()).hexdigest()[:16]}.json"


def _hold(file: TextIO) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _read(text: str, budget: int, now: float) -> State:
    if not text:
        return {"next": now, "sent": {}, "open": {}, "recent": {}}
    try:
        state = json.loads(text)
        # Another start of the machine counts its seconds anew.
        sent = {str(float(until)): int(count) for until, count in state["sent"].items()}
        under_way = {name: (int(count), int(by), float(until)) for name, (count, by, until) in state["open"].items()}
        recent = {name: (float(until), int(count)) for name, (until, count) in state.get("recent", {}).items()}
        following = float(state["next"])
        moments = (following, *map(float, sent), *(until for until, _ in recent.values()))
        if not all(map(math.isfinite, moments)):
            raise ValueError("a moment is none")
        if following > now + 3600 or any(float(until) > now + WINDOW + 1 for until in sent):
            return {"next": now, "sent": {}, "open": {}, "recent": {}}
        return {"next": following, "sent": sent, "open": under_way, "recent": recent}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        # Half written by a run that was killed: as if all had been sent just now.
        return {"next": now, "sent": {str(now + WINDOW): budget}, "open": {}, "recent": {}}


def _forget(state: State, now: float, recent: float, under_way: float) -> None:
    """Let go of commands of long ago, and count those of runs that were killed as answered now.

    What lies further ahead than these seconds is of another start of the machine.
    """
    state["sent"] = {until: count for until, count in state["sent"].items() if float(until) > now}
    state["recent"] = {name: found for name, found in state["recent"].items() if now < found[0] < now + recent}
    for name, (count, process, until) in list(state["open"].items()):
        if not now <= until <= now + under_way or not _is_alive(process):
            del state["open"][name]
            _count(state, count, now)


def _count(state: State, commands: int, answered: float) -> None:
    until = str(math.ceil((answered + WINDOW + _MARGIN) / _GRAIN) * _GRAIN)
    state["sent"][until] = state["sent"].get(until, 0) + commands


def _under_way(state: State) -> int:
    return sum(count for count, *_ in state["open"].values())


def _free(counted: Iterable[tuple[str | float, int]], surplus: int) -> float | None:
    """When so many commands will be long ago; None if those that are counted are not as many."""
    if surplus <= 0:
        return 0.0
    for until, count in sorted((float(until), count) for until, count in counted):
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
    except (OSError, OverflowError):
        return True
    return True
