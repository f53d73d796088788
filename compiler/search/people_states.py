"""What is still possible of people on the way of a call: the one store of their states, for every search.

A call narrows it edge by edge: this person is unreachable, at least one of these members rings. Two kinds of knowledge
are enough for all that edges ask: the states that are left for each person, and *clauses*, "at least so many of these
people are in one of these states". Whether some states of people satisfy all clauses is decided by trying people in
turn; people who are in the same clauses with the same states left are alike, and only the first of them is tried. So a
group of forty is no harder than a group of two; what is left to try is bounded by `Budget`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import EVERY, Guard, States
from nummerplan.model.calls.call import State

PREFERRED: tuple[State, ...] = ("answers", "absent", "unreachable", "busy", "on_call")
"""What an example makes of a person: whoever need not be named answers, then the commonest first."""


SILENT: States = EVERY - {"answers"}


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


class Clause(NamedTuple):
    """At least so many of these people are in one of these states."""

    people: tuple[str, ...]
    states: States
    least: int = 1


class PeopleStates(NamedTuple):
    """The states still possible for each person who was asked, in order of their keys, and the clauses still open.

    `others` are the states of everybody else. A clause that the states fulfil already is left out, so equal knowledge
    is equal.
    """

    each: tuple[tuple[str, States], ...] = ()
    some: tuple[Clause, ...] = ()
    others: States = EVERY

    @classmethod
    def of_call(cls, states: Mapping[str, State], others: States = EVERY) -> "PeopleStates":
        """Some people are in a given state from the start."""
        return cls(tuple(sorted((person, frozenset({state})) for person, state in states.items())), (), others)

    def of(self, person: str) -> States:
        """The states that a person can still be in."""
        return next((states for known, states in self.each if known == person), self.others)

    def narrowed(
        self, each: Iterable[tuple[str, States]], some: Iterable[Clause], budget: Budget
    ) -> "PeopleStates | None":
        """What is left after more is asked; None when no states of people allow it. Raises `UndecidedError`."""
        known = dict(self.each)
        for person, allowed in each:
            known[person] = known.get(person, self.others) & allowed
            if not known[person]:
                return None
        clauses: list[Clause] = []
        for clause in dict.fromkeys((*self.some, *some)):
            if len(clause.people) == clause.least:  # all of them: no choice is left
                for person in clause.people:
                    known[person] = known.get(person, self.others) & clause.states
                    if not known[person]:
                        return None
            else:
                clauses.append(clause)
        left = tuple(sorted(clause for clause in clauses if self._missing(clause, known) > 0))
        budget.spend(1 + len(known) // 8 + sum(len(clause.people) for clause in left) // 4)
        if self._solution(known, left, budget) is None:
            return None
        return PeopleStates(tuple(sorted(known.items())), left, self.others)

    def after(self, guard: Guard, budget: Budget) -> "PeopleStates | None":
        """What is left after the conditions of an edge. Raises `UndecidedError`."""
        if not guard.each and not guard.some:
            return self
        return self.narrowed(guard.each, (Clause(*row) for row in guard.some), budget)

    def allows(self, other: "PeopleStates") -> bool:
        """Whether people may be here in every way in which they may be in the other."""
        asked = dict(other.each)
        return all(asked.get(person, other.others) <= states for person, states in self.each) and all(
            clause in other.some or other._missing(clause, asked) <= 0 for clause in self.some
        )

    def about(self, people: frozenset[str]) -> "PeopleStates":
        """What is known of some people, and of those whom clauses tie to them: nobody else matters for them."""
        if all(person in people for person, _ in self.each) and not self.some:
            return self
        tied, left = set(people), list(self.some)
        while met := [clause for clause in left if not tied.isdisjoint(clause.people)]:
            left = [clause for clause in left if clause not in met]
            tied.update(person for clause in met for person in clause.people)
        each = tuple((person, states) for person, states in self.each if person in tied)
        return PeopleStates(each, tuple(clause for clause in self.some if clause not in left), self.others)

    @property
    def silent(self) -> int:
        """How many people do not answer, at least."""
        return sum("answers" not in states for _, states in self.each) + len(self.some)

    def example(self, preferred: tuple[State, ...] = PREFERRED) -> dict[str, State]:
        """One state for each person who was asked, such that all that was asked is true."""
        found = self._solution(dict(self.each), self.some, Budget(1_000_000)) or {}
        return {person: next(state for state in preferred if state in states) for person, states in found.items()}

    def _missing(self, clause: Clause, known: Mapping[str, States]) -> int:
        """How many more people a clause asks for than are surely as it says."""
        others = self.others
        return clause.least - sum(known.get(person, others) <= clause.states for person in clause.people)

    def _solution(
        self, known: dict[str, States], clauses: tuple[Clause, ...], budget: Budget
    ) -> dict[str, States] | None:
        """States that satisfy every clause; None when there are none."""
        clause = next((clause for clause in clauses if self._missing(clause, known) > 0), None)
        if clause is None:
            return known
        for person, states in self._choices(clause, clauses, known):
            budget.spend(1 + len(clause.people) // 4)
            found = self._solution({**known, person: states}, clauses, budget)
            if found is not None:
                return found
        return None

    def _choices(
        self, clause: Clause, clauses: tuple[Clause, ...], known: Mapping[str, States]
    ) -> Iterator[tuple[str, States]]:
        """One more person for a clause: of people who are alike only the first, and nobody where too few are able."""
        able: dict[tuple[States, tuple[bool, ...]], str] = {}
        count = 0
        for person in clause.people:
            states = known.get(person, self.others)
            if states <= clause.states or not states & clause.states:
                continue
            count += 1
            able.setdefault((states, tuple(person in other.people for other in clauses)), person)
        if count >= self._missing(clause, known):
            yield from ((person, states & clause.states) for (states, _), person in able.items())


NOTHING_ASKED = PeopleStates()
