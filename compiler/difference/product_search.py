"""Two plans side by side: one call through both, for all states of people and all keys, to where it first differs.

Each key of a menu is reported with the shortest way to it, so two searches stand one in the other. The inner one looks
at everything from one key to the next, once for each pair of places, whatever is known of people: a way that asks less
of people is open to all who may be as it asks, so what holds of them later need only be joined to it. (Where events
differ for some people only, it looks once for each knowledge of people.) The outer one goes from key to key; of two
ways to a key it takes the cheaper one, the other only where people cannot be so on the first, and a menu is left by its
keys only if it was not left before with people who may be as now.

In the inner search silent steps are taken in turns, so that a pair of places that are equivalent (`equivalent_places`)
is met as one and looked at no further. Where both plans let the caller hear something, the two are compared: what
differs ends the way, what is alike leads on. Pairs from which calls go on alike are one (`PlanInSituation.key`,
`PeopleStates.about`), and the cheapest of them is followed.

So the work grows with the pairs of places of both plans and with what can be known of people at each, not with the
number of ways; the budget bounds it. Plans of companies need a few dozen pairs.
"""

from collections.abc import Hashable, Iterator
from functools import cache, partial
from typing import NamedTuple

from nummerplan.compiler.difference.caller_events import Event
from nummerplan.compiler.difference.differing_people import differing_people, without_answers
from nummerplan.compiler.difference.equivalent_places import Equivalents
from nummerplan.compiler.difference.menu_choices import MenuChoice, MenuKeys, menu_choices
from nummerplan.compiler.difference.plan_in_situation import NextStep, PlanInSituation, Side
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.people_states import NOTHING_ASKED, Budget, PeopleStates
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge, Node


class CallPair(NamedTuple):
    """A call in both plans that has sounded alike so far; `differs` says what does not, and ends it.

    `asked` is all that is known of people, `people` what of it can still matter. `keys` are those since the call
    arrived, in the inner search since the last key. `place` is all else that decides how the call goes on. `ahead` says
    that the old plan has taken a silent step and the new one has not, `menus` that both are at menus that say the same,
    `partly` that it differs for some people only.
    """

    old: Side
    new: Side
    asked: PeopleStates = NOTHING_ASKED
    people: PeopleStates = NOTHING_ASKED
    key: Hashable = None
    place: Hashable = None
    keys: tuple[str, ...] = ()
    steps: int = 0
    ahead: bool = False
    menus: bool = False
    differs: tuple[Event, Event] | None = None
    partly: bool = False

    @property
    def cost(self) -> tuple[int, ...]:
        """Keys, people who must be otherwise than absent, those of them otherwise than busy (it is rarer), steps."""
        asked = self.asked.cannot("absent"), self.asked.cannot("absent", "busy")
        return sum(key != WAIT for key in self.keys), *asked, self.steps

    @property
    def ends(self) -> bool:
        """Whether the inner search has come to an end of its ways."""
        return self.menus or self.differs is not None


class Segment(NamedTuple):
    """All that can come of a call up to its next key, and whether it was looked at to the end."""

    ends: tuple[CallPair, ...]
    decided: bool

    @property
    def partly(self) -> bool:
        """Whether it is not the same where more is known of people: the way ends for some, and goes on for others."""
        return any(end.partly for end in self.ends)


class ProductSearch:
    """The first differences behind entries of two plans, in one situation and for one caller.

    `now` and `always` are the places that are equivalent: in this situation for this caller, and for whoever comes
    through a mobile network.
    """

    def __init__(self, old: PlanInSituation, new: PlanInSituation, now: Equivalents, always: Equivalents) -> None:
        self._old, self._new, self._now, self._always = old, new, now, always
        self._people = cache(lambda here, there: old.plan.people(here) | new.plan.people(there))
        self._choices = cache(self._choices_at)
        self._starts: dict[Hashable, list[CallPair]] = {}
        self._segments: dict[Hashable, Segment] = {}
        self._known: dict[Hashable, Segment] = {}

    def differences(self, entry: Node, budget: Budget) -> Segment:
        """The first differences behind an entry, the simplest of each place."""
        start = next(self._met(CallPair(self._old.start(entry), self._new.start(entry))), None)
        if start is None:
            return Segment((), decided=True)
        if start.key not in self._known:
            self._known[start.key] = self._from_key_to_key(start, budget)
        return self._known[start.key]

    def _from_key_to_key(self, start: CallPair, budget: Budget) -> Segment:
        """The outer search: its states are starts of segments, each by the last key and its menu, and menus."""
        found: dict[Hashable, CallPair] = {}
        passed: dict[Hashable, dict[PeopleStates, None]] = {}
        all_decided = True

        def onward(pair: CallPair) -> Iterator[CallPair]:
            nonlocal all_decided
            if pair.menus:
                yield from self._pressed(pair)
                return
            segment = self._segment(pair, NOTHING_ASKED, budget)
            all_decided = all_decided and segment.decided
            before, people = passed.setdefault(pair.place, {}), pair.people
            # Another key led here, with people who may be as now: what was found is shown for this key too.
            only_shown = not segment.partly and (people in before or people.allowed_by_any(before))
            if not only_shown:
                before[people] = None
            for end in segment.ends:
                asked = None if only_shown and end.menus else pair.asked.joined(end.asked, budget)
                if asked is None:
                    continue
                people = asked.about(self._people(end.old.node, end.new.node))
                keys, steps = (*pair.keys, *end.keys), pair.steps + end.steps
                joined = end._replace(keys=keys, asked=asked, people=people, steps=steps)
                if end.menus:
                    yield joined
                    continue
                which = (keys, end.old.node, end.new.node, end.differs)
                if which not in found or joined.cost[:3] < found[which].cost[:3]:
                    found[which] = joined

        answer = next(search(start, onward, lambda pair: pair.cost, lambda _: False, budget))
        return Segment(tuple(found.values()), all_decided and not isinstance(answer, Undecided))

    def _segment(self, start: CallPair, asked: PeopleStates, budget: Budget) -> Segment:
        """The inner search, of a call from a pair of places on with people of whom so much is known."""
        key = (start.place, asked)
        if key not in self._segments:
            ends, decided = [], True
            first = start._replace(key=start.place, keys=(), steps=0, asked=asked, people=asked)
            for answer in search(
                first, partial(self._after, budget=budget), lambda pair: pair.cost[1:], lambda pair: pair.ends, budget
            ):
                decided = not isinstance(answer, Undecided)
                if isinstance(answer, Reached):
                    ends.append(answer.state)
            self._segments[key] = Segment(tuple(ends), decided)
        found = self._segments[key]
        again = found.partly and start.people not in (asked, NOTHING_ASKED)
        return self._segment(start, start.people, budget) if again else found

    def _after(self, pair: CallPair, budget: Budget) -> Iterator[CallPair]:
        """The pairs to which a pair leads: one plan takes a step, or both have let the caller hear something."""
        old, new = pair.old, pair.new
        if pair.ends:
            return
        if old.step is None and not (pair.ahead and new.step is None):
            for side, asked in self._old.after(old, pair.asked, budget):
                yield from self._met(pair._replace(old=side, asked=asked, ahead=side.step is new.step is None))
        elif new.step is None:
            for side, asked in self._new.after(new, pair.asked, budget):
                yield from self._met(pair._replace(new=side, asked=asked, ahead=False))
        elif old.step is not None:
            yield from self._compared(pair, old.step, new.step, budget)

    def _compared(self, pair: CallPair, one: NextStep, other: NextStep, budget: Budget) -> Iterator[CallPair]:
        """Both plans let the caller hear something."""
        if one.event is None or other.event is None:
            return
        apart = differing_people(one.event, other.event, pair.asked, budget)
        if apart is not None:
            yield pair._replace(asked=apart, differs=(one.event, other.event), partly=apart != pair.asked)
        elif one.menu and other.menu:
            yield from self._at_menus(pair)
        elif one.edge is not None and other.edge is not None:
            asked = without_answers(pair.asked, (one.event, other.event), budget)
            if asked is not None:
                yield from self._met(self._onward(pair._replace(asked=asked), (one.edge,), (other.edge,)))

    def _at_menus(self, pair: CallPair) -> Iterator[CallPair]:
        """The caller waits, or a key is heard otherwise, or he presses one that is not."""
        old, new = pair.old, pair.new
        for choice in self._choices(old.step, new.step):
            keys = (*pair.keys, *choice.keys)
            if choice.events[0] != choice.events[1]:
                yield pair._replace(keys=keys, differs=choice.events)
            elif choice.keys == (WAIT,):
                yield from self._met(self._onward(pair._replace(keys=keys), choice.old, choice.new))
        yield pair._replace(menus=True, key=(old.node, new.node, old.place.external, old.place.through_mobile))

    def _pressed(self, pair: CallPair) -> Iterator[CallPair]:
        """Each key of a menu that sounds alike in both plans; where it leads is worked out once for a pair of menus."""
        if pair.key not in self._starts:
            self._starts[pair.key] = list(self._starts_behind(pair))
        for start in self._starts[pair.key]:
            people = pair.asked.about(self._people(start.old.node, start.new.node))
            keys, steps = (*pair.keys, *start.keys), pair.steps + start.steps
            yield start._replace(keys=keys, steps=steps, asked=pair.asked, people=people)

    def _starts_behind(self, pair: CallPair) -> Iterator[CallPair]:
        """The starts of segments behind a pair of menus, whatever is known of people."""
        for choice in self._choices(pair.old.step, pair.new.step):
            if choice.events[0] == choice.events[1] and choice.keys != (WAIT,):
                pressed = CallPair(pair.old, pair.new, keys=choice.keys)
                for start in self._met(self._onward(pressed, choice.old, choice.new)):
                    yield start._replace(key=(pair.old.node, choice.keys))

    def _choices_at(self, one: NextStep, other: NextStep) -> tuple[MenuChoice, ...]:
        """What a caller can do at a menu of each plan."""
        return tuple(menu_choices(MenuKeys(one.menu, self._old.plan), MenuKeys(other.menu, self._new.plan)))

    def _onward(self, pair: CallPair, old: tuple[Edge, ...], new: tuple[Edge, ...]) -> CallPair:
        return pair._replace(old=self._old.onward(pair.old, *old), new=self._new.onward(pair.new, *new))

    def _met(self, pair: CallPair) -> Iterator[CallPair]:
        """The pair led on as far as nothing is decided; none where nothing can differ any more."""
        old, new = pair.old, pair.new
        in_step = old.step is new.step is None and not pair.ahead
        if in_step and self._equivalent(old, new):
            return
        old, new = self._old.led_on(old, in_step), self._new.led_on(new, in_step)
        if in_step and self._equivalent(old, new):
            return
        people = pair.asked.about(self._people(old.node, new.node))
        met = pair._replace(old=old, new=new, people=people, steps=pair.steps + 1)
        place = self._old.key(old), self._new.key(new), pair.ahead
        yield met._replace(key=place, place=place)

    def _equivalent(self, old: Side, new: Side) -> bool:
        return (self._always if old.place.through_mobile else self._now).hold(old, new)
