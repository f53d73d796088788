"""One plan in one situation and for one caller: what he hears next at a place, and what people must be like for it.

Edges, their conditions and the counting of redirections and loops are those of every other command: `ways`, `guard_of`
and `onward`.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import ALWAYS, Guard, IsOpen, guard_of
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.calls.next_place import Place, arrival, onward
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, greeted, menu_greeting, ring_of
from nummerplan.compiler.difference.match_identities import Shared
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import LOOPING_ENDS, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


class At(NamedTuple):
    """Where a call is, and whether somebody was busy just before: a voicemail has a greeting of its own for that."""

    place: Place
    busy: bool = False

    @property
    def node(self) -> Node:
        """The object at which the call is, or its end."""
        return self.place.node


@dataclass(frozen=True, slots=True, eq=False)
class NextStep:
    """One way on from a place: what it asks of people, what the caller hears on it (None: nothing), and its edge.

    The edge is None where the call ends, and at a menu, which is asked key by key: `menu` are its edges.
    """

    guard: Guard
    event: Event | None
    edge: Edge | None = None
    menu: tuple[Edge, ...] = ()


class PlanInSituation:
    """One of two plans that are compared; the steps of each place are worked out once."""

    def __init__(self, reaches: Reaches, shared: Shared, is_open: IsOpen, caller: Caller) -> None:
        self.linked: LinkedPlan = reaches.linked
        self.reaches, self.shared = reaches, shared
        self._is_open, self._caller = is_open, caller
        self._limit = self.linked.plan.company.max_redirections
        self._people: dict[Node, frozenset[str]] = {}
        self._steps: dict[tuple[Node, bool, bool], tuple[NextStep, ...]] = {}

    def start(self, entry: Node) -> At:
        """A call that arrives."""
        return At(arrival(entry, self._caller.external))

    def ways(self, node: Node) -> tuple[Edge, ...]:
        """The edges of a place that are for a caller who has not come through a mobile network."""
        return ways(node, self._caller, self._is_open, self.linked)

    def onward(self, at: At, edge: Edge) -> At:
        """The place to which an edge leads."""
        busy = edge.target.kind == "voicemail" and edge.condition in ("busy", "when_busy")
        return At(onward(at.place, edge, self._limit), busy)

    def key(self, at: At) -> Hashable:
        """All that decides how a call goes on from here: of where it was, only what it can come back to."""
        place, loop = at.place, self.reaches.loop(at.node)
        since = frozenset(been for been in place.since_key if been[0] in loop) if loop else loop
        return place.node, place.external, place.redirections, place.through_mobile, since, at.busy

    def people(self, at: At) -> frozenset[str]:
        """Whom a call can still ask from here on, under the names that both plans share."""
        known = self._people.get(at.node)
        if known is None:
            names = self.shared.person
            known = self._people[at.node] = frozenset(names[person] for person in self.reaches.people(at.node))
        return known

    def steps(self, at: At) -> tuple[NextStep, ...]:
        """All ways on from a place."""
        key = (at.node, at.place.through_mobile, at.busy)
        known = self._steps.get(key)
        if known is None:
            known = self._steps[key] = tuple(self._found(at))
        return known

    def _found(self, at: At) -> Iterator[NextStep]:
        node = at.node
        if node.kind in ("end", "outside"):
            yield NextStep(ALWAYS, Closing("lost on its way" if node in LOOPING_ENDS else node.key, node.kind))
            return
        edges = ways(node, at.place.caller(self._caller), self._is_open, self.linked)
        if edges[0].condition in ("pressed", "silence"):
            yield NextStep(ALWAYS, menu_greeting(edges[0], self.linked, self.shared), menu=edges)
            return
        rings = ring_of(node, edges, self.linked, self._is_open, self.shared)
        for edge in edges:
            guard = self._named(guard_of(edge, self.linked, self._is_open))
            if edge.condition == "answered":
                if rings is None and node.kind != "hunt_group":
                    yield NextStep(guard, Closing(self.shared.person[node.key], "answered"))
            elif edge.condition in ("no_answer", "overflow") and rings is not None:
                # The telephones of at least one member ring; whether he answers is part of what the caller hears.
                members = tuple(person for person, _ in rings.members)
                yield NextStep(Guard(some=((members, rings.members[0][1]),)), rings, edge)
            elif edge.condition == "after_greeting":
                yield NextStep(ALWAYS, greeted(node, edge, at.busy, self.linked, self.shared), edge)
            else:
                yield NextStep(guard, Waits(edge.seconds) if edge.seconds else None, edge)

    def _named(self, guard: Guard) -> Guard:
        """The guard with people under the names that both plans share."""
        name = self.shared.person
        return Guard(
            tuple((name[person], states) for person, states in guard.each),
            tuple((tuple(name[person] for person in people), states) for people, states in guard.some),
        )
