"""The one search: from a start over successors to a goal, the cheapest way first.

Uniform-cost search (Dijkstra 1959) over states that are made as they are met. What calls have in common is here: of two
states with the same key the second is followed only where its people may be in ways in which those of the first, which
was cheaper, may not be (dominance). Costs never fall on the way, so the first goal that is met is the best.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, islice
from typing import Generic, Protocol, TypeVar

from nummerplan.compiler.search.people_states import Budget, PeopleStates, UndecidedError

MOST_COMPARED = 16
"""With so many states of one key, the widest of which come first, another one is compared; beyond, only if equal."""


class SearchState(Protocol):
    """A place of a search: `key` is all that decides how it goes on, apart from people, of whom `people` is known."""

    @property
    def key(self) -> Hashable:
        """Equal for states from which the same ways lead on, for the same people."""

    @property
    def people(self) -> PeopleStates:
        """What is still possible of people, as far as they can be asked from here on."""


S = TypeVar("S", bound=SearchState)


@dataclass(frozen=True, slots=True)
class Reached(Generic[S]):
    """A goal was reached: the state, which knows its way."""

    state: S


@dataclass(frozen=True, slots=True)
class Exhausted:
    """There is no way to the goal (or no further one)."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The bound was met before the search came to its end: nothing is known."""


def search(
    start: S,
    successors: Callable[[S], Iterable[S]],
    cost: Callable[[S], tuple[int, ...]],
    goal: Callable[[S], bool],
    bound: Budget,
) -> Iterator[Reached[S] | Exhausted | Undecided]:
    """The ways to goals, the best first; the last answer is `Exhausted` or `Undecided`. Take the first for the best.

    `cost` orders states and never falls along a way; of equal ones the earlier found is first. A goal is given whether
    or not a cheaper state dominates it, and is followed further as far as `successors` says.
    """
    ticket = count()
    queue = [(cost(start), next(ticket), start)]
    seen: dict[Hashable, dict[PeopleStates, None]] = {}
    try:
        while queue:
            _, _, state = heappop(queue)
            if goal(state):
                yield Reached(state)
            known, people = seen.setdefault(state.key, {}), state.people
            bound.spend(30)
            if people in known or people.allowed_by_any(islice(known, MOST_COMPARED)):
                continue
            known[people] = None
            for after in successors(state):
                bound.spend(10)
                heappush(queue, (cost(after), next(ticket), after))
    except UndecidedError:
        yield Undecided()
        return
    yield Exhausted()
