"""Worlds that fork: each question about a person or a history is answered in every way that is still possible."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from oracle.company import Company
from oracle.environment import Environment
from oracle.steps import ANSWERS, ANY_STATE, World

Result = TypeVar("Result")


class Store:
    """What is known by now: for each person the states still possible, for each question of a history its answer."""

    __slots__ = ("states", "taken")

    def __init__(self, states: dict[str, int] | None = None, taken: dict[tuple[str, ...], int] | None = None) -> None:
        """Nothing is known unless it is given."""
        self.states = states or {}
        self.taken = taken or {}

    def copy(self) -> "Store":
        """The same knowledge, to be narrowed apart."""
        return Store(dict(self.states), dict(self.taken))

    def within(self, other: "Store") -> bool:
        """Whether every world of this store is one of the other's."""
        if any(self.taken.get(question) != answer for question, answer in other.taken.items()):
            return False
        return all(not self.states.get(person, ANY_STATE) & ~states for person, states in other.states.items())


class ForkingWorld(World):
    """A world whose answers follow a script; beyond it comes the first possible one, and the others are noted."""

    def __init__(self, company: Company, environment: Environment, store: Store, exact: bool) -> None:
        """A world in which only the store is known."""
        super().__init__(company, environment)
        self.exact = exact
        self.store = store
        self.script: list[int] = []
        self.place = 0
        self.untried: list[list[int]] = []

    def begin(self, store: Store, script: list[int]) -> None:
        """Starts again from a store with a script of answers."""
        self.store = store.copy()
        self.script = list(script)
        self.place = 0
        self.rings = []
        self.other_answers = []

    def _scripted(self, options: int) -> int:
        if self.place < len(self.script):
            answer = self.script[self.place]
        else:
            answer = 0
            self.untried.extend([*self.script, other] for other in range(1, options))
            self.script.append(0)
        self.place += 1
        return answer

    def asks(self, person: str, states: int) -> bool:
        """Yes or no by what is known; both where both are possible."""
        possible = self.store.states.get(person, ANY_STATE)
        inside = possible & states
        if not inside or inside == possible:
            return bool(inside)
        said = self._scripted(2) == 0
        self.store.states[person] = inside if said else possible & ~states
        return said

    def choose(self, question: tuple[str, ...], options: int) -> int:
        """Every option of a history, the same for the rest of the call."""
        if question not in self.store.taken:
            self.store.taken[question] = self._scripted(options)
        return self.store.taken[question]

    def could(self, person: str, states: int) -> bool:
        """Whether the person may still be in one of the states."""
        return bool(self.store.states.get(person, ANY_STATE) & states)

    def never_answers(self, person: str) -> None:
        """Takes answering from what is possible."""
        left = self.store.states.get(person, ANY_STATE) & ~ANSWERS
        if left:
            self.store.states[person] = left


def branches(world: ForkingWorld, store: Store, run: Callable[[], Result]) -> Iterator[tuple[Store, Result]]:
    """Every result of a run, with what is known in it; the run asks the world."""
    world.untried = [[]]
    while world.untried:
        rest = world.untried
        script = rest.pop()
        world.begin(store, script)
        result = run()
        waiting = world.untried
        yield world.store, result
        world.untried = waiting
