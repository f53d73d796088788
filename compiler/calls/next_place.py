"""Where a call is by now, and where an edge takes it: redirections and unanswered seconds counted, loops noticed."""

from typing import NamedTuple

from nummerplan.model.calls.call_graph import GIVES_UP, LOOPED, OUTSIDE, TOO_MANY_REDIRECTIONS, Edge, Node
from nummerplan.model.plan.company import Company

ANSWERING = ("auto_attendant", "mailbox", "voicemail", "directory")
"""Kinds of places that answer: from there redirections and unanswered seconds are counted anew."""

ENTRIES = ("number", "extension")


class Limits(NamedTuple):
    """How often a call is sent on, and how many seconds it may be unanswered, since the last place that answered."""

    redirections: int
    seconds: int


def limits_of(company: Company) -> Limits:
    """The limits of a company's calls."""
    return Limits(company.max_redirections, company.ring_limit)


class Place(NamedTuple):
    """Where a call is: the node, from where it comes by now, and what counts since the last place that answered.

    `since_key` are the nodes where it was since the last key, each with whether it came from outside then; this one is
    among them. What comes back from a mobile network (`through_mobile`) is a call from outside.
    """

    node: Node
    external: bool
    redirections: int = 0
    unanswered: int = 0
    through_mobile: bool = False
    since_key: frozenset[tuple[Node, bool]] = frozenset()

    @property
    def end(self) -> Node | None:
        """How the call has ended, if it has."""
        kind = self.node[0]
        return self.node if kind == "end" else OUTSIDE if kind == "outside" else None


def arrival(entry: Node, external: bool) -> Place:
    """A call arrives at an entry."""
    return Place(entry, external, since_key=frozenset({(entry, external)}))


def answers(edge: Edge) -> bool:
    """Whether a place has answered when a call leaves it over this edge: a menu does unless the night closes it."""
    return edge.source[0] in ANSWERING and edge.condition != "night"


def cut_short(edge: Edge, limits: Limits, unanswered: int, rang: int) -> Edge | None:
    """The edge that a call takes instead, if it is unanswered for too long before this one: it is given up here.

    `rang` are the seconds after which somebody answers. What falls on the last second happens still, but nobody begins
    to ring then.
    """
    if answers(edge):
        return None
    left = limits.seconds - unanswered
    late = rang >= left if edge.condition == "answered" else edge.seconds > left
    return edge._replace(target=GIVES_UP, condition="no_answer", seconds=left) if late else None


def onward(place: Place, edge: Edge, limits: Limits) -> Place:
    """Where an edge leads that is not cut short.

    The same object again, for the same kind of caller and with no key pressed between, is a loop: looked at before
    redirections are counted.
    """
    kind, target = place.node[0], edge.target
    if target[0] == "end":
        return Place(target, place.external)
    node, external, redirections, unanswered = counted(
        edge, place.external, place.redirections, place.unanswered, limits
    )
    arrived = (target, external)
    since = frozenset[tuple[Node, bool]]() if edge.condition == "pressed" else place.since_key
    if arrived in since:
        return Place(LOOPED, external)
    through = place.through_mobile or kind == "mobile"
    return Place(node, external, redirections, unanswered, through, since | {arrived})


def counted(
    edge: Edge, external: bool, redirections: int, unanswered: int, limits: Limits
) -> tuple[Node, bool, int, int]:
    """Where a call comes to, from where it comes by then, redirections and unanswered seconds, whatever was before."""
    kind, target = edge.source[0], edge.target
    external = external or kind == "mobile"
    if target[0] == "end":
        return target, external, 0, 0
    if answers(edge):
        return target, external, 0, 0
    redirections += kind not in ENTRIES and edge.condition != "ended"
    if redirections > limits.redirections:
        return TOO_MANY_REDIRECTIONS, external, 0, 0
    return (
        (target, external, 0, 0)
        if target[0] == "outside"
        else (target, external, redirections, unanswered + edge.seconds)
    )
