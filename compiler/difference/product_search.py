"""Two plans side by side: one call through both, for all states of people and all keys, to where it first differs.

The states of the search are pairs: where the call is in each plan, and what is known of people. Silent steps are taken
in turns, so that a pair of places that are alike (`equivalent_places`) is met as one and looked at no further. Where
both plans let the caller hear something, the two are compared: what differs is a goal, what is alike leads on.

Keys would multiply all this, for each key of a menu is reported with the shortest way to it. So the search is cut into
*segments* from one key to the next. Keys that lead to the same pair share its segment: it is searched for those that
ask least of people, and what is found there holds for another key where people can be as both ask. A menu is left by
its keys only if it was not left before with people who may be as now. Pairs from which calls go on alike are one
(`PlanInSituation.key`, `PeopleStates.about`), and the cheapest of them is followed, so the work grows with the pairs of
places and with what can be known of people at each; the budget bounds it. Plans of companies need a few dozen pairs.
"""

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from nummerplan.compiler.difference.both_plans import BothPlans
from nummerplan.compiler.difference.call_pairs import CallPair, CallPairs, Press
from nummerplan.compiler.difference.caller_events import Event
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.people_states import Budget, Clause, PeopleStates, UndecidedError
from nummerplan.model.calls.call import State
from nummerplan.model.calls.call_graph import Node

PREFERRED: tuple[State, ...] = ("absent", "busy", "unreachable", "on_call", "answers")
"""What an example makes of a person: whoever need not be named does not answer, then the commonest first."""


class FirstDifference(NamedTuple):
    """What a caller hears otherwise: what he pressed, how people are, and what he hears in each plan."""

    keys: tuple[str, ...]
    people: dict[str, State]
    old: Event
    new: Event


class Differences(NamedTuple):
    """The first differences behind an entry; `decided` says whether there are no others."""

    found: tuple[FirstDifference, ...] = ()
    decided: bool = True


class ProductSearch:
    """The first differences behind entries of two plans, in one situation and for one caller."""

    def __init__(self, both: BothPlans) -> None:
        self._both = both
        self._known: dict[Hashable, Differences] = {}

    def differences(self, entry: Node, budget: Budget) -> Differences:
        """The first differences behind an entry; entries that lead to the same pair of places have the same."""
        pairs = CallPairs(self._both, budget)
        start = pairs.start(entry)
        if start is None:
            return Differences()
        if start.key not in self._known:
            self._known[start.key] = _searched(start, pairs, budget)
        return self._known[start.key]


def _searched(start: CallPair, pairs: CallPairs, budget: Budget) -> Differences:
    goals: dict[Hashable, list[CallPair]] = {}
    decided = True
    for answer in search(start, pairs.after, lambda pair: pair.cost, lambda pair: pair.differs is not None, budget):
        decided = not isinstance(answer, Undecided)
        if isinstance(answer, Reached):
            goals.setdefault(answer.state.press.segment, []).append(answer.state)
    found: dict[Hashable, tuple[tuple[int, int], FirstDifference]] = {}
    try:
        for press in _shortest(press for press in pairs.presses if press.segment in goals):
            for goal in goals[press.segment]:
                one = _behind(press, goal, budget)
                place = (press.keys, goal.keys, goal.old.at.node, goal.new.at.node, goal.differs)
                if one is not None and (place not in found or _asks(one) < found[place][0]):
                    found[place] = _asks(one), one
    except UndecidedError:
        decided = False
    return Differences(tuple(one for _, one in found.values()), decided)


def _shortest(presses: Iterable[Press]) -> Iterator[Press]:
    """Keys with the shortest way to their menu, and with another where people cannot be so on that."""
    known: dict[Hashable, list[PeopleStates]] = {}
    for press in sorted(presses, key=lambda press: press.cost):
        before = known.setdefault((press.last, press.segment), [])
        if not any(people.allows(press.people) for people in before):
            before.append(press.people)
            yield press


def _behind(press: Press, goal: CallPair, budget: Budget) -> FirstDifference | None:
    """A difference of a segment behind one of the keys that lead to it; None where people cannot be so."""
    people = _together((*goal.past, goal.people))
    if press is not goal.press:
        both = press.people.joined(people, budget)
        if both is None:
            return None
        people = both
    budget.spend(200)
    states = _together((*press.past, people)).example(PREFERRED)
    return FirstDifference((*press.keys, *goal.keys), states, *(goal.differs or ()))


def _together(known: Iterable[PeopleStates]) -> PeopleStates:
    """All that was known of people one after the other."""
    ruled_out, some = 0, dict[Clause, None]()
    for people in known:
        ruled_out |= people.ruled_out
        some |= dict.fromkeys(people.some)
    return PeopleStates(ruled_out, tuple(some))


def _asks(found: FirstDifference) -> tuple[int, int]:
    """How much a difference asks of people: being busy is commoner than not being registered."""
    states = [state for state in found.people.values() if state != "absent"]
    return len(states), sum(state != "busy" for state in states)
