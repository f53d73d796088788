"""One call: who dials what and when, how people are, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from nummerplan.model.calls.call_graph import Edge, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.message import Message

WAIT = "wait"
"""Stands among the keys of a call where the caller presses nothing and waits until the menu goes on."""

CallerKind = Literal["external", "anonymous", "internal"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: from outside with a number (E.164, if it matters), from outside without, or a colleague (his key)."""

    kind: CallerKind = "external"
    number: str | None = None
    user: str | None = None

    @property
    def external(self) -> bool:
        """Whether he calls from outside."""
        return self.kind != "internal"


@dataclass(frozen=True, slots=True)
class Call:
    """One call and the world that it meets; nothing in it changes while the call lasts.

    `moment` is wall time in the company's zone. `keys` are pressed one after the other, wherever a menu listens; after
    them the caller is silent. Who has no state answers.
    """

    entry: Node
    moment: datetime
    caller: Caller = Caller()
    keys: tuple[str, ...] = ()
    states: Mapping[str, State] = field(default_factory=dict)


class Ring(NamedTuple):
    """Somebody's telephones ring, from and to these seconds after the call came to the place."""

    person: str
    start: int
    end: int


class Hop(NamedTuple):
    """One step of a call: the edge it took, what rang before, and when it was taken, in seconds from the call's start.

    `answered_by` is the person who answered, if the step ends with that.
    """

    edge: Edge
    rings: tuple[Ring, ...]
    at: int
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A call from its start to its end, the keys that nobody listened to, and what was made of doubtful ones."""

    call: Call
    hops: tuple[Hop, ...]
    end: Node
    seconds: int
    unused_keys: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def answered_by(self) -> str | None:
        """Who has the call in the end."""
        return self.hops[-1].answered_by if self.hops else None

    def rings(self) -> tuple[str, ...]:
        """Everyone who rang, in this order."""
        return tuple(ring.person for hop in self.hops for ring in hop.rings)
