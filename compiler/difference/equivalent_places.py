"""Places of two plans from which calls go on alike at all times, for everybody: there is nothing to look for there."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache, cached_property

from nummerplan.compiler.difference.caller_events import greeted, key_event, menu_greeting, ring_of
from nummerplan.compiler.difference.match_identities import Shared
from nummerplan.compiler.difference.plan_in_situation import PlanInSituation
from nummerplan.compiler.difference.ring_signature import Ring
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.linking import BY_EXTENSION
from nummerplan.compiler.search.people_states import Budget, UndecidedError
from nummerplan.compiler.search.reachability import reachable
from nummerplan.model.calls.call_graph import ENTRIES, Clock, Edge, Node
from nummerplan.model.calls.hunt_members import ringable, rings_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.source import Route

Facts = tuple[Hashable, ...]
Pair = tuple[Node, Node]


PAIR_UNITS = 20
"""What it costs to look at a pair of places."""


class Alike(dict[Node, Node]):
    """Old places with the new ones that are alike."""

    @cached_property
    def inverse(self) -> dict[Node, Node]:
        """The same, from new to old."""
        return {new: old for old, new in self.items()}


class PlanFacts:
    """One of the two plans, with what its places ask and say, under the names and hours that both share."""

    def __init__(self, linked: LinkedPlan, shared: Shared, hours: SharedHours, side: int) -> None:
        self.linked = linked
        self.shared = shared
        self._hours = hours
        self._side = side
        self._events: dict[tuple[Node, Route, str, str], Facts] = {}
        self.facts = cache(self._facts)

    def _facts(self, node: Node) -> Facts:
        """What a place asks of people, apart from its edges."""
        linked, name = self.linked, self.shared.person
        match node.kind:
            case "user":
                user = linked.plan.users[node.key]
                ring = user.simultaneous_ring
                during = Clock(ring.during.schedule, ring.during.holidays) if ring and ring.during else None
                along = bool(ring and ring.numbers)
                return name[node.key], user.call_waiting, along, self._open(during), self._rings(node)
            case "hunt_group":
                group = linked.plan.hunt_groups[node.key]
                members = frozenset(name[person] for person in ringable(group, linked))
                return members, rings_in(group), self._rings(node)
            case "mobile":
                return (name[node.key],)
            case _:
                return ()

    def _rings(self, node: Node) -> Hashable:
        rings: Ring | None = ring_of(node, self.linked.graph.edges[node], self.linked, lambda _: True, self.shared)
        return rings.key if rings else None

    def _open(self, clock: Clock | None) -> Hashable:
        return self._hours.of(clock, self._side) if clock else None

    def taken(self, edge: Edge) -> Facts:
        """When a call takes an edge, as far as people and keys go, and what the caller hears on it."""
        key = (edge.source, edge.route, edge.condition, edge.key)
        if key not in self._events:
            self._events[key] = (edge.condition, edge.key, edge.seconds, *self._events_on(edge))
        return self._events[key]

    def _events_on(self, edge: Edge) -> Facts:
        linked = self.linked
        match edge.condition:
            case "pressed":
                return (key_event(edge, linked, self.shared),)
            case "silence":
                return (menu_greeting(edge, linked, self.shared),)
            case "after_greeting":
                return tuple(greeted(edge.source, edge, busy, linked, self.shared) for busy in (False, True))
            case "dialled":
                user = linked.plan.users.get(edge.target.key)
                return (user.last_name, user.first_name) if user else ()
            case _:
                return ()

    def concerns(self, edge: Edge) -> Facts:
        """For whom and when an edge is."""
        found: Facts = (edge.callers, self._open(edge.day), *((self._open(clock), state) for clock, state in edge.when))
        if edge.callers == "listed" and isinstance(index := edge.route[-1], int):
            linked = self.linked
            numbers = linked.plan.users[edge.source.key].blocked_callers.rules[index].numbers
            found = (*found, frozenset(linked.numbering.e164(number) or number for number in numbers))
        return found


def alike(here: PlanFacts, there: PlanFacts, budget: Budget) -> Alike:
    """Old places and the new ones that take calls on in the same way at all times and for everybody, one to one.

    Two places are alike when they say and ask the same, in the same order, and lead to places that are alike. A place
    that would be alike to two is left out; what is left out is looked at call by call.
    """
    old, new = here.linked, there.linked

    def onward(pair: Pair) -> list[Pair] | None:
        edges, others = old.graph.edges.get(pair[0], ()), new.graph.edges.get(pair[1], ())
        if list(map(here.concerns, _ordered(edges))) != list(map(there.concerns, _ordered(others))):
            return None
        return _onward(pair, (edges, others), here, there)

    entries = [(node, node) for node in old.graph.edges if node.kind in ENTRIES and node in new.graph.edges]
    return _spread(entries, onward, Alike(), (old, new), budget)


def alike_now(
    entries: Iterable[Node],
    sides: tuple[PlanInSituation, PlanInSituation],
    facts: tuple[PlanFacts, PlanFacts],
    always: Alike,
    budget: Budget,
) -> Alike:
    """The same for one caller in one situation; `always` are the places that are alike at all times."""
    old, new = sides

    def onward(pair: Pair) -> list[Pair] | None:
        if pair[0].kind == "mobile":  # beyond it the caller is another one
            return None
        return _onward(pair, (old.ways(pair[0]), new.ways(pair[1])), *facts)

    return _spread([(node, node) for node in entries], onward, always, (old.linked, new.linked), budget)


def _spread(
    pairs: list[Pair],
    onward: Callable[[Pair], list[Pair] | None],
    known: Alike,
    plans: tuple[LinkedPlan, LinkedPlan],
    budget: Budget,
) -> Alike:
    """All pairs that some pairs lead to, without those that are unlike or lead to such."""
    if plans[0].plan.company.max_redirections != plans[1].plan.company.max_redirections:
        return Alike()
    seen = set(pairs)
    before: dict[Pair, list[Pair]] = {}
    unlike: list[Pair] = []
    for pair in pairs:
        if known.get(pair[0]) == pair[1]:
            continue
        try:
            budget.spend(PAIR_UNITS)
        except UndecidedError:
            return known
        targets = onward(pair)
        if targets is None:
            unlike.append(pair)
            continue
        for target in targets:
            before.setdefault(target, []).append(pair)
            if target not in seen:
                seen.add(target)
                pairs.append(target)

    def leading(pair: Pair) -> list[Pair]:
        return before.get(pair, [])

    # What is unlike is no partner: only among the others may no place be alike to two.
    different = reachable(unlike, leading)
    rest = [pair for pair in pairs if pair not in different]
    different = reachable(_not_one_to_one(rest, known), leading)
    return Alike({**known, **dict(pair for pair in rest if pair not in different)})


def _not_one_to_one(pairs: list[Pair], known: Alike) -> Iterator[Pair]:
    """Pairs of which one place has another partner too."""
    partners: tuple[dict[Node, set[Node]], dict[Node, set[Node]]] = {}, {}
    for one, other in pairs:
        partners[0].setdefault(one, {known.get(one, other)}).add(other)
        partners[1].setdefault(other, {known.inverse.get(other, one)}).add(one)
    return (pair for pair in pairs if len(partners[0][pair[0]]) > 1 or len(partners[1][pair[1]]) > 1)


def _onward(
    pair: Pair, edges: tuple[tuple[Edge, ...], tuple[Edge, ...]], here: PlanFacts, there: PlanFacts
) -> list[Pair] | None:
    """The pairs to which a pair of places leads, or None when the two places themselves differ."""
    one, other = pair
    if one.kind != other.kind or here.facts(one) != there.facts(other):
        return None
    if one == BY_EXTENSION:
        same = here.linked.extensions.keys() == there.linked.extensions.keys()
        dialled = (Node("extension", text) for text in here.linked.extensions)
        return [(node, node) for node in dialled] if same else None
    old, new = _ordered(edges[0]), _ordered(edges[1])
    if list(map(here.taken, old)) != list(map(there.taken, new)):
        return None
    onward: list[Pair] = []
    for edge, along in zip(old, new, strict=True):
        target, goal = edge.target, along.target
        if target.kind in ("end", "outside") or goal.kind in ("end", "outside"):
            if target != goal:
                return None
        else:
            onward.append((target, goal))
    return onward


def _ordered(edges: tuple[Edge, ...]) -> Iterable[Edge]:
    """Edges in the order in which they are tried; that in which keys are written is nobody's business."""
    if edges and edges[0].source.kind == "auto_attendant":
        return sorted(edges, key=lambda edge: (edge.condition in ("pressed", "silence"), edge.route[2:3], edge.key))
    return edges
