"""One call in two plans at once, and how it goes on: the states of the search for a difference."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from nummerplan.compiler.difference.both_plans import BothPlans, MenuPair, Pressed, Side, key_of, resolved, silently
from nummerplan.compiler.difference.caller_events import Event
from nummerplan.compiler.difference.event_differences import differing_people, unanswered
from nummerplan.compiler.difference.plan_in_situation import At, NextStep, PlanInSituation
from nummerplan.compiler.search.people_states import NOTHING_ASKED, Budget, PeopleStates
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge, Node

Cost = tuple[int, int, int, int]
"""Keys, people who must be otherwise than absent, those of them who must be otherwise than busy, and steps."""


class Press(NamedTuple):
    """What began a segment, the arrival of the call or the last of some keys, and how people were then.

    `segment` is the same for all that lead to the same pair of places. `last` is the menu of the last key, and the key.
    """

    segment: Hashable = None
    keys: tuple[str, ...] = ()
    people: PeopleStates = NOTHING_ASKED
    past: tuple[PeopleStates, ...] = ()
    cost: Cost = (0, 0, 0, 0)
    last: tuple[Node, tuple[str, ...]] | None = None


ARRIVAL = Press()


@dataclass(frozen=True, slots=True)
class CallPair:
    """A call in both plans that has sounded alike so far; `differs` says what does not, and ends it.

    `ahead` says that the old plan has taken a silent step and the new one has not. `keys` (of waiting only) and `past`,
    what was known of people who can no longer be asked, are those since `press`.
    """

    old: Side
    new: Side
    people: PeopleStates = NOTHING_ASKED
    key: Hashable = None
    press: Press = ARRIVAL
    keys: tuple[str, ...] = ()
    past: tuple[PeopleStates, ...] = ()
    cost: Cost = (0, 0, 0, 0)
    ahead: bool = False
    differs: tuple[Event, Event] | None = None


class CallPairs:
    """How calls from one entry go on in both plans; `presses` are all keys that were pressed on the way."""

    def __init__(self, both: BothPlans, budget: Budget) -> None:
        self._both, self._budget = both, budget
        self.presses: list[Press] = []
        self._left: dict[MenuPair, list[PeopleStates]] = {}

    def start(self, entry: Node) -> CallPair | None:
        """A call that arrives; None where nothing can differ."""
        both = self._both
        pair = CallPair(Side(both.old.start(entry)), Side(both.new.start(entry)))
        return next(self._begun(pair, pair, ARRIVAL), None)

    def after(self, pair: CallPair) -> Iterator[CallPair]:
        """The pairs to which a pair leads: one plan takes a step, or both have let the caller hear something."""
        old, new = pair.old, pair.new
        if pair.differs:
            return
        if old.step is None and not (pair.ahead and new.step is None):
            for side, people in self._sides(old.at, self._both.old, pair.people):
                after = replace(pair, old=side, people=people, ahead=side.step is new.step is None)
                yield from self._met(after, pair)
        elif new.step is None:
            for side, people in self._sides(new.at, self._both.new, pair.people):
                yield from self._met(replace(pair, new=side, people=people, ahead=False), pair)
        elif old.step is not None:
            yield from self._compared(pair, old.step, new.step)

    def _sides(self, at: At, plan: PlanInSituation, people: PeopleStates) -> Iterator[tuple[Side, PeopleStates]]:
        """What can happen next in one plan, for whatever people are like."""
        for step in plan.steps(at):
            left = people.after(step.guard, self._budget)
            if left is not None:
                silent = step.event is None and step.edge is not None
                yield Side(plan.onward(at, step.edge)) if silent and step.edge else Side(at, step), left

    def _compared(self, pair: CallPair, one: NextStep, other: NextStep) -> Iterator[CallPair]:
        """Both plans let the caller hear something."""
        if one.event is None or other.event is None:
            return
        events = one.event, other.event
        apart = differing_people(*events, pair.people, self._budget)
        if apart is not None:
            yield self._differing(pair, events, apart)
        elif one.menu and other.menu:
            yield from self._at_menus(pair, self._both.pressed(one, other))
        elif one.edge is not None and other.edge is not None:
            people = unanswered(pair.people, events, self._budget)
            if people is not None:
                yield from self._met(replace(self._led(pair, (one.edge,), (other.edge,)), people=people), pair)

    def _at_menus(self, pair: CallPair, choices: Iterable[Pressed]) -> Iterator[CallPair]:
        """The caller waits, or presses a key if nobody did so before when less was asked of people."""
        menu = (pair.old.at.node, pair.new.at.node, pair.old.at.place.external, pair.old.at.place.through_mobile)
        known = self._was_left(menu, pair.people)
        if not known:
            self._left.setdefault(menu, []).append(pair.people)
        for choice in choices:
            cost = (pair.cost[0] + sum(key != WAIT for key in choice.keys), *pair.cost[1:])
            keys = (*pair.keys, *choice.keys)
            if choice.events[0] != choice.events[1]:
                yield self._differing(replace(pair, keys=keys, cost=cost), choice.events, pair.people)
            elif choice.keys == (WAIT,):
                yield from self._met(self._led(replace(pair, keys=keys), choice.old, choice.new), pair)
            elif not known:
                led = self._led(replace(pair, keys=(), past=(), cost=cost), choice.old, choice.new)
                past, last = (*pair.press.past, *pair.past), (pair.old.at.node, choice.keys)
                yield from self._begun(led, pair, Press(None, (*pair.press.keys, *keys), past=past, last=last))

    def _led(self, pair: CallPair, old: tuple[Edge, ...], new: tuple[Edge, ...]) -> CallPair:
        """Both calls led on by the edges of each plan."""
        here, there = pair.old.at, pair.new.at
        for edge in old:
            here = self._both.old.onward(here, edge)
        for edge in new:
            there = self._both.new.onward(there, edge)
        return replace(pair, old=Side(here), new=Side(there))

    def _begun(self, pair: CallPair, before: CallPair, press: Press) -> Iterator[CallPair]:
        """A pair that begins a segment."""
        for start in self._settled(pair, before):
            past = (*press.past, *start.past)
            found = press._replace(segment=start.key, people=start.people, past=past, cost=start.cost)
            self.presses.append(found)
            yield replace(start, key=(start.key, start.key), press=found, past=())

    def _met(self, pair: CallPair, before: CallPair) -> Iterator[CallPair]:
        """A pair within a segment."""
        for found in self._settled(pair, before):
            yield replace(found, key=(pair.press.segment, found.key))

    def _settled(self, pair: CallPair, before: CallPair) -> Iterator[CallPair]:
        """The pair led on as far as nothing is decided; none where nothing can differ any more."""
        both, old, new = self._both, pair.old, pair.new
        in_step = old.step is new.step is None and not pair.ahead
        if in_step and both.alike(old.at, new.at):
            return
        old, new = silently(old, both.old), silently(new, both.new)
        if in_step:
            if both.alike(old.at, new.at):
                return
            menus = both.menus(old.at, new.at)
            if menus is not None and all(self._was_left(menu, pair.people) for menu in menus):
                return
            old, new = resolved(old, both.old), resolved(new, both.new)
        people, past, cost = pair.people, pair.past, _cost(pair, before)
        askable = both.askable(old.at, new.at)
        if askable is not both.askable(before.old.at, before.new.at):
            left = people.about(askable)
            if left is not people:
                people, past = left, (*past, people)
        key = (key_of(old, both.old), key_of(new, both.new), pair.ahead)
        yield replace(pair, old=old, new=new, people=people, key=key, past=past, cost=cost)

    def _was_left(self, menu: MenuPair, people: PeopleStates) -> bool:
        """Whether a caller has pressed the keys of a menu already, when no more was asked of people."""
        self._budget.spend(1 + len(self._left.get(menu, ())))
        return any(before.allows(people) for before in self._left.get(menu, ()))

    def _differing(self, pair: CallPair, events: tuple[Event, Event], people: PeopleStates) -> CallPair:
        found = replace(pair, people=people, differs=events)
        return replace(found, cost=_cost(found, pair))


def _cost(pair: CallPair, before: CallPair) -> Cost:
    """The cost of a pair with what is asked of people since the one before it, and one step more."""
    keys, people, rarer, steps = pair.cost
    if pair.people is not before.people:
        people += pair.people.cannot("absent") - before.people.cannot("absent")
        rarer += pair.people.cannot("absent", "busy") - before.people.cannot("absent", "busy")
    return keys, people, rarer, steps + 1
