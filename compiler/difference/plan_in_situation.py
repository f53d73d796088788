"""One plan in one situation and for one caller: what he hears next at a place, and what people must be like for it.

Edges, their conditions and the counting of redirections and loops are those of every other command: `ways`, `guard_of`
and `onward`.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.calls.next_place import Place, arrival, onward
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, greeted, menu_greeting, ring_of
from nummerplan.compiler.difference.match_identities import Shared
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import LOOPING_ENDS, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import ALWAYS, Guard
from nummerplan.model.calls.linked_plan import LinkedPlan


@dataclass(frozen=True, slots=True, eq=False)
class NextStep:
    """One way on from a place: what it asks of people, what the caller hears on it (None: nothing), and its edge.

    The edge is None where the call ends, and at a menu, which is asked key by key: `menu` are its edges.
    """

    guard: Guard
    event: Event | None
    edge: Edge | None = None
    menu: tuple[Edge, ...] = ()


class Side(NamedTuple):
    """A call in one of two plans, and what its caller hears next, once that is decided.

    `busy` says that somebody was busy just before: a voicemail has a greeting of its own for that.
    """

    place: Place
    busy: bool = False
    step: NextStep | None = None

    @property
    def node(self) -> Node:
        """The object at which the call is, or its end."""
        return self.place.node


class PlanInSituation:
    """One of two plans that are compared; the steps of each place are worked out once."""

    def __init__(self, reaches: Reaches, shared: Shared, is_open: IsOpen, caller: Caller) -> None:
        self.linked: LinkedPlan = reaches.linked
        self.reaches, self.shared = reaches, shared
        self._is_open, self._caller = is_open, caller
        self._limit = self.linked.plan.company.max_redirections
        self.people = cache(self._people)
        self._steps: dict[tuple[Node, bool, bool], tuple[NextStep, ...]] = {}

    def start(self, entry: Node) -> Side:
        """A call that arrives."""
        return Side(arrival(entry, self._caller.external))

    def ways(self, node: Node) -> tuple[Edge, ...]:
        """The edges of a place that are for a caller who has not come through a mobile network."""
        return ways(node, self._caller, self._is_open, self.linked)

    def onward(self, side: Side, *edges: Edge) -> Side:
        """The place to which some edges lead, one after the other."""
        for edge in edges:
            busy = edge.target.kind == "voicemail" and edge.condition in ("busy", "when_busy")
            side = Side(onward(side.place, edge, self._limit), busy)
        return side

    def silently(self, side: Side) -> Side:
        """The call led on as long as nothing is asked and nothing heard."""
        while side.step is None:
            first, *others = self.steps(side)
            if others or first.guard != ALWAYS or first.event is not None or first.edge is None:
                break
            side = self.onward(side, first.edge)
        return side

    def decided(self, side: Side) -> Side:
        """The call with what is heard next, where people do not decide it."""
        first, *others = self.steps(side)
        return side if others or first.guard != ALWAYS else side._replace(step=first)

    def key(self, side: Side) -> Hashable:
        """All that decides how a call goes on, apart from people: of where it was, only what it can come back to."""
        place, loop = side.place, self.reaches.loop(side.node)
        since = frozenset(been for been in place.since_key if been[0] in loop)
        return place._replace(since_key=since), side.busy, side.step

    def _people(self, node: Node) -> frozenset[str]:
        """Whom a call can still ask from a place on, under the names that both plans share."""
        return frozenset(self.shared.person[person] for person in self.reaches.people(node))

    def steps(self, side: Side) -> tuple[NextStep, ...]:
        """All ways on from a place."""
        key = (side.node, side.place.through_mobile, side.busy)
        if key not in self._steps:
            self._steps[key] = tuple(self._found(side))
        return self._steps[key]

    def _found(self, side: Side) -> Iterator[NextStep]:
        node = side.node
        if node.kind in ("end", "outside"):
            yield NextStep(ALWAYS, Closing("lost on its way" if node in LOOPING_ENDS else node.key, node.kind))
            return
        edges = ways(node, side.place.caller(self._caller), self._is_open, self.linked)
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
                yield NextStep(ALWAYS, greeted(node, edge, side.busy, self.linked, self.shared), edge)
            else:
                yield NextStep(guard, Waits(edge.seconds) if edge.seconds else None, edge)

    def _named(self, guard: Guard) -> Guard:
        """The guard with people under the names that both plans share."""
        name = self.shared.person
        return Guard(
            tuple((name[person], states) for person, states in guard.each),
            tuple((tuple(name[person] for person in people), states) for people, states in guard.some),
        )
