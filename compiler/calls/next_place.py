"""Where a call is by now, and where an edge takes it: redirections counted, loops and the network's limit noticed."""

from typing import NamedTuple

from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import CALLED_OUTSIDE, LOOPED, TOO_MANY_REDIRECTIONS, Edge, Node

ANSWERING = ("auto_attendant", "mailbox", "voicemail", "directory")
"""Kinds of places that answer: from there the counting of redirections starts anew."""

FRESH = frozenset((*ANSWERING, "number", "extension"))
"""Kinds of places that are no redirection themselves."""


class Place(NamedTuple):
    """Where a call is: the node, the redirections since the last answered step, and from where it comes by now.

    `since_key` are the nodes where it was since the last key, each with whether it came from outside then; this one is
    among them. What comes back from a mobile network (`through_mobile`) is a call from outside, with the first caller's
    number.
    """

    node: Node
    external: bool
    redirections: int = 0
    through_mobile: bool = False
    since_key: frozenset[tuple[Node, bool]] = frozenset()

    @property
    def end(self) -> Node | None:
        """How the call has ended, if it has."""
        kind = self.node[0]
        return self.node if kind == "end" else CALLED_OUTSIDE if kind == "outside" else None

    def caller(self, first: Caller) -> Caller:
        """Who calls by now: the first caller, or whom the mobile network makes of him."""
        return Caller("external", first.number) if self.through_mobile else first


def arrival(entry: Node, external: bool) -> Place:
    """A call arrives at an entry."""
    return Place(entry, external, since_key=frozenset({(entry, external)}))


def onward(place: Place, edge: Edge, limit: int) -> Place:
    """Where an edge leads; `limit` is the company's `max_redirections`.

    The same object again, for the same kind of caller and with no key pressed between, is a loop: looked at before
    redirections are counted.
    """
    kind, target = place.node[0], edge.target
    if target[0] == "end":
        return Place(target, place.external)
    node, external, redirections = counted(place.node, target, place.external, place.redirections, limit)
    arrived = (target, external)
    since = frozenset[tuple[Node, bool]]() if edge.condition == "pressed" else place.since_key
    if arrived in since:
        return Place(LOOPED, external)
    return Place(node, external, redirections, place.through_mobile or kind == "mobile", since | {arrived})


def counted(node: Node, target: Node, external: bool, redirections: int, limit: int) -> tuple[Node, bool, int]:
    """Where a call comes to, from where it comes by then and after how many redirections, whatever was before."""
    external = external or node[0] == "mobile"
    if target[0] == "end":
        return target, external, 0
    redirections = 0 if node[0] in FRESH else redirections + 1
    if redirections > limit:
        return TOO_MANY_REDIRECTIONS, external, 0
    return target, external, 0 if target[0] == "outside" else redirections
