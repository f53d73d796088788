"""The states in which people can still be on the way of a call, for looking at all calls at once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import EVERY, States
from nummerplan.model.calls.call import State

PREFERRED: tuple[State, ...] = ("answers", "absent", "unreachable", "busy", "on_call")
"""What a witness makes of a person: whoever need not be named answers, then the commonest first."""


class Clause(NamedTuple):
    """At least so many of these people are in one of these states."""

    people: tuple[str, ...]
    states: States
    least: int = 1


class Store(NamedTuple):
    """The states still possible for each person that was asked, and what is asked of several."""

    each: tuple[tuple[str, States], ...] = ()
    some: tuple[Clause, ...] = ()

    def allows(self, other: "Store") -> bool:
        """Whether people may be here in every way in which they may be in a store that asks of no fewer of them."""
        asked = dict(other.each)
        return all(asked.get(person, EVERY) <= states for person, states in self.each) and set(self.some) <= set(
            other.some
        )


NOTHING_ASKED = Store()


class People:
    """Who is in a given state from the start, and the states in which everybody else may be."""

    def __init__(self, fixed: Mapping[str, State], others: States = EVERY) -> None:
        self._fixed = {person: frozenset({state}) for person, state in fixed.items()}
        self._others = others

    def states_of(self, person: str, store: Store = NOTHING_ASKED) -> States:
        """The states that are still possible for a person."""
        return dict(store.each).get(person, self._fixed.get(person, self._others))

    def narrowed(self, store: Store, each: Iterable[tuple[str, States]], some: Iterable[Clause] = ()) -> Store | None:
        """The store after more is asked, or None when no states of people allow it."""
        known = dict(store.each)
        for person, allowed in each:
            known[person] = known.get(person, self._fixed.get(person, self._others)) & allowed
            if not known[person]:
                return None
        clauses = (*store.some, *some)
        if next(self._solutions(known, clauses), None) is None:
            return None
        return Store(tuple(sorted(known.items(), key=lambda item: item[0])), clauses)

    def example(self, store: Store) -> dict[str, State]:
        """One state for each person, such that all that was asked is true; whoever is not named answers."""
        known = self._fixed | dict(store.each)
        found = next(self._solutions(known, store.some))
        chosen = {person: next(state for state in PREFERRED if state in states) for person, states in found.items()}
        return {person: state for person, state in chosen.items() if state != "answers"}

    def _solutions(self, known: dict[str, States], clauses: tuple[Clause, ...]) -> Iterator[dict[str, States]]:
        """States that satisfy every clause, by trying its people in turn."""
        if not clauses:
            yield known
            return
        clause, rest = clauses[0], clauses[1:]
        left = {person: known.get(person, self._fixed.get(person, self._others)) for person in clause.people}
        able = [person for person in clause.people if left[person] & clause.states]
        for chosen in combinations(able, clause.least):
            yield from self._solutions(known | {who: left[who] & clause.states for who in chosen}, rest)
