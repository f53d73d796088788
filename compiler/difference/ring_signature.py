"""Who rings, whatever the history: a group as policy, members in order, seconds a turn and seconds in all."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Literal, NamedTuple

from nummerplan.compiler.search.people_states import Budget, Clause, PeopleStates
from nummerplan.model.calls.guard import EVERY, State, States

Policy = Literal["regular", "circular", "simultaneous", "uniform"]
Key = tuple[object, ...]


class Along(NamedTuple):
    """What rings with a user: his own devices or not, numbers outside, and how these are rung."""

    devices: bool
    numbers: frozenset[str]
    confirmed: bool
    on_call: bool


class Ring(NamedTuple):
    """Telephones ring: each member with the states in which his do, in turns of `turn` seconds, `limit` in all.

    `along` says what else rings with a single user.
    """

    policy: Policy
    members: tuple[tuple[str, States], ...]
    turn: int
    limit: int
    along: Along | None = None

    def rung(self, states: Mapping[str, States]) -> Key:
        """What rings when people are like that: equal keys ring alike, whatever came before this call."""
        free = [person for person, states_of in self.members if states.get(person, EVERY) <= states_of]
        return _key(self.policy, free, min(self.turn, self.limit), self.limit, self.along)

    @property
    def key(self) -> Key:
        """Equal for rings that are alike however people are."""
        people = [person for person, _ in self.members]
        how = _key(self.policy, people, min(self.turn, self.limit), self.limit, self.along)
        return how, frozenset(self.members), len(self.members) > 1 and self.policy, self.cycle()

    def cycle(self) -> tuple[str, ...]:
        """The order of the members, as far as it matters when some are passed over."""
        people = [person for person, _ in self.members]
        match self.policy:
            case "regular":
                return tuple(people)
            case "circular":
                return _turned(people)
            case _:
                return tuple(sorted(people))


def _key(policy: Policy, free: list[str], turn: int, limit: int, along: Along | None) -> Key:
    if not free or not limit:
        return ()
    if policy == "regular":
        free = free[: -(-limit // max(turn, 1))]
    if len(free) == 1:
        return ("one", free[0], limit, along)
    match policy:
        case "simultaneous":
            return ("all", frozenset(free), limit)
        case "circular":
            return ("circular", _turned(free), turn, limit)
        case "uniform":
            return ("uniform", frozenset(free), turn, limit)
        case _:
            return ("regular", tuple(free), turn, limit)


def _turned(people: list[str]) -> tuple[str, ...]:
    """A circle, from its first name in the alphabet on."""
    first = people.index(min(people)) if people else 0
    return (*people[first:], *people[:first])


PersonKinds = dict[str, list[States]]
"""The states in which each person can be, split by whether he rings here and there; the quietest first."""


def differing(one: Ring, other: Ring, people: PeopleStates, budget: Budget) -> PeopleStates | None:
    """What people are like where two rings differ; None when they are alike however people are.

    Two rings that differ for some states of people differ for some where at most two ring who need not: those at the
    first place where the two differ. So the pairs of members are tried, a square of their number, and that only where
    the rings differ at all once those are left out who cannot ring any more. Raises `UndecidedError`.
    """
    if one.key == other.key:
        return None
    kinds = {person: _kinds(person, one, other, people) for person in dict([*one.members, *other.members])}
    if _among(one, kinds).key == _among(other, kinds).key:
        return None
    for world in _Worlds(kinds, people, budget).tried():
        states = {person: world.of(person) for person in kinds}
        if one.rung(states) != other.rung(states):
            return world
    return None


def _kinds(person: str, one: Ring, other: Ring, people: PeopleStates) -> list[States]:
    here, there = (dict(ring.members).get(person, frozenset()) for ring in (one, other))
    possible = people.of(person)
    split = (possible - here - there, possible & there - here, possible & here - there, possible & here & there)
    return [states for states in split if states]


def _among(ring: Ring, kinds: PersonKinds) -> Ring:
    """The ring with the states that are still possible for its members, without those who cannot ring any more."""
    left = ((person, states & frozenset[State]().union(*kinds[person])) for person, states in ring.members)
    return ring._replace(members=tuple(member for member in left if member[1]))


class _Worlds:
    """What people can be like where two groups ring: the states of all their members."""

    def __init__(self, kinds: PersonKinds, people: PeopleStates, budget: Budget) -> None:
        self._kinds, self._people, self._budget = kinds, people, budget
        self._quiet = {person: found[0] for person, found in kinds.items()}

    def tried(self) -> Iterator[PeopleStates]:
        """First all ring who can, which is what people expect to read of a group; then as few as can be, and more."""
        yield from self._completed({person: found[-1] for person, found in self._kinds.items()})
        loud = [(person, states) for person, found in self._kinds.items() for states in found[1:]]
        for count in range(3):
            for chosen in combinations(loud, count):
                yield from self._completed(dict(chosen))

    def _completed(self, chosen: dict[str, States]) -> Iterator[PeopleStates]:
        """The chosen states, everybody else quiet; where a clause asks for more, once with each who fulfils it."""
        states = {**self._quiet, **chosen}
        broken = next((clause for clause in self._people.some if self._too_few(clause, states)), None)
        if broken is None:
            world = self._people.narrowed(states.items(), (), self._budget)
            if world is not None:
                yield world
            return
        self._budget.spend(len(broken.people))
        for person in broken.people:
            for kind in self._kinds.get(person, ()) if person not in chosen else ():
                if kind & broken.states:
                    yield from self._completed({**chosen, person: kind & broken.states})

    def _too_few(self, clause: Clause, states: dict[str, States]) -> bool:
        able = (states.get(person) or self._people.of(person) for person in clause.people)
        return sum(bool(left & clause.states) for left in able) < clause.least
