"""All calls of one caller at once: the states and steps over which every question about calls is searched.

A state is a place with what is still possible of people on the way there. A step takes an edge: the same edges and the
same conditions as a single call (`compiler/calls/next_edge.py`, `next_place.py`), but asked of
all people at once. `Watch` says what a question tells apart beside the place: seconds, who answers, a person or place.

Two states with one key go on alike. So the key holds of the past only what can still matter: of the places since the
last key those that the call can come back to (the place's loop), of people those who can still be asked (the rest is
kept for the example). Without this the searches of entangled groups would not end in a lifetime.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import AT_ONCE, PAUSE, dialled_keys, keys_along, may_begin_extension
from nummerplan.compiler.calls.next_place import Place, arrival, cut_short, onward
from nummerplan.compiler.calls.shown_caller import caller_by_now, calling_person
from nummerplan.compiler.search.edge_cache import Branch
from nummerplan.compiler.search.hunt_group_outcomes import GroupOutcomes, Order
from nummerplan.compiler.search.people_states import NOTHING_ASKED, Budget, PeopleStates
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan

FEW_STATES = 6
"""When more is known of people, it is worth finding out who can still be asked."""


class CallState(NamedTuple):
    """A call so far: its edges, the keys that they take, what they ask of people and of groups' history, and its time.

    `asked` is all that is known of people, `people` what of it can still matter. `reached` are the seconds after which
    the call came to what is watched, None if it has not.
    """

    place: Place
    key: Hashable = None
    people: PeopleStates = NOTHING_ASKED
    asked: PeopleStates = NOTHING_ASKED
    edges: tuple[Edge, ...] = ()
    pressed: int = 0
    seconds: int = 0
    answered_by: str | None = None
    orders: tuple[Order, ...] = ()
    reached: int | None = None
    caller: Caller = Caller()

    @property
    def cost(self) -> tuple[int, ...]:
        """How much a call asks, in the one order: keys, steps, people who do not answer, groups with a history."""
        return self.pressed, len(self.edges), self.asked.silent, len(self.orders)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a question tells apart: the second up to which time counts, a place or person, whether people may answer.

    With `history` groups offer calls in any order that earlier calls may have left; without, in that of the list. A
    call that is `settled` is not followed further: whatever comes of it is known.
    """

    until: int | None = None
    place: Node | None = None
    answers: bool = True
    history: bool = True
    settled: Callable[[CallState], bool] = lambda state: False

    @property
    def person(self) -> str | None:
        """The person who is watched, if it is one."""
        return self.place.key if self.place is not None and self.place.kind in ("user", "mobile") else None


NOBODY_ANSWERS = Watch(answers=False)
"""For lost calls: a person who answers, turned absent, leaves a lost call as it is, since it met no answer."""


class CallSteps:
    """The calls of one caller while these clocks are open and people are as given.

    `leads` says of a place whether what is sought can be beyond it; else it is not looked at. Raises `UndecidedError`
    from every step when the budget is spent.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - a question about calls has as many parts
        self,
        reaches: Reaches,
        is_open: IsOpen,
        caller: Caller,
        budget: Budget,
        watch: Watch = NOBODY_ANSWERS,
        people: PeopleStates = NOTHING_ASKED,
        leads: Callable[[Place], bool] = lambda place: True,
    ) -> None:
        self.linked: LinkedPlan = reaches.linked
        self.is_open, self.caller, self.budget, self.watch = is_open, caller, budget, watch
        himself = calling_person(caller, reaches.linked)
        self._people = people if himself is None else people.with_given(himself, "busy")
        self._reaches, self._leads = reaches, leads
        self._groups: dict[tuple[str, int], GroupOutcomes] = {}
        # Where only the place counts, a place that is left in the same way whatever people do asks nothing of them.
        self._joined = not watch.answers and watch.until is None

    def start(self, entry: Node) -> CallState:
        """The call arrives."""
        place = arrival(entry, self.caller.external)
        return self._keyed(CallState(place, people=self._people, asked=self._people, caller=self.caller))

    def after(self, state: CallState) -> Iterator[CallState]:
        """One step further: every edge that this caller can take, with what it asks of people."""
        if state.place.end is not None or self.watch.settled(state):
            return
        node = state.place.node
        for branch in self._branches(state.place):
            edge = branch.edge
            if edge.condition == "answered" and not self.watch.answers:
                continue
            # At once nobody rings, and nothing is asked of people but that somebody could.
            rings = edge.condition == "answered" or (edge.condition in ("overflow", "no_answer") and edge.seconds)
            hunted = node.kind == "hunt_group" and rings and branch.asks
            if not (hunted and edge.condition == "answered"):
                edge = cut_short(edge, self._reaches.limits, state.place.unanswered, 0) or edge
            pressed = self._pressed(state, edge)
            place = onward(state.place, edge, self._reaches.limits)
            if pressed is None or not self._leads(place):
                continue
            if hunted:
                yield from self._at_group(state, edge, place)
                continue
            asked = state.asked.after(branch.guard, self.budget)
            if asked is not None:
                who = (edge.key or node.key) if edge.condition == "answered" else None
                pause = PAUSE if edge.condition == "pressed" and may_begin_extension(edge, self.linked) else 0
                yield self._taken(state, edge, place, asked, edge.seconds + pause, who, pressed)

    def keys(self, state: CallState) -> tuple[str, ...]:
        """The keys by which a caller brings a call over the edges of a state."""
        return keys_along(state.edges, self.linked)

    def _branches(self, place: Place) -> tuple[Branch, ...]:
        caller = caller_by_now(self.caller, place.through_mobile, self.linked)
        joined = self._joined and self._reaches.in_time(place)
        return self._reaches.branches.at(place.node, caller, self.is_open, joined)

    def _at_group(self, state: CallState, edge: Edge, place: Place) -> Iterator[CallState]:
        key, watch = edge.source.key, self.watch
        left = self._reaches.limits.seconds - state.place.unanswered
        over = next(e for e in self.linked.graph.edges[edge.source] if e.condition in ("overflow", "no_answer"))
        limit = min(over.seconds, left)
        if (key, limit) not in self._groups:
            self._groups[key, limit] = GroupOutcomes(key, limit, self.linked, self.budget)
        group = self._groups[key, limit]
        if edge.condition == "answered":
            outcomes = group.answered(state.asked, watch.until is not None, watch.person)
        else:
            members = self._reaches.people(edge.target) if watch.answers and watch.history else frozenset[str]()
            outcomes = group.unanswered(state.asked, not members.isdisjoint(group.members))
        for found in outcomes:
            seconds = found.seconds if edge.condition == "answered" else edge.seconds
            after = self._taken(state, edge, place, found.people, seconds, found.answered_by, state.pressed)
            yield after if found.order is None else after._replace(orders=(*state.orders, found.order))

    def _taken(  # noqa: PLR0913, PLR0917 - each is a part of the next state
        self,
        state: CallState,
        edge: Edge,
        place: Place,
        asked: PeopleStates,
        seconds: int,
        who: str | None,
        pressed: int,
    ) -> CallState:
        return self._keyed(
            CallState(
                place,
                people=asked,
                asked=asked,
                edges=(*state.edges, edge),
                pressed=pressed,
                seconds=state.seconds + seconds,
                answered_by=who,
                orders=state.orders,
                reached=state.reached,
                caller=self.caller,
            )
        )

    def _keyed(self, state: CallState) -> CallState:
        """The state with its key, knowing whether it came to what is watched: a place, or a person who answers."""
        place, watch, people, reached = state.place, self.watch, state.asked, state.reached
        if watch.place is not None and reached is None:
            person = watch.person
            there = place.node == watch.place if person is None else state.answered_by == person
            reached = state.seconds if there else None
        if place.end is None and people.known > FEW_STATES:
            people = people.about(self._reaches.people(place.node))
        loop = self._reaches.loop(place.node)
        since = frozenset(met for met in place.since_key if met[0] in loop) if loop else None
        until = watch.until
        unanswered = 0 if self._reaches.in_time(place) else place.unanswered
        key = (
            place._replace(since_key=frozenset(), unanswered=unanswered),
            since,
            None if until is None else min(state.seconds, until + 1),
            None if reached is None else until is None or reached <= until,
            # Whom a directory finds depends on the menu that led there.
            state.edges[-1] if place.node.kind == "directory" else None,
        )
        return state._replace(key=key, people=people, reached=reached)

    def _pressed(self, state: CallState, edge: Edge) -> int | None:
        """How many keys a call has taken after an edge, waiting is none; None if nothing that one presses takes it."""
        match edge.condition:
            case "dialled":
                keys = dialled_keys(state.edges[-1], edge, self.linked) if state.edges else None
                return None if keys is None else state.pressed + len(keys)
            case "pressed":
                return state.pressed + (edge.key != AT_ONCE)
            case _:
                return state.pressed


def people_in(state: CallState, linked: LinkedPlan) -> dict[str, State]:
    """How people are on the way of a state, as far as it matters: who is not named answers, or is the caller."""
    himself = calling_person(state.caller, linked)
    found = state.asked.example().items()
    return {person: how for person, how in found if how != "answers" and person != himself}
