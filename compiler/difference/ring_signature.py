"""Who rings, whatever the history: a group as policy, members in order, seconds a turn and seconds in all."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Literal, NamedTuple

from nummerplan.compiler.calls.edge_conditions import EVERY, States
from nummerplan.compiler.difference.two_plan_states import Store, choose

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


def told_apart(one: Ring, other: Ring, store: Store) -> Store | None:
    """States of people in which two rings differ, as a narrower store; None when there are none.

    Two rings that differ in some world differ in one where at most two people ring who need not: those at the first
    place where the two differ.
    """
    if one.key == other.key:
        return None
    for states in _worlds(one, other, store):
        if one.rung(states) != other.rung(states):
            return Store(tuple(sorted(states.items(), key=lambda item: item[0])), store.clauses)
    return None


def _worlds(one: Ring, other: Ring, store: Store) -> Iterator[dict[str, States]]:
    """Worlds of a store with as few people who ring as there can be, and then one or two more."""
    kinds = {person: _kinds(person, one, other, store) for person in dict([*one.members, *other.members])}
    quiet = {person: found[0] for person, found in kinds.items()}
    loud = [(person, states) for person, found in kinds.items() for states in found[1:]]
    known = dict(store.states)
    # All who can ring do: what people expect to read of a group.
    yield from _complete(known, quiet, {person: found[-1] for person, found in kinds.items()}, kinds, store)
    for count in range(3):
        for chosen in combinations(loud, count):
            yield from _complete(known, quiet, dict(chosen), kinds, store)


def _complete(
    known: dict[str, States],
    quiet: dict[str, States],
    chosen: dict[str, States],
    kinds: dict[str, list[States]],
    store: Store,
) -> Iterator[dict[str, States]]:
    """One world, or for each open clause one with somebody who fulfils it."""
    states = known | quiet | chosen
    broken = next((clause for clause in store.clauses if choose(states, [clause]) is None), None)
    if broken is None:
        if choose(states, store.clauses) is not None:
            yield states
        return
    people, allowed = broken
    for person in people:
        for kind in kinds.get(person, ()) if person not in chosen else ():
            if kind & allowed:
                yield from _complete(known, quiet, chosen | {person: kind & allowed}, kinds, store)


def _kinds(person: str, one: Ring, other: Ring, store: Store) -> list[States]:
    """The possible states of a person, split by whether they ring here and there; the quietest first."""
    here, there = (dict(ring.members).get(person, frozenset()) for ring in (one, other))
    possible = store.of(person)
    split = (possible - here - there, possible & there - here, possible & here - there, possible & here & there)
    return [states for states in split if states]
