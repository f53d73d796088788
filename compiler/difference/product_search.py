"""Two plans side by side: one call through both, for all states of people and all keys, to where it first differs.

Each key of a menu is reported with the shortest way to it, so two searches stand one in the other. The inner one
(`segment`) looks at everything from one key to the next, once for each pair of places, whatever is known of people: a
way that asks less of people is open to all who may be as it asks, so what holds of them later need only be joined to
it. (Where groups ring otherwise for some people only, it looks once for each knowledge of people.) The outer one goes
from key to key. Of two ways to a key it takes the cheaper one, the other only where people cannot be so on the first;
and a menu is left by its keys only if it was not left before with people who may be as now.

So the work grows with the pairs of places of both plans and with what can be known of people at each, not with the
number of ways; the budget bounds it. Plans of companies need a few dozen pairs.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from nummerplan.compiler.difference.both_plans import BothPlans
from nummerplan.compiler.difference.caller_events import Event
from nummerplan.compiler.difference.segment import Asked, CallPair, Segment, Steps, segment_from
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.people_states import NOTHING_ASKED, Budget, PeopleStates, UndecidedError
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.guard import State

PREFERRED: tuple[State, ...] = ("absent", "busy", "unreachable", "on_call", "answers")
"""What an example makes of a person: whoever need not be named does not answer, then the commonest first."""


class FirstDifference(NamedTuple):
    """What a caller hears otherwise: what he pressed, how people are, and what he hears in each plan."""

    keys: tuple[str, ...]
    people: dict[str, State]
    old: Event
    new: Event


class EntryDifferences(NamedTuple):
    """The first differences behind an entry; `decided` says whether there are no others."""

    found: tuple[FirstDifference, ...] = ()
    decided: bool = True


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A call at the start of a segment: the keys up to there, and how people are.

    `last` is the menu at which the last key was pressed, and the key; None where the call has just arrived.
    """

    start: CallPair
    keys: tuple[str, ...] = ()
    asked: PeopleStates = NOTHING_ASKED
    people: PeopleStates = NOTHING_ASKED
    steps: int = 0
    last: Hashable = None

    @property
    def key(self) -> Hashable:
        """Each key of a menu is followed."""
        return self.last


def _cost(pressed: KeyPressed) -> tuple[int, ...]:
    return (sum(key != WAIT for key in pressed.keys), *Asked.of(pressed.asked), pressed.steps)


class ProductSearch:
    """The first differences behind entries of two plans, in one situation and for one caller."""

    def __init__(self, both: BothPlans) -> None:
        self._both = both
        self._segments: dict[Hashable, Segment] = {}
        self._known: dict[Hashable, EntryDifferences] = {}

    def differences(self, entry: Node, budget: Budget) -> EntryDifferences:
        """The first differences behind an entry, the simplest of each place."""
        start = Steps(self._both, budget).start(self._both.old.start(entry), self._both.new.start(entry))
        if start is None:
            return EntryDifferences()
        if start.key not in self._known:
            self._known[start.key] = self._searched(start, budget)
        return self._known[start.key]

    def _searched(self, start: CallPair, budget: Budget) -> EntryDifferences:
        found: dict[Hashable, tuple[Asked, FirstDifference]] = {}
        keys = _Keys(self._both, self._segments, budget)
        reported: dict[Hashable, list[PeopleStates]] = {}
        decided = True
        try:
            for answer in search(KeyPressed(start), keys.after, _cost, lambda pressed: True, budget):
                decided = not isinstance(answer, Undecided) and keys.decided
                if isinstance(answer, Reached) and not _known(reported, answer.state.last, answer.state.people):
                    for place, asked, one in keys.differences(answer.state):
                        if place not in found or asked < found[place][0]:
                            found[place] = asked, one
        except UndecidedError:
            decided = False
        return EntryDifferences(tuple(one for _, one in found.values()), decided)


def _known(known: dict[Hashable, list[PeopleStates]], key: Hashable, people: PeopleStates) -> bool:
    """Whether as much was known before under a key, or less; it is known from now on."""
    before = known.setdefault(key, [])
    if _is_known(before, people):
        return True
    before.append(people)
    return False


def _is_known(known: Iterable[PeopleStates], people: PeopleStates) -> bool:
    return any(wider.allows(people) for wider in known)


class _Keys:
    """How calls from one entry go on from key to key."""

    def __init__(self, both: BothPlans, segments: dict[Hashable, Segment], budget: Budget) -> None:
        self._both, self._segments, self._budget = both, segments, budget
        self._left: dict[Hashable, list[PeopleStates]] = {}
        self._shown: dict[Hashable, list[tuple[CallPair, Asked, dict[str, State]]]] = {}
        self.decided = True

    def segment(self, pressed: KeyPressed) -> Segment:
        """What can come of a call up to the next key."""
        found = self._looked_at(pressed.start)
        if found.depends and pressed.people != NOTHING_ASKED:
            found = self._looked_at(replace(pressed.start, asked=pressed.people, people=pressed.people))
        self.decided = self.decided and found.decided
        return found

    def _looked_at(self, start: CallPair) -> Segment:
        key = (start.key, start.people)
        if key not in self._segments:
            self._segments[key] = segment_from(start, self._both, self._budget)
        return self._segments[key]

    def after(self, pressed: KeyPressed) -> Iterator[KeyPressed]:
        """The next keys, if nobody was here before of whom less was asked."""
        segment = self.segment(pressed)
        if not segment.depends and _known(self._left, pressed.start.key, pressed.people):
            return
        for key, menus in segment.menus.items():
            if _is_known(self._left.get(key, ()), pressed.asked):  # so is all that asks more
                continue
            for menu in menus:
                asked = pressed.asked.joined(menu.asked, self._budget)
                if asked is None:
                    continue
                self._budget.spend(10)
                if not _known(self._left, key, asked.about(self._both.askable(menu.old.node, menu.new.node))):
                    yield from self._pressed(pressed, menu, asked)

    def _pressed(self, pressed: KeyPressed, menu: CallPair, asked: PeopleStates) -> Iterator[KeyPressed]:
        both, old, new = self._both, menu.old, menu.new
        steps = Steps(both, self._budget)
        for choice in both.choices(old.step, new.step) if old.step and new.step else ():
            if choice.events[0] != choice.events[1] or choice.keys == (WAIT,):
                continue
            self._budget.spend(10)
            start = steps.start(both.old.onward(old, *choice.old), both.new.onward(new, *choice.new))
            if start is not None:
                people = asked.about(both.askable(start.old.node, start.new.node))
                keys = (*pressed.keys, *menu.keys, *choice.keys)
                yield KeyPressed(start, keys, asked, people, pressed.steps + menu.steps, (old.node, choice.keys))

    def differences(self, pressed: KeyPressed) -> Iterator[tuple[Hashable, Asked, FirstDifference]]:
        """The first differences of a segment, each with its place and with what it asks of people."""
        known = (pressed.start.key, pressed.asked)
        if known not in self._shown:
            self._shown[known] = list(self._joined(pressed.asked, self.segment(pressed)))
        for pair, asked, people in self._shown[known]:
            if pair.differs is not None:
                keys = (*pressed.keys, *pair.keys)
                place = (keys, pair.old.node, pair.new.node, pair.differs)
                yield place, asked, FirstDifference(keys, people, *pair.differs)

    def _joined(self, asked: PeopleStates, segment: Segment) -> Iterator[tuple[CallPair, Asked, dict[str, State]]]:
        for pair in segment.differences:
            both = asked.joined(pair.asked, self._budget)
            if both is not None:
                self._budget.spend(100)
                yield pair, Asked.of(both), both.example(PREFERRED)
