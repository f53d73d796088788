"""Whether any call can be lost: all worlds and all keys at once, instead of one call after the other.

The proof walks the same edges and guards as a single call does (`compiler/calls/next_edge.py`,
`compiler/calls/edge_conditions.py`), but keeps for each person the states that are still possible instead of one. Who
answers is left out: a person who answers, turned absent, leaves a lost call as it is, since it met no answer.

Two passes. The first finds, without people, from which places a lost end or a circle can be reached at all
(`compiler/search/reachability.py`); every other place is proven. The second searches from the entries that are left
with people, cheapest first (keys, then redirections, then people), so that the first lost call it finds is the
smallest one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import AT_ONCE, dialled_keys, keys_along
from nummerplan.compiler.calls.edge_conditions import Guard, IsOpen, ringable
from nummerplan.compiler.calls.follow_call import FRESH
from nummerplan.compiler.search.edge_cache import Branches
from nummerplan.compiler.search.narrow import EMPTY, TooManyError, narrowed
from nummerplan.compiler.search.reachability import Reach
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import CALLED_OUTSIDE, GOES_ROUND, LOST, TOO_MANY_REDIRECTIONS, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import LostCall, Store
from nummerplan.model.plan.people import can_ring

NOT_TAKEN = ("not_reachable", "busy", "when_busy", "no_answer", "overflow")
"""Conditions of edges that a call takes because nobody answered it."""

COMBINATIONS_LIMIT = 20_000
"""Places with states of people that the search of one entry follows; plans of companies need a few dozen."""

PLACES_LIMIT = 3_000_000
"""Places, in all situations together, that the proof of one plan looks at closely; minutes of work."""


class Place(NamedTuple):
    """Where a call is: the node, the redirections since the last answered step, and whether it counts as external."""

    node: Node
    redirections: int
    external: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an entry in a situation: the smallest lost call or none.

    `decided` is False when the search met more combinations than it follows: then nothing is known.
    """

    lost: LostCall | None
    decided: bool = True


class Prover:
    """All that is known of one plan in one situation, for any number of entries."""

    def __init__(
        self, linked: LinkedPlan, is_open: IsOpen, branches: "Branches | None" = None, budget: "Budget | None" = None
    ) -> None:
        self.linked = linked
        self.is_open = is_open
        self.limit = linked.plan.company.max_redirections
        self._branches = branches or Branches(linked)
        self._budget = budget or Budget()
        self._reach = Reach(self._targets, _is_end)

    def prove(self, entry: Node, external: bool) -> Verdict:
        """Whether some call at this entry is lost."""
        start = Place(entry, 0, external)
        try:
            self._reach.explore(start)
            return Verdict(self._search(start) if self._may_be_lost(start) else None)
        except TooManyError:
            return Verdict(None, decided=False)

    def branches(self, place: Place) -> tuple[tuple[Edge, Guard], ...]:
        """The ways on from a place, each with its guard; nobody answers, and what cannot be is left out."""
        return self._branches.at(place.node, place.external, self.is_open)

    def onward(self, place: Place, edge: Edge) -> Place:
        """Where an edge leads: an answering place starts the counting anew, an own mobile makes a call external."""
        fresh = place.node.kind in FRESH
        external = place.external or place.node.kind == "mobile"
        target = CALLED_OUTSIDE if edge.target.kind == "outside" else edge.target
        redirections = 0 if fresh else place.redirections + 1
        if edge.target.kind != "end" and redirections > self.limit:
            target = TOO_MANY_REDIRECTIONS
        return Place(target, 0 if target.kind == "end" else redirections, external)

    def _targets(self, place: Place) -> tuple[tuple[Place, bool], ...]:
        self._budget.spend()
        return tuple(_target(self.onward(place, edge), edge) for edge, _ in self.branches(place))

    def _may_be_lost(self, place: Place) -> bool:
        """Whether a call may be lost from here on, whatever people do: it can come to a lost end, or go round."""
        return place.node in LOST or self._reach.leads_to_loss(place)

    def _search(self, start: Place) -> LostCall | None:
        """The smallest lost call, cheapest first; a place is not left twice with the same store and the same way."""
        ticket = count()
        queue: list[tuple[int, int, int, int, _Run]] = []
        heappush(queue, (0, 0, 0, next(ticket), _Run(start, (), 0, EMPTY, frozenset({(start.node, start.external)}))))
        seen: set[tuple[Place, Store, frozenset[tuple[Node, bool]], Edge | None]] = set()
        while queue:
            _, hops, _, _, run = heappop(queue)
            if run.place.node in LOST:
                return LostCall(run.edges, keys_along(run.edges, self.linked), run.store, run.place.node)
            # Whom a directory finds depends on the menu that led there.
            arrival = run.edges[-1] if run.place.node.kind == "directory" else None
            state = (run.place, run.store, run.since_key, arrival)
            if state in seen:
                continue
            seen.add(state)
            self._budget.spend()
            if len(seen) > COMBINATIONS_LIMIT:
                raise TooManyError
            for onward in self._runs(run):
                asked = len(onward.store[0])
                heappush(queue, (onward.pressed, hops + 1, asked, next(ticket), onward))
        return None

    def _runs(self, run: "_Run") -> Iterator["_Run"]:
        for edge, guard in self.branches(run.place):
            target = self.onward(run.place, edge)
            if not self._may_be_lost(target):
                continue
            store = narrowed(run.store, guard, self._silent(edge))
            pressed = self._presses(run, edge) if store is not None else None
            if store is None or pressed is None:
                continue
            since = frozenset[tuple[Node, bool]]() if edge.condition == "pressed" else run.since_key
            arrived = (edge.target, target.external)
            if arrived in since and edge.target.kind != "end":
                target = target._replace(node=GOES_ROUND)
            yield _Run(target, (*run.edges, edge), run.pressed + pressed, store, since | {arrived})

    def _presses(self, run: "_Run", edge: Edge) -> int | None:
        """How many keys an edge takes, waiting is none; None if nothing that a caller presses takes it."""
        if edge.condition == "dialled":
            keys = dialled_keys(run.edges[-1], edge, self.linked)
            return None if keys is None else len(keys)
        return int(edge.condition == "pressed" and edge.key != AT_ONCE)

    def _silent(self, edge: Edge) -> tuple[str, ...]:
        """Who must not answer when a call takes this edge: the person it rings, or everybody whom a group can ring."""
        plan, key = self.linked.plan, edge.source.key
        if edge.condition not in NOT_TAKEN:
            return ()
        match edge.source.kind:
            case "user":
                return (key,) if can_ring(plan.users[key]) else ()
            case "mobile":
                return (key,)
            case "hunt_group":
                return ringable(plan.hunt_groups[key], self.linked)
            case _:
                return ()


class Budget:
    """How many more places the proof of a whole plan looks at: it ends, whatever the plan."""

    def __init__(self, places: int = PLACES_LIMIT) -> None:
        self._left = places

    def spend(self) -> None:
        """Look at one more; raises `TooManyError` when there were too many."""
        self._left -= 1
        if self._left < 0:
            raise TooManyError


class Seen(NamedTuple):
    """What is known of an entry without looking at clocks and people: its branches, and whether calls may be lost."""

    branches: int
    may_be_lost: bool


class AnyTime:
    """Where calls can go at some time or other; where nothing can be lost so, nothing is lost at any time."""

    def __init__(self, linked: LinkedPlan) -> None:
        self._case = linked
        self._onward = Prover(linked, lambda _: True).onward
        self._reach = Reach(self._targets, _is_end)

    def look(self, entry: Node, external: bool) -> Seen:
        """Everything that can be come to from an entry; it is gone through once for all entries."""
        start = Place(entry, 0, external)
        self._reach.explore(start)
        return Seen(self._reach.ways(start), self._reach.leads_to_loss(start))

    def _targets(self, place: Place) -> tuple[tuple[Place, bool], ...]:
        callers = ("any", "external" if place.external else "internal")
        edges = self._case.graph.edges.get(place.node, ())
        mine = (edge for edge in edges if edge.callers in callers and edge.condition != "answered")
        return tuple(_target(self._onward(place, edge), edge) for edge in mine)


def _target(place: Place, edge: Edge) -> tuple[Place, bool]:
    """Where an edge leads, and whether a call comes there without a key."""
    return place, edge.condition not in ("pressed", "dialled")


class _Run(NamedTuple):
    place: Place
    edges: tuple[Edge, ...]
    pressed: int
    store: Store
    since_key: frozenset[tuple[Node, bool]]


def without_last_waits(keys: tuple[str, ...]) -> tuple[str, ...]:
    """After his last key a caller is silent anyway."""
    while keys and keys[-1] == WAIT:
        keys = keys[:-1]
    return keys


def _is_end(place: Place) -> bool | None:
    """Whether a call that ends here is lost; None where it does not end."""
    return place.node in LOST if place.node.kind == "end" else None
