"""Where calls can go: entries, objects and ends, and the edges between them.

The order in which an object's edges are tried, and what each asks of the world, is `docs/semantics.md`; it is written
down once, in `compiler/linking/routing/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from nummerplan.model.source import Route

NodeKind = Literal[
    "number",
    "extension",
    "user",
    "hunt_group",
    "auto_attendant",
    "mailbox",
    "voicemail",
    "mobile",
    "directory",
    "outside",
    "end",
]


class Node(NamedTuple):
    """A place of a call: `user receptie`, `number +31887654000`, `end busy_tone`.

    `key` is the object's key; for a number its E.164 form; for `voicemail` the user's key; for `outside` the E.164
    form or the short number as dialled; for `directory` how a caller looks up (name, extension); for `end` the end.
    """

    kind: NodeKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.key}"


# How a call ends; whether that is good is decided here and nowhere else.
ANSWERED = Node("end", "answered")
MESSAGE = Node("end", "message")
ANNOUNCED = Node("end", "announced")
FAX = Node("end", "fax")
CALLED_OUTSIDE = Node("end", "called_outside")
REFUSED = Node("end", "refused")
HUNG_UP = Node("end", "hung_up")
BUSY_TONE = Node("end", "busy_tone")
NOT_IN_USE = Node("end", "not_in_use")
RINGS_OUT = Node("end", "rings_out")
CUT_OFF = Node("end", "cut_off")

LOOPED = Node("end", "goes_round")
TOO_MANY_REDIRECTIONS = Node("end", "too_many_redirections")

LOOPING_ENDS = frozenset({LOOPED, TOO_MANY_REDIRECTIONS})
"""How a call ends that is in a loop: noticed at the place where it was before, or dropped by the network."""

LOST = frozenset({BUSY_TONE, NOT_IN_USE, RINGS_OUT, CUT_OFF, LOOPED, TOO_MANY_REDIRECTIONS})
"""Ends at which a caller is lost: busy tone, not in use, rings until he gives up, cut off for want of a key."""

NOT_LOST = frozenset({ANSWERED, MESSAGE, ANNOUNCED, FAX, CALLED_OUTSIDE, REFUSED, HUNG_UP})
"""Every other end."""

Condition = Literal[
    "holds",  # a number or extension leads to the object that holds it
    "refused",  # blocked callers
    "night",
    "always",
    "not_reachable",
    "busy",
    "no_answer",
    "answered",
    "when_busy",  # a group whose members are all passed over
    "overflow",
    "pressed",
    "silence",  # nobody pressed a key
    "dialled",  # an extension or a name, spelled in a menu
    "after_greeting",
    "left_outside",
]
"""What makes a call take an edge."""

ENTRIES = ("number", "extension")
"""Kinds of nodes at which calls begin: nothing leads to them."""

Callers = Literal["any", "external", "internal", "anonymous", "listed"]
"""Who takes an edge: anybody, callers from outside, colleagues, who hide their number, numbers of a list."""


class Clock(NamedTuple):
    """Open while the schedule is active and no holiday covers the moment; without a schedule all day."""

    schedule: str | None
    holidays: str | None

    @property
    def always_open(self) -> bool:
        """Whether nothing ever closes it."""
        return self.schedule is None and self.holidays is None


class Edge(NamedTuple):
    """One way on for a call, and what it takes.

    `route` is the deciding setting. `seconds` pass before it is taken. `when` are clocks that must be open (True) or
    closed (False). `day` is the night forwarding clock: callers from outside take the edge only while it is open,
    colleagues always.
    """

    source: Node
    target: Node
    condition: Condition
    route: Route
    key: str = ""
    seconds: int = 0
    callers: Callers = "any"
    when: tuple[tuple[Clock, bool], ...] = ()
    day: Clock | None = None

    def takes(self, external: bool) -> bool:
        """Whether a caller from outside (or a colleague) can take it at some time."""
        return self.callers == "any" or (self.callers == "internal") != external

    def clocks(self, external: bool) -> tuple[tuple[Clock, bool], ...]:
        """The clocks that must be open or closed for this caller."""
        return (*self.when, (self.day, True)) if external and self.day else self.when


@dataclass(frozen=True)
class CallGraph:
    """All edges by their source, in the order in which they are tried; numbers and extensions are entries."""

    edges: dict[Node, tuple[Edge, ...]]

    def entries(self, external: bool) -> Iterator[Node]:
        """Numbers, for callers from outside; extensions and numbers, for colleagues."""
        for node in self.edges:
            if node.kind == "number" or (not external and node.kind == "extension"):
                yield node

    @cached_property
    def incoming(self) -> dict[Node, list[Edge]]:
        """All edges by their target."""
        found: dict[Node, list[Edge]] = {}
        for edges in self.edges.values():
            for edge in edges:
                found.setdefault(edge.target, []).append(edge)
        return found
