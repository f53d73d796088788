"""All that a hunt group can do with a call, whoever of its members answers and whatever its history.

`compiler/calls/hunt_order.py` says what happens to one call; here it is asked with stand-ins for the members, so that
only their number and order are left to be chosen. A group's history decides the order: circular begins at any member,
uniform may have any order, and of those who ring together anybody may be the first to answer.
"""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import EVERY, States, ringable, rings_in
from nummerplan.compiler.calls.hunt_order import offers
from nummerplan.compiler.search.worlds import Clause, People, Store
from nummerplan.model.calls.call import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.hunt_groups import HuntGroup

ANSWERS: States = frozenset({"answers"})
SILENT: States = EVERY - ANSWERS


class GroupWay(NamedTuple):
    """What came of the offers: who answered and after how many seconds, or nobody in time (None).

    `order` is whom the group offers the call to first, where its history decides; () is the order of the list.
    `ringers_first` says that those who ring in vain come first, whoever they are.
    """

    store: Store
    answered_by: str | None = None
    seconds: int = 0
    order: tuple[str, ...] = ()
    ringers_first: bool = False


class Apart(Enum):
    """What of the answers is told apart."""

    NOTHING = "nothing"
    PEOPLE = "people"
    TIMES = "people and times"


class GroupWays:
    """The ways of calls through one group, given what is known of people."""

    def __init__(self, group: HuntGroup, people: People, linked: LinkedPlan) -> None:
        self.members = ringable(group, linked)
        self._policy = group.policy
        self._has_history = group.policy != "regular"
        self._people = people
        self._rung = rings_in(group)
        self._table = answer_times(group, len(self.members), linked.plan.company.ring_limit)

    def unanswered(self, store: Store, whoever: bool) -> Iterator[GroupWay]:
        """Some ring and nobody answers in time; with `whoever` also where somebody would, had it been his turn."""
        ringers = self._rung - ANSWERS
        everybody_silent = [(member, SILENT) for member in self.members]
        left = self._people.narrowed(store, everybody_silent, [Clause(self.members, ringers)])
        if left is not None:
            yield GroupWay(left)
            if not whoever:
                return
        needed = next((count for count, seconds in enumerate(self._table) if seconds is None), None)
        if needed is None:
            return
        if self._policy in ("uniform", "simultaneous"):
            asked = [Clause(self.members, ringers, needed)] if needed else [Clause(self.members, self._rung)]
            if (found := self._people.narrowed(store, (), asked)) is not None:
                yield GroupWay(found, ringers_first=True)
            return
        for first, front in self._fronts():
            each = [*((member, SILENT) for member in front), (first, ANSWERS)]
            asked = [Clause(front, ringers, needed)] if needed else []
            if len(front) >= needed and (found := self._people.narrowed(store, each, asked)) is not None:
                yield GroupWay(found, order=(*front, first) if self._has_history else ())

    def answered(self, store: Store, apart: "Apart") -> Iterator[GroupWay]:
        """Somebody answers: each member, after each time that is possible, as far as it is told apart."""
        done: set[str] = set()
        for first, front in self._fronts():
            for count, seconds in enumerate(self._table[: len(front) + 1]):
                if seconds is None or (count and self._table[count - 1] == seconds) or first in done:
                    continue
                found = self._with_ringers(store, first, front, count)
                if found is None:
                    continue
                yield GroupWay(found[0], first, seconds, (*found[1], first) if self._has_history else ())
                if apart is Apart.NOTHING:
                    return
                if apart is Apart.PEOPLE:
                    done.add(first)

    def _fronts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each member with those to whom the call may be offered before him."""
        size = len(self.members)
        for place, member in enumerate(self.members):
            others = (*self.members[place + 1 :], *self.members[:place])
            match self._policy:
                case "circular":
                    yield from ((member, others[size - 1 - length :]) for length in range(size))
                case "regular":
                    yield member, self.members[:place]
                case _:
                    yield member, others

    def _with_ringers(
        self, store: Store, first: str, front: tuple[str, ...], count: int
    ) -> tuple[Store, tuple[str, ...]] | None:
        """The store in which exactly this many of those in front ring in vain, and `first` answers."""
        ringers, passed_over = self._rung - ANSWERS, EVERY - self._rung
        able = [member for member in front if self._people.states_of(member, store) & ringers]
        any_order = self._policy in ("uniform", "simultaneous")
        for chosen in combinations(able, count):
            others = () if any_order else ((who, passed_over) for who in front if who not in chosen)
            each = [(first, ANSWERS), *((who, ringers) for who in chosen), *others]
            found = self._people.narrowed(store, each)
            if found is not None:
                return found, chosen if any_order else front
        return None


@lru_cache(maxsize=1024)
def _times(group: "_Shape", members: int, ring_limit: int) -> tuple[int | None, ...]:
    stand_ins = tuple(map(str, range(members)))
    found: list[int | None] = []
    for count in range(members):

        def ask(member: str, state: State, count: int = count) -> bool:
            return state == ("answers" if int(member) == count else "absent" if int(member) < count else "busy")

        offered = offers(group.group, stand_ins, ask, ring_limit)
        found.append(offered.seconds if offered.answered_by is not None else None)
    return tuple(found)


class _Shape:
    """A group as a key: the settings that decide when its members ring."""

    def __init__(self, group: HuntGroup) -> None:
        self.group = group
        self._key = (group.policy, str(group.next_member_after), str(group.overflow), group.ring_busy_members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shape) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def answer_times(group: HuntGroup, members: int, ring_limit: int) -> tuple[int | None, ...]:
    """After how many seconds a member is rung who has 0, 1, 2, ... in front of him that ring in vain; None: never."""
    return _times(_Shape(group), members, ring_limit)
