"""Where calls can go: entries, objects and ends, and the edges between them.

The order in which an object's edges are tried, and what each asks of the world, is `docs/semantics.md`; it is written
down once, in `compiler/linking/routing/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from nummerplan.model.calls.guard import ALWAYS, Guard, States
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


# How a call ends; whether that is good is decided here and nowhere else (`docs/semantics.md`, How a call ends).
ANSWERED = Node("end", "answered")
MESSAGE = Node("end", "message")
ANNOUNCED = Node("end", "announced")
FAX = Node("end", "fax")
REFUSED = Node("end", "refused")
HUNG_UP = Node("end", "hung_up")
BUSY_BY_NAME = Node("end", "busy_by_name")
OUTSIDE = Node("end", "outside")
MOBILE_VOICEMAIL = Node("end", "mobile_voicemail")
BUSY_TONE = Node("end", "busy_tone")
NOT_IN_USE = Node("end", "not_in_use")
GIVES_UP = Node("end", "gives_up")
CUT_OFF = Node("end", "cut_off")
LOOPED = Node("end", "loop")
TOO_MANY_REDIRECTIONS = Node("end", "too_many_redirections")

EndGroup = Literal["kept", "wanted", "handed_over", "lost"]
END_GROUPS: Mapping[EndGroup, frozenset[Node]] = {
    "kept": frozenset({ANSWERED, MESSAGE, ANNOUNCED, FAX}),
    "wanted": frozenset({REFUSED, HUNG_UP, BUSY_BY_NAME}),
    "handed_over": frozenset({OUTSIDE, MOBILE_VOICEMAIL}),
    "lost": frozenset({BUSY_TONE, NOT_IN_USE, GIVES_UP, CUT_OFF, LOOPED, TOO_MANY_REDIRECTIONS}),
}
"""What the ends are worth: the company has the call; the plan wants it so; somebody else has it; the caller is lost."""
LOST = END_GROUPS["lost"]
GROUP_OF: Mapping[Node, EndGroup] = {end: group for group, ends in END_GROUPS.items() for end in ends}
NOT_LOST = END_GROUPS["kept"] | END_GROUPS["wanted"] | END_GROUPS["handed_over"]
HANDED_OVER = END_GROUPS["handed_over"]
CUT_SHORT = frozenset({TOO_MANY_REDIRECTIONS, GIVES_UP})
"""Ends by which the network stops a call on its way: too often sent on, or unanswered for too long."""
LOOPING_ENDS = frozenset({LOOPED, TOO_MANY_REDIRECTIONS})
"""How a call ends that is in a loop: noticed at the place where it was before, or dropped by the network."""

Condition = Literal[
    "holds",  # a number or extension leads to the object that holds it
    "refused",  # blocked callers
    "night",
    "always",
    "not_reachable",
    "busy",
    "no_answer",
    "answered",  # by the user himself, or (`key`) by an own mobile that rings along
    "mobile_voicemail",  # of an own mobile (`key`) that rings along, in the mobile network
    "when_busy",  # a group whose members are all passed over
    "overflow",
    "pressed",
    "silence",  # nobody pressed a key
    "dialled",  # an extension or a name, spelled in a menu
    "after_greeting",
    "left_outside",
    "ended",  # an own mobile whose subscription has ended
]
"""What makes a call take an edge."""

ENTRIES = ("number", "extension")
"""Kinds of nodes at which calls begin: nothing leads to them."""

Callers = Literal["any", "external", "internal", "anonymous", "listed"]
"""Who takes an edge: anybody, callers from outside, colleagues, who hide their number, numbers of a list."""


class Clock(NamedTuple):
    """Open while the schedule is active and no holiday covers the moment; without a schedule all day.

    After the day on which it `ends`, as a mobile subscription does, it is closed for good.
    """

    schedule: str | None
    holidays: str | None
    ends: date | None = None

    @property
    def always_open(self) -> bool:
        """Whether nothing ever closes it."""
        return self == (None, None, None)


ClockStates = tuple[tuple[Clock, bool], ...]
"""Clocks that must be open (True) or closed (False) together."""


class Edge(NamedTuple):
    """One way on for a call, and what it takes.

    `route` is the deciding setting. `seconds` pass before it is taken. `when` are clocks that must be open (True) or
    closed (False). `day` is the night forwarding clock: callers from outside take the edge only while it is open,
    colleagues always. `guard` is what it asks of people; the guards of one place at one time exclude each other, and
    leave no case open. `rings` are the people whose telephones ring before, in these states of theirs.
    """

    source: Node
    target: Node
    condition: Condition
    route: Route
    key: str = ""
    seconds: int = 0
    callers: Callers = "any"
    when: ClockStates = ()
    day: Clock | None = None
    guard: Guard = ALWAYS
    rings: tuple[tuple[str, States], ...] = ()

    def takes(self, external: bool) -> bool:
        """Whether a caller from outside (or a colleague) can take it at some time."""
        return self.callers == "any" or (self.callers == "internal") != external

    def clocks(self, external: bool) -> ClockStates:
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
