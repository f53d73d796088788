"""Two plans side by side: one call through both, over all states of people and all keys, to where it first differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import Guard
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, key_event, menu_greeting
from nummerplan.compiler.difference.equivalent_places import Alike
from nummerplan.compiler.difference.menu_choices import choices
from nummerplan.compiler.difference.plan_in_situation import At, Side
from nummerplan.compiler.difference.reachable_people import Askable
from nummerplan.compiler.difference.ring_signature import Ring, told_apart
from nummerplan.compiler.difference.two_plan_states import EMPTY, Store
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge, Node

PAIRS_LIMIT = 2_000
"""Pairs of places with states of people that are looked at for one entry; plans of companies need a few dozen."""

FEW_STATES = 6
"""When more is known of people, what is known of those who can no longer be asked is put aside."""

UNASKED = frozenset({"busy", "when_busy", "not_reachable"})
"""Conditions that take more of people than not to answer."""


class TooManyError(Exception):
    """One entry met too many combinations."""


@dataclass(frozen=True, slots=True)
class Found:
    """A first difference: what was pressed, the states of people that bring a call there, and what is heard then."""

    keys: tuple[str, ...]
    store: Store
    old: Event
    new: Event


class _Heard(NamedTuple):
    """What one plan lets a caller hear next: `at` is where he hears it, `edge` how the call goes on after it."""

    store: Store
    event: Event | None
    at: At
    edge: Edge | None
    cost: int


class _Run(NamedTuple):
    """A call in both plans at once, which has been heard alike so far."""

    here: At
    there: At
    store: Store
    keys: tuple[str, ...] = ()
    cost: int = 0
    past: tuple[Store, ...] = ()
    pressed: tuple[Node, tuple[str, ...]] | None = None
    """The menu at which the last key was pressed, and the key: each key of a menu is told, with the shortest way."""


class Both(NamedTuple):
    """Two plans in one situation, for one caller, and the places of them that are alike: now, and at all times."""

    old: Side
    new: Side
    same: Alike
    always: Alike
    askable: tuple[Askable, Askable]


def differences(entry: Node, both: Both) -> list[Found]:
    """The first differences behind an entry, the simplest of each place; empty when no call is told apart.

    Raises `TooManyError`.
    """
    ticket = count()
    queue = [(0, 0, next(ticket), _Run(both.old.start(entry), both.new.start(entry), EMPTY))]
    seen: dict[tuple[object, ...], list[Store]] = {}
    found: dict[tuple[object, ...], Found] = {}
    number = 0
    while queue:
        run = _without_past(heappop(queue)[-1], both)
        known = seen.setdefault((run.here, run.there, run.pressed), [])
        if _alike(run, both.always if run.here.through_mobile else both.same) or any(
            run.store.implies(store) for store in known
        ):
            continue
        known.append(run.store)
        number += 1
        if number > PAIRS_LIMIT:
            raise TooManyError
        for step in _steps(run, both):
            if isinstance(step, Found):
                place = (step.keys, run.here.place.node, run.there.place.node, step.old, step.new)
                found[place] = min(found.get(place, step), step, key=_asks)
            else:
                heappush(queue, (sum(key != WAIT for key in step.keys), step.cost, next(ticket), step))
    return list(found.values())


def _without_past(run: _Run, both: Both) -> _Run:
    """The run without what it knows of people whom nobody can ask any more; that is kept for the example."""
    if len(run.store.states) + len(run.store.clauses) <= FEW_STATES:
        return run
    old, new = both.askable
    people = old.people(run.here.place.node) | new.people(run.there.place.node)
    left = run.store.about(people)
    return run if left == run.store else run._replace(store=left, past=(*run.past, run.store))


def _asks(found: Found) -> tuple[int, int]:
    """How much a difference asks of people: being busy is commoner than being out of reach."""
    states = [state for state in found.store.example().values() if state != "absent"]
    return len(states), sum(state != "busy" for state in states)


def _alike(run: _Run, same: Alike) -> bool:
    """Whether nothing can differ from here: the places are alike, and so are the circles that the call can close."""
    here, there = run.here, run.there
    if same.get(here.place.node) != there.place.node or here[2:] != there[2:] or here.place[1:] != there.place[1:]:
        return False
    partners = {(same[node], external) for node, external in here.since_key if node in same}
    return partners == {(node, external) for node, external in there.since_key if node in same.inverse}


def _steps(run: _Run, both: Both) -> Iterator[_Run | Found]:
    """What is heard next in both plans, in every world of the run."""
    for one in _next(run.here, run.store, both.old):
        for other in _next(run.there, one.store, both.new):
            world = other._replace(cost=run.cost + one.cost + other.cost)
            yield from _compared(run, one, world, both)


def _compared(run: _Run, one: _Heard, other: _Heard, both: Both) -> Iterator[_Run | Found]:
    if one.event is None or other.event is None:  # at a menu, which is asked key by key
        yield from _at_menus(run, one, other, both)
        return
    apart = _apart(one.event, other.event, other.store)
    if apart is not None:
        yield Found(run.keys, apart.after(run.past), one.event, other.event)
    elif one.edge is not None and other.edge is not None:
        store = _unanswered(other.store, one.event, other.event)
        if store is not None:
            here, there = both.old.onward(one.at, one.edge), both.new.onward(other.at, other.edge)
            yield run._replace(here=here, there=there, store=store, cost=other.cost)


def _at_menus(run: _Run, one: _Heard, other: _Heard, both: Both) -> Iterator[_Run | Found]:
    old, new = both.old, both.new
    edges = old.edges(one.at) if one.event is None else ()
    others = new.edges(other.at) if other.event is None else ()
    first = one.event or menu_greeting(edges[0], old.linked, old.shared)
    second = other.event or menu_greeting(others[0], new.linked, new.shared)
    if first != second:
        yield Found(run.keys, other.store.after(run.past), first, second)
        return
    for choice in choices(edges, others, (old.linked, new.linked)):
        keys = (*run.keys, *choice.keys)
        first, second = _key_heard(choice.here, old), _key_heard(choice.there, new)
        if first != second:
            yield Found(keys, other.store.after(run.past), first, second)
            continue
        here, there = _led(one.at, choice.here, old), _led(other.at, choice.there, new)
        pressed = run.pressed if choice.keys == (WAIT,) else (one.at.place.node, choice.keys)
        yield _Run(here, there, other.store, keys, other.cost, run.past, pressed)


def _led(at: At, edges: tuple[Edge, ...] | None, side: Side) -> At:
    for edge in edges or ():
        at = side.onward(at, edge)
    return at


def _key_heard(edges: tuple[Edge, ...] | None, side: Side) -> Event:
    if edges is None:
        return Closing("the menu does not have this key", "key")
    if edges[0].condition == "silence":
        return Waits(edges[0].seconds)
    return key_event(edges[0], side.linked, side.shared)


def _next(at: At, store: Store, side: Side, cost: int = 0) -> Iterator[_Heard]:
    """What is heard next from a place, in each world of the store; a menu is heard as None."""
    ending = side.ending(at)
    if ending is not None:
        yield _Heard(store, ending, at, None, cost)
        return
    if at.place.node.kind == "auto_attendant" and side.edges(at)[0].condition in ("pressed", "silence"):
        yield _Heard(store, None, at, None, cost)
        return
    for branch in side.branches(at):
        left = store.narrowed(branch.guard)
        if left is None:
            continue
        asked = cost + (branch.guard != Guard() and branch.edge is not None and branch.edge.condition in UNASKED)
        if branch.event is not None:
            yield _Heard(left, branch.event, at, branch.edge, asked)
        elif branch.edge is not None:
            yield from _next(side.onward(at, branch.edge), left, side, asked)


def _apart(one: Event, other: Event, store: Store) -> Store | None:
    """The worlds of a store in which two events differ; None when there are none."""
    if isinstance(one, Ring) and isinstance(other, Ring):
        return told_apart(one, other, store)
    for ring, ending in ((one, other), (other, one)):
        if isinstance(ring, Ring) and isinstance(ending, Closing):
            return None if _answered_at_once(ring, ending, store) else store
    return None if one == other else store


def _answered_at_once(ring: Ring, ending: Closing, store: Store) -> bool:
    """Whether he who answers in one plan, before his telephone has rung, is also the first to answer in the other."""
    if ending.kind != "answered" or store.of(ending.how) != frozenset({"answers"}):
        return False
    before = ring.members
    people = [person for person, _ in ring.members]
    if ending.how not in people:
        return False
    if ring.policy == "regular":
        before = ring.members[: people.index(ending.how)]
    return all(person == ending.how or not store.of(person) & states for person, states in before)


def _unanswered(store: Store, one: Event, other: Event) -> Store | None:
    """The worlds in which nobody took the call where it rang."""
    rings = [event for event in (one, other) if isinstance(event, Ring)]
    people = dict.fromkeys(person for ring in rings for person, _ in ring.members)
    silent = tuple((person, store.of(person) - {"answers"}) for person in people)
    return store.narrowed(Guard(tuple((person, states) for person, states in silent)))
