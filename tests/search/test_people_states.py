"""What is known of people, held against every state that a few people can be in."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from nummerplan.compiler.search.people_states import (
    NOTHING_ASKED,
    Budget,
    Clause,
    PeopleStates,
    UndecidedError,
    clause_of,
)
from nummerplan.model.calls.guard import EVERY, State, States

PEOPLE = ("anna", "bert", "cor", "dirk")
ORDER = sorted(EVERY)
World = tuple[State, ...]
WORLDS: tuple[World, ...] = tuple(product(ORDER, repeat=len(PEOPLE)))


class Asked:
    """Random questions of people, and the worlds in which all answers are yes."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret is made here
        self.worlds = set(WORLDS)
        self.people: PeopleStates | None = NOTHING_ASKED

    def ask(self) -> None:
        each = [(person, self._states()) for person in self._random_people(0, 2)]
        some = [
            clause_of(people, self._states(), self.dice.randint(1, len(people)))
            for people in [self._random_people(1, 4)]
        ]
        some *= self.dice.random() < 0.7
        self.worlds = {world for world in self.worlds if _holds(world, each, some)}
        assert self.people is not None
        self.people = self.people.narrowed(each, some, Budget(10_000))

    def _random_people(self, least: int, most: int) -> tuple[str, ...]:
        return tuple(self.dice.sample(PEOPLE, self.dice.randint(least, most)))

    def _states(self) -> States:
        return frozenset(self.dice.sample(ORDER, self.dice.randint(1, 4)))


def _holds(world: World, each: list[tuple[str, States]], some: list[Clause]) -> bool:
    states = dict(zip(PEOPLE, world, strict=True))
    return all(states[person] in allowed for person, allowed in each) and all(
        sum(states[person] in clause.states for person in clause.people) >= clause.least for clause in some
    )


def random_knowledge(seed: int) -> Iterator[tuple[PeopleStates, set[World]]]:
    """What is known after each of some questions, as long as it is possible, and the worlds that are left."""
    found = Asked(seed)
    for _ in range(5):
        found.ask()
        assert (found.people is not None) == bool(found.worlds)
        if found.people is None:
            return
        yield found.people, found.worlds


@pytest.mark.parametrize("seed", range(100))
def test_what_is_left_is_possible_and_nothing_else(seed: int) -> None:
    for people, worlds in random_knowledge(seed):
        for place, person in enumerate(PEOPLE):
            assert {world[place] for world in worlds} <= people.of(person)
        example = people.example()
        assert tuple(example.get(person, "answers") for person in PEOPLE) in worlds


@pytest.mark.parametrize("seed", range(100))
def test_who_allows_another_allows_all_its_worlds(seed: int) -> None:
    known = [*random_knowledge(seed), *random_knowledge(seed + 1000)]
    for one, worlds in known:
        assert one.allows(one)
        assert NOTHING_ASKED.allows(one)
        for other, others in known:
            assert worlds >= others or not one.allows(other)
            both = one.joined(other, Budget(10_000))
            assert (both is not None) == bool(worlds & others)


@pytest.mark.parametrize("seed", range(100))
def test_what_is_not_about_people_leaves_them_as_they_can_be(seed: int) -> None:
    for people, worlds in random_knowledge(seed):
        about = people.about(frozenset({"anna"}))
        assert about.allows(people)
        assert {world[0] for world in worlds} == {
            state for state in EVERY if about.narrowed([("anna", frozenset({state}))], (), Budget(10_000))
        }


def test_a_group_of_forty_is_no_harder_than_one_of_two() -> None:
    groups = [tuple(f"{group}-{member}" for member in range(40)) for group in range(6)]
    silent: States = frozenset({"absent", "busy"})
    people = NOTHING_ASKED
    for group in groups:
        everybody = [(member, silent) for member in group]
        left = people.narrowed(everybody, [clause_of(group, frozenset({"absent"}))], Budget(100))
        assert left
        people = left
    assert people.narrowed([(member, frozenset({"busy"})) for member in groups[3]], (), Budget(100)) is None


def test_a_search_without_work_left_is_undecided() -> None:
    clauses = [clause_of(("anna", "bert"), frozenset({"busy"}))]
    with pytest.raises(UndecidedError):
        NOTHING_ASKED.narrowed((), clauses, Budget(2))
