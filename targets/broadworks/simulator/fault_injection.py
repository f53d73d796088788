"""Faults that the simulator injects, so that a client can show what it does then."""

import random
import re
import threading
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FAULTS = {
    "fail": "the command is refused and changes nothing",
    "drop-before": "the connection is closed before the command changes anything",
    "drop-after": "the command is carried out, and the connection is closed without an answer",
    "cut": "the command is carried out, and the connection is closed in the middle of the answer",
    "hang-before": "the command changes nothing, and nothing is ever answered",
    "hang-after": "the command is carried out, and nothing is ever answered",
}


class FaultError(ValueError):
    """What is wrong with a description of faults."""


@dataclass(frozen=True)
class FaultRule:
    """A fault, for a share of all commands or at the N-th one that changes something."""

    fault: str
    share: float = 0.0
    at: int = 0


def fault_rule(text: str) -> FaultRule:
    """Read `drop-after=5%`, `fail=0.02` or `cut@17`."""
    found = re.fullmatch(r"([a-z-]+)(?:=([0-9.]+)(%?)|@([1-9][0-9]*))", text)
    if not found or found[1] not in FAULTS:
        raise FaultError(f"{text!r} is not a fault with a share (drop-after=5%) or a place (cut@17)")
    try:
        share = float(found[2] or 0) / (100 if found[3] else 1)
    except ValueError:
        raise FaultError(f"{text!r}: {found[2]} is not a number") from None
    if share > 1:
        raise FaultError(f"{text!r}: a share is at most 100%")
    return FaultRule(found[1], share, int(found[4] or 0))


@dataclass
class FaultInjection:
    """The faults and delays in force. A control file, when there is one, is read again whenever it changes.

    `delay` is in seconds, for each command. `registered` are the line ports of telephones that are on; `*` is all.
    """

    rules: Sequence[FaultRule] = ()
    delay: float = 0.0
    registered: frozenset[str] = frozenset()
    control: Path | None = None
    seed: int = 0
    _count: int = 0
    _stamp: tuple[int, int] = (0, 0)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - faults are to be repeatable, not secret

    def look(self) -> None:
        """Read the control file if it has changed; what is wrong in it is the answer to the next command."""
        if self.control is None:
            return
        with self._lock:
            try:
                state = self.control.stat()
            except FileNotFoundError:
                return
            stamp = (state.st_mtime_ns, state.st_size)
            if stamp != self._stamp:
                self._stamp = stamp
                self._take(_table(self.control))

    def _take(self, table: dict[str, Any]) -> None:
        self.rules = fault_rules(table.get("misbehave", ()))
        self.delay = float(table.get("delay", 0))
        self.registered = frozenset(table.get("registered", ()))
        self._count = 0
        self._random.seed(table.get("seed", self.seed))

    def fault(self, changes: bool) -> str:
        """The fault for the next command, or nothing."""
        with self._lock:
            self._count += changes
            for rule in self.rules:
                if changes and rule.at == self._count:
                    return rule.fault
                if rule.share and self._random.random() < rule.share:
                    return rule.fault
        return ""


def fault_rules(texts: Iterable[str]) -> tuple[FaultRule, ...]:
    """Read descriptions of faults."""
    return tuple(fault_rule(text) for text in texts)


def _table(control: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(control.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FaultError(f"the control file cannot be read: {error}") from None
    unknown = set(table) - {"misbehave", "delay", "registered", "seed"}
    if unknown:
        raise FaultError(f"the control file does not know {sorted(unknown)[0]!r}")
    return table
