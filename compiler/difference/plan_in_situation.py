"""One plan in one situation: what a caller hears next, and what people must be like for it.

Edges, guards and counting are those of every other command: `ways`, `guard_of` and the proof's `onward`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import ALWAYS, Guard, IsOpen, guard_of
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.calls.next_place import FRESH
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, greeted, ring_of
from nummerplan.compiler.difference.match_identities import Shared
from nummerplan.compiler.difference.ring_signature import Ring
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import CALLED_OUTSIDE, GOES_ROUND, TOO_MANY_REDIRECTIONS, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


class Place(NamedTuple):
    """Where a call is."""

    node: Node
    redirections: int
    external: bool


class _Counting:
    def __init__(self, linked: LinkedPlan) -> None:
        self.limit = linked.plan.company.max_redirections

    def onward(self, place: Place, edge: Edge) -> Place:
        """Where an edge leads."""
        fresh = place.node.kind in FRESH
        external = place.external or place.node.kind == "mobile"
        target = CALLED_OUTSIDE if edge.target.kind == "outside" else edge.target
        redirections = 0 if fresh else place.redirections + 1
        if edge.target.kind != "end" and redirections > self.limit:
            target = TOO_MANY_REDIRECTIONS
        return Place(target, 0 if target.kind == "end" else redirections, external)


class At(NamedTuple):
    """Where a call is, and where it was since the last key.

    `through_mobile` says whether it has come through a mobile network, `busy` whether somebody was busy just before.
    """

    place: Place
    since_key: frozenset[tuple[Node, bool]] = frozenset()
    through_mobile: bool = False
    busy: bool = False


class Branch(NamedTuple):
    """One way on: what it asks of people, what the caller hears on it, and the edge; None where the call ends."""

    guard: Guard
    event: Event | None
    edge: Edge | None


class Side:
    """One of two plans that are compared, in one situation and for one caller."""

    def __init__(self, linked: LinkedPlan, shared: Shared, is_open: IsOpen, caller: Caller) -> None:
        self.linked = linked
        self.is_open = is_open
        self.caller = caller
        self.shared = shared
        self._counting = _Counting(linked)
        self._branches: dict[tuple[Node, bool, bool], tuple[Branch, ...]] = {}

    def start(self, entry: Node) -> At:
        """A call that arrives."""
        return At(Place(entry, 0, self.caller.external))

    def ways(self, node: Node) -> tuple[Edge, ...]:
        """The edges of a place that are for a caller who has not come through a mobile network."""
        return ways(node, self.caller, self.is_open, self.linked)

    def edges(self, at: At) -> tuple[Edge, ...]:
        """The edges of a place that are for this caller now."""
        # What comes back from a mobile network is a call from outside, with the first caller's number.
        caller = Caller("external", self.caller.number) if at.through_mobile else self.caller
        return ways(at.place.node, caller, self.is_open, self.linked)

    def ending(self, at: At) -> Closing | None:
        """How a call ends here, if it does."""
        node = at.place.node
        if node.kind in ("end", "outside"):
            return Closing("lost on its way" if node in (GOES_ROUND, TOO_MANY_REDIRECTIONS) else node.key, node.kind)
        return Closing("lost on its way", "end") if (node, at.place.external) in at.since_key else None

    def onward(self, at: At, edge: Edge) -> At:
        """The place to which an edge leads."""
        target = edge.target
        place = self._counting.onward(at.place, edge)
        if target.kind == "outside" and place.node != TOO_MANY_REDIRECTIONS:
            place = Place(target, 0, place.external)
        since = frozenset[tuple[Node, bool]]()
        if edge.condition != "pressed":
            since = at.since_key | {(at.place.node, at.place.external)}
        busy = target.kind == "voicemail" and edge.condition in ("busy", "when_busy")
        return At(place, since, at.through_mobile or at.place.node.kind == "mobile", busy)

    def branches(self, at: At) -> tuple[Branch, ...]:
        """All ways on from a place where people or nobody decide; menus and directories are asked otherwise."""
        key = (at.place.node, at.through_mobile, at.busy)
        known = self._branches.get(key)
        if known is None:
            known = tuple(self._found(at.place.node, self.edges(at), at.busy))
            self._branches[key] = known
        return known

    def _found(self, node: Node, edges: tuple[Edge, ...], busy: bool) -> Iterator[Branch]:
        rings = ring_of(node, edges, self.linked, self.is_open, self.shared)
        for edge in edges:
            guard = self._named(guard_of(edge, self.linked, self.is_open))
            if edge.condition == "answered":
                if rings is None and node.kind != "hunt_group":
                    yield Branch(guard, Closing(self.shared.person[node.key], "answered"), None)
            elif edge.condition in ("no_answer", "overflow") and rings is not None:
                yield Branch(_ringing(rings), rings, edge)
            elif edge.condition == "after_greeting":
                yield Branch(ALWAYS, greeted(node, edge, busy, self.linked, self.shared), edge)
            else:
                yield Branch(guard, Waits(edge.seconds) if edge.seconds else None, edge)

    def _named(self, guard: Guard) -> Guard:
        """The guard with people under the names that both plans share."""
        name = self.shared.person
        return Guard(
            tuple((name[person], states) for person, states in guard.each),
            tuple((tuple(name[person] for person in people), states) for people, states in guard.some),
        )


def _ringing(rings: Ring) -> Guard:
    """The telephones of at least one member ring; whether he answers is part of what the caller hears."""
    return Guard(some=((tuple(person for person, _ in rings.members), rings.members[0][1]),))
