"""What is still possible of people on the way of a call: the one store of their states, for every search.

A call narrows it edge by edge: this person is unreachable, at least one of these members rings. Two kinds of knowledge
are enough for all that edges ask: the states that are left for each person, and *clauses*, "at least so many of these
people are in one of these states". Whether some states of people satisfy all clauses is decided by trying people in
turn; people who are in the same clauses with the same states left are alike, and only the first of them is tried. So a
group of forty is no harder than a group of two; what is left to try is bounded by `Budget`.

Searches do this more often than anything else, so what is ruled out is one number (`person_bits`): to narrow is "or",
to compare is "and", however many people were asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from nummerplan.compiler.search.person_bits import (
    FIRST,
    WIDTH,
    all_set,
    bits_of,
    everybody,
    first_bits,
    folded,
    mask_of,
    people_of,
    ruled_out_by,
    shift_of,
    states_of,
)
from nummerplan.model.calls.guard import EVERY, Guard, State, States

PREFERRED: tuple[State, ...] = ("answers", "absent", "unreachable", "busy", "on_call")
"""What an example makes of a person: whoever need not be named answers, then the commonest first."""


class UndecidedError(Exception):
    """A search met its bound: nothing is known."""


class Budget:
    """How much work is left for a search, or for all searches of one question: it ends, whatever the plan.

    A unit is about a microsecond of a small machine of 2026. It is counted, never measured, so that the same plan
    gives the same answer everywhere.
    """

    def __init__(self, units: int, pool: "Budget | None" = None) -> None:
        self.units = units
        self._pool = pool

    def spend(self, units: int = 1) -> None:
        """Do some work; what exceeds its own units is the pool's. Raises `UndecidedError` when both are empty."""
        self.units -= units
        if self.units < 0:
            if self._pool is None:
                raise UndecidedError
            self._pool.spend(units)


class Clause:
    """At least so many of these people are in one of these states. Made by `clause_of`, which gives equals as one."""

    __slots__ = ("everybody", "firsts", "least", "order", "people", "spare", "states", "unwanted", "wanted")

    def __init__(self, people: tuple[str, ...], states: States, least: int) -> None:
        self.people, self.states, self.least = people, states, least
        self.everybody, self.wanted = mask_of(people, EVERY), mask_of(people, states)
        self.unwanted, self.firsts = self.everybody & ~self.wanted, first_bits(self.everybody)
        self.order, self.spare = (people, sorted(states), least), len(people) - least

    def able(self, ruled_out: int) -> int:
        """The first bits of its people who can be as it says."""
        return folded(self.wanted & ~ruled_out) & self.firsts

    def doubtful(self, ruled_out: int) -> int:
        """The first bits of its people who can be otherwise."""
        return folded(self.unwanted & ~ruled_out) & self.firsts

    def is_possible(self, ruled_out: int) -> bool:
        """Whether enough people can be as it says."""
        return self.able(ruled_out).bit_count() >= self.least

    def is_fulfilled(self, ruled_out: int) -> bool:
        """Whether enough people are surely as it says."""
        return self.doubtful(ruled_out).bit_count() <= self.spare


@lru_cache(maxsize=65536)
def clause_of(people: tuple[str, ...], states: States, least: int = 1) -> Clause:
    """A clause; what compares clauses, which is done more often than anything else, compares objects."""
    return Clause(people, states, least)


_BY_ORDER = attrgetter("order")


class PeopleStates(NamedTuple):
    """What is ruled out of the states of people, and the clauses still open.

    `others` are the states of everybody but those who were `given` a state from the start (the first bit of each). A
    clause that the states fulfil already is left out, so equal knowledge is equal.
    """

    ruled_out: int = 0
    some: tuple[Clause, ...] = ()
    others: States = EVERY
    given: int = 0

    @classmethod
    def of_call(cls, states: Mapping[str, State], others: States = EVERY) -> "PeopleStates":
        """Some people are in a given state from the start."""
        each = tuple((person, frozenset({state})) for person, state in states.items())
        return cls(ruled_out_by(each), (), others, mask_of(tuple(states), FIRST))

    def with_given(self, person: str, state: State) -> "PeopleStates":
        """The same, and this person is in a given state from the start, whatever was known of him."""
        own, first = mask_of((person,), EVERY), mask_of((person,), FIRST)
        ruled_out = self.ruled_out & ~own | ruled_out_by(((person, frozenset({state})),))
        return self._replace(ruled_out=ruled_out, given=self.given | first)

    @property
    def each(self) -> tuple[tuple[str, States], ...]:
        """The people of whom something is ruled out, in order of their keys, with the states left for each."""
        return tuple((person, self.of(person)) for person in sorted(people_of(first_bits(self.ruled_out))))

    @property
    def known(self) -> int:
        """Of how many people something is ruled out, and how many clauses are open."""
        return first_bits(self.ruled_out).bit_count() + len(self.some)

    def of(self, person: str) -> States:
        """The states that a person can still be in."""
        place = shift_of(person)
        possible = EVERY if self.given >> place & 1 else self.others
        return states_of(~(self.ruled_out >> place) & bits_of(possible))

    def cannot(self, *states: State) -> int:
        """How many people cannot be in any of some states any more."""
        left = everybody(self.ruled_out.bit_length())
        for state in states:
            left &= self.ruled_out >> bits_of(frozenset({state})).bit_length() - 1
        return left.bit_count()

    def narrowed(
        self, each: Iterable[tuple[str, States]], some: Iterable[Clause], budget: Budget
    ) -> "PeopleStates | None":
        """What is left after more is asked; None when no states of people allow it. Raises `UndecidedError`."""
        return self._asked(self.ruled_out | ruled_out_by(tuple(each)), (*self.some, *some), budget)

    def joined(self, other: "PeopleStates", budget: Budget) -> "PeopleStates | None":
        """What is left where both are true; None when no states of people allow it. Raises `UndecidedError`."""
        ruled_out = self.ruled_out | other.ruled_out
        if all_set(ruled_out) or not all(one.is_possible(ruled_out) for one in chain(self.some, other.some)):
            budget.spend(2)  # most pairs that cannot be joined are seen here
            return None
        return self._asked(ruled_out, (*self.some, *other.some), budget)

    def _asked(self, ruled_out: int, some: Iterable[Clause], budget: Budget) -> "PeopleStates | None":
        clauses: list[Clause] = []
        for one in dict.fromkeys(some):
            if len(one.people) == one.least:  # all of them: no choice is left
                ruled_out |= one.everybody & ~one.wanted
            else:
                clauses.append(one)
        budget.spend(2 + len(clauses))
        if all_set(self._closed(ruled_out, first_bits(ruled_out))):
            return None
        open_ones: list[Clause] = []
        for one in clauses:
            closed = self._closed(ruled_out, one.firsts)
            if not one.is_fulfilled(closed):
                if not one.is_possible(closed):
                    return None
                open_ones.append(one)
        left = tuple(sorted(open_ones, key=_BY_ORDER))
        # What was possible is possible still, apart from clauses about people of whom more is asked.
        changed = ruled_out & ~self.ruled_out
        for one in left:
            if one not in self.some:
                changed |= one.everybody
        if self._solution(ruled_out, _tied(left, changed)[0], budget) is None:
            return None
        return self._replace(ruled_out=ruled_out, some=left)

    def after(self, guard: Guard, budget: Budget) -> "PeopleStates | None":
        """What is left after the conditions of an edge. Raises `UndecidedError`."""
        if not guard.each and not guard.some:
            return self
        return self.narrowed(guard.each, [clause_of(*row) for row in guard.some], budget)

    def allows(self, other: "PeopleStates") -> bool:
        """Whether people may be here in every way in which they may be in the other."""
        if self.ruled_out & ~other.ruled_out:
            return False
        return all(one in other.some or other._fulfils(one, other.ruled_out) for one in self.some)

    def allowed_by_any(self, others: Iterable["PeopleStates"]) -> bool:
        """Whether people may be in one of the others in every way in which they may be here."""
        possible = ~self.ruled_out
        # Most are told apart by this number, without a call.
        return any(not other.ruled_out & possible and other.allows(self) for other in others)

    def about(self, people: frozenset[str]) -> "PeopleStates":
        """What is known of some people, and of those whom clauses tie to them: nobody else matters for them."""
        some, tied = _tied(self.some, mask_of(people, EVERY))
        if len(some) == len(self.some) and not self.ruled_out & ~tied:
            return self
        return self._replace(ruled_out=self.ruled_out & tied, some=some)

    @property
    def silent(self) -> int:
        """How many people do not answer, at least."""
        return self.cannot("answers") + len(self.some)

    def example(self, preferred: tuple[State, ...] = PREFERRED) -> dict[str, State]:
        """One state for each person who was asked, such that all that was asked is true."""
        found = self._solution(self.ruled_out, self.some, Budget(1_000_000))
        people = self._replace(ruled_out=self.ruled_out if found is None else found)
        return {person: next(state for state in preferred if state in states) for person, states in people.each}

    def _closed(self, ruled_out: int, firsts: int) -> int:
        """What some people (by their first bits) cannot be in: what is ruled out, and what was never among `others`."""
        if self.others is EVERY:
            return ruled_out
        return ruled_out | (firsts & ~self.given) * bits_of(EVERY - self.others)

    def _fulfils(self, clause: Clause, ruled_out: int) -> bool:
        return clause.is_fulfilled(self._closed(ruled_out, clause.firsts))

    def _solution(self, ruled_out: int, clauses: tuple[Clause, ...], budget: Budget) -> int | None:
        """What is ruled out where every clause is satisfied; None when none can be."""
        while clauses and self._fulfils(clauses[0], ruled_out):
            clauses = clauses[1:]  # and stays fulfilled, however much more is asked
        if not clauses:
            return ruled_out
        for person in self._choices(clauses, ruled_out):
            budget.spend(5)
            found = self._solution(ruled_out | mask_of((person,), EVERY - clauses[0].states), clauses, budget)
            if found is not None:
                return found
        return None

    def _choices(self, clauses: tuple[Clause, ...], ruled_out: int) -> Iterator[str]:
        """One more person for the first clause: of people who are alike only the first, nobody if too few are able."""
        clause = clauses[0]
        closed = self._closed(ruled_out, clause.firsts)
        able = clause.able(closed)
        if able.bit_count() < clause.least:
            return
        left = able & clause.doubtful(closed)
        for person in clause.people:
            if not left & 1 << shift_of(person):
                continue
            yield person
            left &= ~self._alike(person, left, clauses[1:], ruled_out)

    def _alike(self, person: str, among: int, clauses: tuple[Clause, ...], ruled_out: int) -> int:
        """Of some people those who can be in the same states as one of them, and are in the same clauses."""
        place = shift_of(person)
        for bits in (self.given, *(ruled_out >> state for state in range(WIDTH))):
            among &= bits if bits >> place & 1 else ~bits
        for clause in clauses:
            people = clause.everybody
            among &= people if people >> place & 1 else ~people
        return among


def _tied(clauses: tuple[Clause, ...], people: int) -> tuple[tuple[Clause, ...], int]:
    """The clauses about some people, and about people in such clauses, and so on; all these people."""
    if not clauses:
        return clauses, people
    left = clauses
    while met := [clause for clause in left if people & clause.everybody]:
        left = tuple(clause for clause in left if clause not in met)
        for clause in met:
            people |= clause.everybody
    return tuple(clause for clause in clauses if clause not in left) if left else clauses, people


NOTHING_ASKED = PeopleStates()
