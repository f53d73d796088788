"""Every way that calls from one entry can take in one situation, the smallest first.

It walks the same edges and guards as a single call does (`compiler/calls/next_edge.py`,
`compiler/calls/edge_conditions.py`). Where the proof asks only whether a call is lost, this also knows who answers,
after how many seconds, and over which places it came.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from nummerplan.compiler.call_tests.hunt_group_outcomes import Apart, GroupWays
from nummerplan.compiler.calls.directory_dialling import AT_ONCE, dialled_keys
from nummerplan.compiler.calls.edge_conditions import IsOpen, guard_of
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.search.lost_calls import COMBINATIONS_LIMIT, Place, Prover
from nummerplan.compiler.search.narrow import TooManyError
from nummerplan.compiler.search.worlds import NOTHING_ASKED, Clause, People, Store
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import GOES_ROUND, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


class Order(NamedTuple):
    """To whom a group offers a call first; with `ringers_first`, to those who ring in vain, whoever they are."""

    group: str
    first: tuple[str, ...]
    ringers_first: bool


class Run(NamedTuple):
    """A call so far: its edges, how many keys they take, what it asks of people and of groups' history, and its time.

    `reached` are the seconds after which it came to the place that is watched, None if it has not.
    """

    place: Place
    edges: tuple[Edge, ...] = ()
    pressed: int = 0
    store: Store = NOTHING_ASKED
    since_key: frozenset[tuple[Node, bool]] = frozenset()
    seconds: int = 0
    answered_by: str | None = None
    orders: tuple[Order, ...] = ()
    reached: int | None = None
    was_mobile: bool = False

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.place.node.kind == "end"


@dataclass(frozen=True, slots=True)
class Watch:
    """What has to be told apart: the second up to which time counts, a place, and whether it matters who answers.

    A call that is `settled` is not followed further: whatever comes of it is known.
    """

    until: int | None = None
    place: Node | None = None
    answers: bool = True
    settled: Callable[[Run], bool] = lambda run: False

    @property
    def apart(self) -> Apart:
        """What of the answers in a group has to be told apart."""
        if self.until is not None:
            return Apart.TIMES
        return Apart.PEOPLE if self.place is not None and self.place.kind in ("user", "mobile") else Apart.NOTHING


class Explorer:
    """All calls of one caller while these clocks are open and people are as given."""

    def __init__(self, linked: LinkedPlan, is_open: IsOpen, caller: Caller, people: People, watch: Watch) -> None:
        self.linked, self.is_open, self.caller, self.people, self.watch = linked, is_open, caller, people, watch
        self._prover = Prover(linked, is_open)
        self._groups: dict[str, GroupWays] = {}
        self._askable: dict[Node, frozenset[str]] = {}

    def explore(self, entry: Node) -> Iterator[Run]:
        """Every call as far as it has come, by keys, steps and people; raises `TooManyError` after too many."""
        ticket = count()
        first = self._arrived(
            Run(Place(entry, 0, self.caller.external), since_key=frozenset({(entry, self.caller.external)}))
        )
        queue = [(0, 0, 0, next(ticket), first)]
        seen: dict[tuple[object, ...], list[Store]] = {}
        looked = 0
        while queue:
            _, hops, _, _, run = heappop(queue)
            yield run
            if run.ended or self.watch.settled(run):
                continue
            before = seen.setdefault(self._state(run), [])
            if any(store.allows(run.store) for store in before):
                continue
            before.append(run.store)
            looked += 1
            if looked > COMBINATIONS_LIMIT:
                raise TooManyError
            for onward in self._onward(run):
                asked = len(onward.store.each) + len(onward.orders)
                heappush(queue, (onward.pressed, hops + 1, asked, next(ticket), onward))

    def _state(self, run: Run) -> tuple[object, ...]:
        """What of a call, beside people, matters for how it goes on, or was to be told apart."""
        until = self.watch.until
        seconds = 0 if until is None else min(run.seconds, until + 1)
        reached = None if run.reached is None else (until is None or run.reached <= until)
        # Whom a directory finds depends on the menu that led there.
        arrival = run.edges[-1] if run.place.node.kind == "directory" else None
        return (run.place, run.was_mobile, run.since_key, seconds, reached, arrival)

    def _onward(self, run: Run) -> Iterator[Run]:
        """One step further: every edge that this caller can take, with what it asks of people."""
        node = run.place.node
        for edge in ways(node, self._caller(run), self.is_open, self.linked):
            if edge.condition == "answered" and not self.watch.answers:
                continue
            if node.kind == "hunt_group" and edge.condition in ("answered", "overflow", "no_answer"):
                yield from self._at_group(run, edge)
                continue
            guard = guard_of(edge, self.linked, self.is_open)
            store = self.people.narrowed(run.store, guard.each, (Clause(*row) for row in guard.some))
            if store is not None:
                who = node.key if edge.condition == "answered" else None
                if edge.condition != "dialled" or dialled_keys(run.edges[-1], edge, self.linked) is not None:
                    yield self._taken(run, edge, store, edge.seconds, who)

    def _at_group(self, run: Run, edge: Edge) -> Iterator[Run]:
        key = edge.source.key
        if key not in self._groups:
            self._groups[key] = GroupWays(self.linked.plan.hunt_groups[key], self.people, self.linked)
        group = self._groups[key]
        if edge.condition == "answered":
            found = group.answered(run.store, self.watch.apart)
        else:
            whoever = self.watch.answers and bool(self._asked_from(edge.target).intersection(group.members))
            found = group.unanswered(run.store, whoever)
        for way in found:
            seconds = way.seconds if edge.condition == "answered" else edge.seconds
            onward = self._taken(run, edge, way.store, seconds, way.answered_by)
            if way.order or way.ringers_first:
                onward = onward._replace(orders=(*run.orders, Order(key, way.order, way.ringers_first)))
            yield onward

    def _taken(self, run: Run, edge: Edge, store: Store, seconds: int, who: str | None) -> Run:
        place = self._prover.onward(run.place, edge)
        since = frozenset[tuple[Node, bool]]() if edge.condition == "pressed" else run.since_key
        arrived = (edge.target, place.external)
        if arrived in since and edge.target.kind != "end":
            place = place._replace(node=GOES_ROUND)
        mobile = run.was_mobile or edge.source.kind == "mobile"
        after = run.seconds + seconds
        onward = run._replace(
            place=place,
            edges=(*run.edges, edge),
            pressed=run.pressed + self._presses(run, edge),
            store=store,
            since_key=since | {arrived},
        )
        return self._arrived(onward._replace(seconds=after, answered_by=who, was_mobile=mobile))

    def _presses(self, run: Run, edge: Edge) -> int:
        """How many keys an edge takes; waiting is none."""
        if edge.condition == "dialled":
            return len(dialled_keys(run.edges[-1], edge, self.linked) or ())
        return int(edge.condition == "pressed" and edge.key != AT_ONCE)

    def _arrived(self, run: Run) -> Run:
        """The call, knowing whether it came to what is watched: a place, or a person who answers."""
        watched = self.watch.place
        if watched is None or run.reached is not None:
            return run
        person = watched.kind in ("user", "mobile")
        there = run.answered_by == watched.key if person else run.place.node == watched
        return run._replace(reached=run.seconds) if there else run

    def _caller(self, run: Run) -> Caller:
        """What comes back from the mobile network is a call from outside, with the first caller's number."""
        return Caller("external", self.caller.number) if run.was_mobile else self.caller

    def _asked_from(self, node: Node) -> frozenset[str]:
        """Everybody who may be asked for when a call goes on from here."""
        if node not in self._askable:
            reached, queue, people = {node}, [node], set[str]()
            for place in queue:
                if place.kind in ("user", "mobile"):
                    people.add(place.key)
                elif place.kind == "hunt_group":
                    people.update(self.linked.plan.hunt_groups[place.key].members)
                for edge in self.linked.graph.edges.get(place, ()):
                    if edge.target not in reached:
                        reached.add(edge.target)
                        queue.append(edge.target)
            self._askable[node] = frozenset(people)
        return self._askable[node]
