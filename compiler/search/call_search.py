"""Look for a call that takes a given way: cheapest first, as few keys, steps and people as will do."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import AT_ONCE, dialled_keys, keys_along
from nummerplan.compiler.calls.edge_conditions import Guard, IsOpen, guard_of
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.search.lost_calls import Place
from nummerplan.compiler.search.narrow import EMPTY, TooManyError, narrowed
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import GOES_ROUND, TOO_MANY_REDIRECTIONS, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import LostCall, Store
from nummerplan.model.calls.witness import Way

Onward = Callable[[Place, Edge], Place]
"""Where an edge leads, and what is counted on the way: the proof's own."""

COMBINATIONS = 2_000
"""Places with states of people that one search looks at."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A call from `entry` that takes `way`, having come there over places of `near`, and ends in one of `ends`."""

    entry: Node
    caller: Caller
    way: Way
    ends: frozenset[Node]
    near: Container[Node]


class _Run(NamedTuple):
    place: Place
    edges: tuple[Edge, ...]
    pressed: int
    store: Store
    since_key: frozenset[tuple[Node, bool]]
    taken: int
    """How many edges of the way were taken."""


def search(sought: Sought, linked: LinkedPlan, is_open: IsOpen, onward: Onward) -> Iterator[LostCall]:
    """The calls that do what is sought while these clocks are open; raises `TooManyError` after too many."""
    steps = _Steps(sought, linked, is_open, onward)
    ticket = count()
    start = Place(sought.entry, 0, sought.caller.external)
    first = _Run(start, (), 0, EMPTY, frozenset({(start.node, start.external)}), 0)
    queue = [(0, 0, 0, next(ticket), first)]
    seen: set[tuple[object, ...]] = set()
    while queue:
        _, hops, _, _, run = heappop(queue)
        if steps.shows(run):
            yield LostCall(run.edges, keys_along(run.edges, linked), run.store, run.place.node)
            continue
        arrival = run.edges[-1] if run.place.node.kind == "directory" else None
        state = (run.place, run.store, run.since_key, run.taken, arrival)
        if state in seen:
            continue
        seen.add(state)
        if len(seen) > COMBINATIONS:
            raise TooManyError
        for after in steps.from_(run):
            heappush(queue, (after.pressed, hops + 1, len(after.store[0]), next(ticket), after))


class _Steps:
    """The steps of a search in one row of open and closed clocks."""

    def __init__(self, sought: Sought, linked: LinkedPlan, is_open: IsOpen, onward: Onward) -> None:
        self.sought, self.linked, self.is_open, self.onward = sought, linked, is_open, onward

    def shows(self, run: _Run) -> bool:
        """Whether a call has done all that is sought."""
        end = run.place.node
        if run.taken == len(self.sought.way):
            return not self.sought.ends or end in self.sought.ends
        return bool(run.taken) and end == TOO_MANY_REDIRECTIONS and end in self.sought.ends

    def from_(self, run: _Run) -> Iterator[_Run]:
        """The steps from here that may still come to what is sought."""
        if run.place.node.kind == "end":
            return
        caller = self.sought.caller if run.place.external == self.sought.caller.external else Caller()
        for edge in ways(run.place.node, caller, self.is_open, self.linked):
            taken, pressed = self._taken(run, edge), self._presses(run, edge)
            store = _after(run.store, guard_of(edge, self.linked, self.is_open), edge)
            if taken is None or pressed is None or store is None:
                continue
            place = self.onward(run.place, edge)
            since = frozenset[tuple[Node, bool]]() if edge.condition == "pressed" else run.since_key
            arrived = (edge.target, place.external)
            if arrived in since and edge.target.kind != "end":
                place = place._replace(node=GOES_ROUND)
            yield _Run(place, (*run.edges, edge), run.pressed + pressed, store, since | {arrived}, taken)

    def _presses(self, run: _Run, edge: Edge) -> int | None:
        """How many keys an edge takes; None if nothing that a caller presses takes it."""
        if edge.condition == "dialled":
            keys = dialled_keys(run.edges[-1], edge, self.linked) if run.edges else None
            return None if keys is None else len(keys)
        return int(edge.condition == "pressed" and edge.key != AT_ONCE)

    def _taken(self, run: _Run, edge: Edge) -> int | None:
        """How much of the way is taken after an edge; None if it leads away from it."""
        way = self.sought.way
        if run.taken == len(way):
            return run.taken if edge.condition != "answered" else None
        if edge == way[run.taken]:
            return run.taken + 1
        return 0 if not run.taken and edge.target in self.sought.near else None


def _after(store: Store, guard: Guard, edge: Edge) -> Store | None:
    """The store after an edge; whoever answers is nobody of whom the way wants something else."""
    people = {person for person, _ in guard.each} | {person for row, _ in guard.some for person in row}
    if edge.condition != "answered":
        return narrowed(store, guard, people)
    return store if people.difference(person for person, _ in store[0]) or not people else None
