"""What can come of a call in two plans at once from one key to the next: first differences, and menus.

A state is where the call is in each plan, and what is known of people. Silent steps are taken in turns, so that a pair
of places that are alike (`equivalent_places`) is met as one and looked at no further. Where both plans let the caller
hear something, the two are compared: what differs ends the way, what is alike leads on. Pairs from which calls go on
alike are one (`PlanInSituation.key`, `PeopleStates.about`), and the cheapest of them is followed.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from nummerplan.compiler.difference.both_plans import BothPlans
from nummerplan.compiler.difference.caller_events import Closing, Event
from nummerplan.compiler.difference.plan_in_situation import NextStep, PlanInSituation, Side
from nummerplan.compiler.difference.ring_signature import Ring, differing
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.people_states import NOTHING_ASKED, Budget, PeopleStates
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge, Node


class Asked(NamedTuple):
    """People who must be otherwise than absent, those of them who must be otherwise than busy, which is rarer."""

    people: int = 0
    rarer: int = 0

    @classmethod
    def of(cls, people: PeopleStates) -> "Asked":
        """What some knowledge asks."""
        return cls(people.cannot("absent"), people.cannot("absent", "busy"))


@dataclass(frozen=True, slots=True)
class CallPair:
    """A call in both plans that has sounded alike so far; `differs` says what does not, and ends it.

    `asked` is all that is known of people, `people` what of it can still matter. `keys` are of waiting only, but for a
    last one that is heard otherwise. `ahead` says that the old plan has taken a silent step and the new one has not.
    """

    old: Side
    new: Side
    asked: PeopleStates = NOTHING_ASKED
    people: PeopleStates = NOTHING_ASKED
    key: Hashable = None
    keys: tuple[str, ...] = ()
    steps: int = 0
    ahead: bool = False
    differs: tuple[Event, Event] | None = None

    @property
    def menu(self) -> bool:
        """Whether the caller is at menus that say the same."""
        old, new = self.old.step, self.new.step
        return bool(old and new and old.menu and new.menu and old.event == new.event)


MenuPair = tuple[Node, Node, bool, bool]
"""A menu of the old plan and one of the new, and whether the call counts as external and came through a mobile."""


class Segment(NamedTuple):
    """What can come of a call from a pair of places to the next key, with what is asked of people for it.

    `depends` says that it is not the same where more is known of people: where groups ring otherwise for some people
    only, the way ends for these and goes on for others. `decided` says whether it was looked at to the end.
    """

    differences: tuple[CallPair, ...]
    menus: Mapping[MenuPair, list[CallPair]]
    depends: bool
    decided: bool


def segment_from(start: CallPair, both: BothPlans, budget: Budget) -> Segment:
    """Look at everything up to the next key."""
    differences: list[CallPair] = []
    menus: dict[MenuPair, list[CallPair]] = {}
    decided = True
    steps = Steps(both, budget)
    for answer in search(start, steps.after, _cost, lambda pair: pair.menu or pair.differs is not None, budget):
        decided = not isinstance(answer, Undecided)
        if isinstance(answer, Reached):
            pair = answer.state
            if pair.differs:
                differences.append(pair)
            else:
                place = pair.old.place
                menu = (pair.old.node, pair.new.node, place.external, place.through_mobile)
                menus.setdefault(menu, []).append(pair)
    return Segment(tuple(differences), menus, steps.depend, decided)


def _cost(pair: CallPair) -> tuple[int, ...]:
    return (*Asked.of(pair.asked), pair.steps)


class Steps:
    """How a call goes on in both plans."""

    def __init__(self, both: BothPlans, budget: Budget) -> None:
        self._both, self._budget = both, budget
        self.depend = False
        """Whether it was seen that for some people only two plans sound alike."""

    def start(self, old: Side, new: Side) -> CallPair | None:
        """A call that arrives, or comes from a menu; None where nothing can differ."""
        return next(self._met(CallPair(old, new)), None)

    def after(self, pair: CallPair) -> Iterator[CallPair]:
        """The pairs to which a pair leads: one plan takes a step, or both have let the caller hear something."""
        old, new = pair.old, pair.new
        if pair.differs:
            return
        if old.step is None and not (pair.ahead and new.step is None):
            for side, asked in self._stepped(old, self._both.old, pair.asked):
                yield from self._met(replace(pair, old=side, asked=asked, ahead=side.step is new.step is None))
        elif new.step is None:
            for side, asked in self._stepped(new, self._both.new, pair.asked):
                yield from self._met(replace(pair, new=side, asked=asked, ahead=False))
        elif old.step is not None:
            yield from self._compared(pair, old.step, new.step)

    def _stepped(self, side: Side, plan: PlanInSituation, asked: PeopleStates) -> Iterator[tuple[Side, PeopleStates]]:
        """What can happen next in one plan, for whatever people are like."""
        for step in plan.steps(side):
            left = asked.after(step.guard, self._budget)
            if left is not None:
                silent = step.event is None and step.edge is not None
                yield plan.onward(side, step.edge) if silent and step.edge else side._replace(step=step), left

    def _compared(self, pair: CallPair, one: NextStep, other: NextStep) -> Iterator[CallPair]:
        """Both plans let the caller hear something."""
        if one.event is None or other.event is None:
            return
        events = one.event, other.event
        self.depend = self.depend or _depend(*events)
        apart = differing_people(*events, pair.asked, self._budget)
        if apart is not None:
            yield replace(pair, asked=apart, differs=events)
        elif pair.menu:
            yield from self._at_menus(pair, one, other)
        elif one.edge is not None and other.edge is not None:
            asked = unanswered(pair.asked, events, self._budget)
            if asked is not None:
                yield from self._met(self._led(replace(pair, asked=asked), (one.edge,), (other.edge,)))

    def _at_menus(self, pair: CallPair, one: NextStep, other: NextStep) -> Iterator[CallPair]:
        """The caller waits, or a key is heard otherwise; where the others lead is not in this segment any more."""
        for choice in self._both.choices(one, other):
            keys = (*pair.keys, *choice.keys)
            if choice.events[0] != choice.events[1]:
                yield replace(pair, keys=keys, differs=choice.events)
            elif choice.keys == (WAIT,):
                yield from self._met(self._led(replace(pair, keys=keys), choice.old, choice.new))

    def _led(self, pair: CallPair, old: tuple[Edge, ...], new: tuple[Edge, ...]) -> CallPair:
        both = self._both
        return replace(pair, old=both.old.onward(pair.old, *old), new=both.new.onward(pair.new, *new))

    def _met(self, pair: CallPair) -> Iterator[CallPair]:
        """The pair led on as far as nothing is decided; none where nothing can differ any more."""
        both, old, new = self._both, pair.old, pair.new
        in_step = old.step is new.step is None and not pair.ahead
        if in_step and both.alike(old, new):
            return
        old, new = both.old.silently(old), both.new.silently(new)
        if in_step:
            if both.alike(old, new):
                return
            old, new = both.old.decided(old), both.new.decided(new)
        people = pair.asked.about(both.askable(old.node, new.node))
        key = (both.old.key(old), both.new.key(new), pair.ahead)
        yield replace(pair, old=old, new=new, people=people, key=key, steps=pair.steps + 1)


def differing_people(one: Event, other: Event, people: PeopleStates, budget: Budget) -> PeopleStates | None:
    """What people are like where two events differ; None where they never do. Raises `UndecidedError`."""
    if isinstance(one, Ring) and isinstance(other, Ring) and one.limit == other.limit:
        return differing(one, other, people, budget)
    for ring, ending in ((one, other), (other, one)):
        if isinstance(ring, Ring) and isinstance(ending, Closing):
            return None if _answered_at_once(ring, ending, people) else people
    return None if one == other else people


def _depend(one: Event, other: Event) -> bool:
    """Whether two events may differ for some people only."""
    if isinstance(one, Ring) and isinstance(other, Ring):
        return one.limit == other.limit and one.key != other.key
    pairs = ((one, other), (other, one))
    return any(
        isinstance(ring, Ring) and isinstance(ending, Closing) and ending.how in dict(ring.members)
        for ring, ending in pairs
    )


def _answered_at_once(ring: Ring, ending: Closing, people: PeopleStates) -> bool:
    """Whether he who answers in one plan, before his telephone has rung, is also the first to answer in the other."""
    members = [person for person, _ in ring.members]
    if ending.kind != "answered" or ending.how not in members or people.of(ending.how) != frozenset({"answers"}):
        return False
    before = ring.members[: members.index(ending.how)] if ring.policy == "regular" else ring.members
    return all(person == ending.how or not people.of(person) & states for person, states in before)


def unanswered(people: PeopleStates, events: tuple[Event, Event], budget: Budget) -> PeopleStates | None:
    """What people are like where nobody took the call where it rang; None where somebody does."""
    rung = dict.fromkeys(person for ring in events if isinstance(ring, Ring) for person, _ in ring.members)
    if not rung:
        return people
    return people.narrowed(((person, people.of(person) - {"answers"}) for person in rung), (), budget)
