"""What is known of people on the way of a call: the states that are still possible for each."""

from collections.abc import Iterable
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import EVERY, Guard, States
from nummerplan.model.calls.call import State

PREFERRED: tuple[State, ...] = ("absent", "busy", "unreachable", "on_call", "answers")
"""What an example makes of a person, the commonest first."""

Clause = tuple[tuple[str, ...], States]
"""Of these people at least one is in one of these states."""


class Store(NamedTuple):
    """The states still possible for each person who was asked; of each clause's people, one is as it says."""

    states: tuple[tuple[str, States], ...] = ()
    clauses: tuple[Clause, ...] = ()

    def of(self, person: str) -> States:
        """The states that a person can be in."""
        return next((states for known, states in self.states if known == person), EVERY)

    def narrowed(self, guard: Guard) -> "Store | None":
        """The store after a guard; None when no states of people allow it."""
        if not guard.each and not guard.some:
            return self
        states = dict(self.states)
        for person, allowed in guard.each:
            states[person] = states.get(person, EVERY) & allowed
            if not states[person]:
                return None
        clauses = list(self.clauses)
        for people, allowed in guard.some:
            if len(people) == 1:
                states[people[0]] = states.get(people[0], EVERY) & allowed
            elif (people, allowed) not in clauses:
                clauses.append((people, allowed))
        left = _open_clauses(states, clauses)
        if not all(states.values()) or choose(states, left) is None:
            return None
        return Store(tuple(sorted(states.items(), key=lambda item: item[0])), left)

    def implies(self, other: "Store") -> bool:
        """Whether every world of this store is one of the other's."""
        mine = dict(self.states)
        return all(mine.get(person, EVERY) <= states for person, states in other.states) and all(
            clause in self.clauses or _holds(clause, mine) for clause in other.clauses
        )

    def about(self, people: frozenset[str]) -> "Store":
        """What the store says of some people, and of those whom a clause ties to them."""
        tied = set(people)
        clauses: list[Clause] = []
        left = list(self.clauses)
        while found := [clause for clause in left if not tied.isdisjoint(clause[0])]:
            clauses += found
            left = [clause for clause in left if clause not in found]
            tied.update(person for members, _ in found for person in members)
        states = tuple((person, states) for person, states in self.states if person in tied)
        return Store(states, tuple(clause for clause in self.clauses if clause in clauses))

    def after(self, past: Iterable["Store"]) -> "Store":
        """This store with what was put aside of others before, the newest last."""
        states: dict[str, States] = {}
        clauses: dict[Clause, None] = {}
        for store in (*past, self):
            states |= dict(store.states)
            clauses |= dict.fromkeys(store.clauses)
        return Store(tuple(sorted(states.items(), key=lambda item: item[0])), tuple(clauses))

    def example(self) -> dict[str, State]:
        """One state for each person of the store: absent if that will do."""
        chosen = choose(dict(self.states), self.clauses) or {}
        return {person: next(state for state in PREFERRED if state in states) for person, states in chosen.items()}


EMPTY = Store()


def choose(states: dict[str, States], clauses: Iterable[Clause]) -> dict[str, States] | None:
    """States that satisfy every clause, by trying its people in turn; None when there are none."""
    rows = list(clauses)
    if not rows:
        return states
    (people, allowed), rest = rows[0], rows[1:]
    if _holds((people, allowed), states):
        return choose(states, rest)
    for person in people:
        left = states.get(person, EVERY) & allowed
        if left:
            found = choose(states | {person: left}, rest)
            if found is not None:
                return found
    return None


def _open_clauses(states: dict[str, States], clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses that the states do not already fulfil."""
    return tuple(clause for clause in clauses if not _holds(clause, states))


def _holds(clause: Clause, states: dict[str, States]) -> bool:
    people, allowed = clause
    return any(states.get(person, EVERY) <= allowed for person in people)
