"""What is still possible of people on the way of a call: their states, narrowed by what each step asks of them."""

from collections.abc import Iterable, Sequence
from itertools import count

from nummerplan.compiler.calls.edge_conditions import EVERY, Guard, States
from nummerplan.model.calls.proof import Store

NOT_ANSWERING: States = EVERY - {"answers"}

EMPTY: Store = ((), ())

CHOICES_LIMIT = 2_000
"""So many states of people are tried for what is asked of groups; plans of companies need a handful."""

CLAUSES_LIMIT = 100
"""Of so many groups at once some member may be asked for."""


class TooManyError(Exception):
    """There are more combinations of people, or of places, than are looked at."""


def narrowed(store: Store, guard: Guard, silent: Iterable[str] = ()) -> Store | None:
    """The store after a guard, or None when nobody's states allow it. `silent` are people who must not answer.

    Raises `TooManyError` where groups ask for more than can be tried.
    """
    states = dict(store[0])
    for person in silent:
        states.setdefault(person, NOT_ANSWERING)
    for person, allowed in guard.each:
        states[person] = states.get(person, NOT_ANSWERING) & allowed
        if not states[person]:
            return None
    asked = {*store[1], *((people, allowed & NOT_ANSWERING) for people, allowed in guard.some)}
    left = (clause for clause in asked if not any(states.get(who, EVERY) <= clause[1] for who in clause[0]))
    clauses = tuple(sorted(left, key=lambda clause: (clause[0], sorted(clause[1]))))
    if choose(states, clauses) is None:
        return None
    return tuple(sorted(states.items(), key=lambda item: item[0])), clauses


def choose(states: dict[str, States], clauses: Sequence[tuple[tuple[str, ...], States]]) -> dict[str, States] | None:
    """States that satisfy every clause, by trying its people in turn; None when there are none."""
    if len(clauses) > CLAUSES_LIMIT:
        raise TooManyError
    return _chosen(states, clauses, count())


def _chosen(
    states: dict[str, States], clauses: Sequence[tuple[tuple[str, ...], States]], tries: "count[int]"
) -> dict[str, States] | None:
    if not clauses:
        return states
    if next(tries) > CHOICES_LIMIT:
        raise TooManyError
    (people, allowed), rest = clauses[0], clauses[1:]
    for person in people:
        left = states.get(person, NOT_ANSWERING) & allowed
        if left:
            found = _chosen(states | {person: left}, rest, tries)
            if found is not None:
                return found
    return None
