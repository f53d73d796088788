"""All that a hunt group can do with a call, whoever of its members answers and whatever its history.

`compiler/calls/hunt_order.py` says whose turn it is when; here only the number and order of those who ring in vain are
left to be chosen. A group's history decides the order: circular begins at any member, uniform may have any order, and
of those who ring together anybody may be the first to answer.

Who rings in vain before somebody answers is a clause ("at least three of these are absent"), never a list of people, so
a uniform group of forty has as many outcomes as there are times, not as many as there are ways to choose from forty.
"""

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.hunt_order import turn_of
from nummerplan.compiler.search.people_states import Budget, PeopleStates, clause_of
from nummerplan.model.calls.guard import ANSWERS, EVERY, SILENT, State
from nummerplan.model.calls.hunt_members import ringable, rings_in
from nummerplan.model.calls.linked_plan import LinkedPlan


class Order(NamedTuple):
    """To whom a group offers a call: so many of those who ring in vain, whoever they are, then `first`, then the rest.

    In a circular group the first of `first` is where the circle begins.
    """

    group: str
    first: tuple[str, ...] = ()
    ringers: int = 0


class GroupOutcome(NamedTuple):
    """What came of a call at a group: who answered and after how many seconds, or nobody in time (None).

    `order` is that which the group's history must give; None where the order of the list does.
    """

    people: PeopleStates
    answered_by: str | None = None
    seconds: int = 0
    order: Order | None = None


class GroupOutcomes:
    """The outcomes at one group that offers a call for so many seconds."""

    def __init__(self, key: str, limit: int, linked: LinkedPlan, budget: Budget) -> None:
        group = linked.plan.hunt_groups[key]
        self.key, self._budget = key, budget
        self.members = ringable(group, linked.plan)
        self._policy = group.policy
        self._rung = rings_in(group)
        turn = turn_of(group, limit)
        # When a member is rung who has 0, 1, 2, ... in front of him that ring in vain; None: never.
        starts = (turn * count for count in range(len(self.members)))
        self._times = tuple(start if start < limit else None for start in starts)

    def unanswered(self, people: PeopleStates, whoever: bool) -> Iterator[GroupOutcome]:
        """Some ring and nobody answers in time; with `whoever` also where somebody would, had it been his turn."""
        ringers = self._rung - ANSWERS
        everybody_silent = [(member, SILENT) for member in self.members]
        left = people.narrowed(everybody_silent, [clause_of(self.members, ringers)], self._budget)
        if left is not None:
            yield GroupOutcome(left)
            if not whoever:
                return
        needed = next((count for count, seconds in enumerate(self._times) if seconds is None), None)
        if needed is None:
            return
        if self._policy in ("uniform", "simultaneous"):
            asked = [clause_of(self.members, ringers, needed)] if needed else [clause_of(self.members, self._rung)]
            if (found := people.narrowed((), asked, self._budget)) is not None:
                yield GroupOutcome(found, order=Order(self.key, ringers=len(self.members)))
            return
        for first, front in self._fronts():
            each = [*((member, SILENT) for member in front), (first, ANSWERS)]
            asked = [clause_of(front, ringers, needed)] if needed else []
            if len(front) >= needed and (found := people.narrowed(each, asked, self._budget)) is not None:
                yield GroupOutcome(found, order=self._order((*front, first)))

    def answered(self, people: PeopleStates, times: bool, watched: str | None) -> Iterator[GroupOutcome]:
        """Somebody answers: one outcome for each time (if `times`), by the `watched` person and by somebody else."""
        done: set[Hashable] = set()
        classes = (len(self._times) if times else 1) * (1 + (watched in self.members))
        for first, front in self._fronts():
            if not people.of(first) & ANSWERS:
                continue
            for count, seconds in enumerate(self._times[: len(front) + 1]):
                looks = (first == watched, seconds if times else 0)
                if seconds is None or looks in done:
                    continue
                found = self._with_ringers(people, first, front, count)
                if found is not None:
                    done.add(looks)
                    yield found._replace(answered_by=first, seconds=seconds)
                    if len(done) == classes:
                        return

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
        self, people: PeopleStates, first: str, front: tuple[str, ...], count: int
    ) -> GroupOutcome | None:
        """The outcome in which exactly this many of those in front ring in vain, and `first` answers."""
        ringers, passed_over = self._rung - ANSWERS, EVERY - self._rung
        if self._policy in ("uniform", "simultaneous"):
            asked = [clause_of(front, ringers, count)] if count else []
            found = people.narrowed([(first, ANSWERS)], asked, self._budget)
            return None if found is None else GroupOutcome(found, order=Order(self.key, (first,), count))
        # Silent people ring in vain or are passed over: so many of the one kind at least is exactly so many.
        each = [(first, ANSWERS), *((member, SILENT) for member in front)]
        rest = len(front) - count
        asked = [clause_of(front, ringers, count)] * (count > 0) + [clause_of(front, passed_over, rest)] * (rest > 0)
        found = people.narrowed(each, asked, self._budget)
        return None if found is None else GroupOutcome(found, order=self._order((*front, first)))

    def _order(self, first: tuple[str, ...]) -> Order | None:
        return None if self._policy == "regular" else Order(self.key, first)


def members_in(order: Order, states: dict[str, State], linked: LinkedPlan) -> tuple[str, ...]:
    """The members in an order that a history may give them, so that what was found happens."""
    group = linked.plan.hunt_groups[order.group]
    members = tuple(group.members)
    if group.policy == "circular":
        start = members.index(order.first[0])
        return (*members[start:], *members[:start])
    rung = rings_in(group) - ANSWERS
    ringing = [member for member in members if states.get(member, "answers") in rung]
    return tuple(dict.fromkeys((*ringing[: order.ringers], *order.first, *members)))
