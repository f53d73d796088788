"""For which people a caller hears something else in two plans: events compared, for all states of people at once."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from nummerplan.compiler.difference.caller_events import Closing, Event, RingSignature
from nummerplan.compiler.search.people_states import Budget, Clause, PeopleStates, clause_of
from nummerplan.model.calls.guard import SILENT, State, States

RingingKinds = Mapping[str, list[States]]
"""The states in which each person can be, split by whether he rings here and there; the quietest first."""


def differing_people(one: Event, other: Event, people: PeopleStates, budget: Budget) -> PeopleStates | None:
    """What people are like where two events differ; None where they never do. Raises `UndecidedError`."""
    if isinstance(one, RingSignature) and isinstance(other, RingSignature) and one.limit == other.limit:
        return _differing_rings(one, other, people, budget)
    for ring, ending in ((one, other), (other, one)):
        if isinstance(ring, RingSignature) and isinstance(ending, Closing):
            return _not_answered_at_once(ring, ending, people, budget)
    return None if one == other else people


def without_answers(people: PeopleStates, events: tuple[Event, Event], budget: Budget) -> PeopleStates | None:
    """What people are like where nobody took the call where it rang; None where somebody does."""
    rung = dict.fromkeys(person for ring in events if isinstance(ring, RingSignature) for person in ring.people)
    return people.narrowed(((person, people.of(person) & SILENT) for person in rung), (), budget) if rung else people


def _not_answered_at_once(
    ring: RingSignature, ending: Closing, people: PeopleStates, budget: Budget
) -> PeopleStates | None:
    """What people are like where he who answers in one plan, before his telephone rings, is not first in the other."""
    members = ring.people
    if ending.kind != "answered" or ending.how not in members or people.of(ending.how) != frozenset({"answers"}):
        return people
    before = members[: members.index(ending.how)] if ring.policy == "regular" else members
    others = tuple(person for person in before if person != ending.how)
    return people.narrowed((), [clause_of(others, ring.members[0][1])], budget) if others else None


def _differing_rings(
    one: RingSignature, other: RingSignature, people: PeopleStates, budget: Budget
) -> PeopleStates | None:
    """What people are like where two rings differ; None when they are alike however people are.

    Two rings that differ for some states of people differ for some where at most two ring who need not: those at the
    first place where the two differ. So the pairs of members are tried, a square of their number, and that only where
    the rings differ at all once those are left out who cannot ring any more. First all ring who can, which is what
    people expect to read of a group; then as few as can be, and more.
    """
    if one.looks == other.looks:
        return None
    kinds = {person: _kinds(person, one, other, people) for person in dict([*one.members, *other.members])}
    if _possible(one, kinds).looks == _possible(other, kinds).looks:
        return None
    loud = [(person, states) for person, found in kinds.items() for states in found[1:]]
    fewest = (dict(ringing) for count in range(3) for ringing in combinations(loud, count))
    for ringing in chain([{person: found[-1] for person, found in kinds.items()}], fewest):
        for world in _worlds(ringing, kinds, people, budget):
            states = {person: world.of(person) for person in kinds}
            if one.looks_for(states) != other.looks_for(states):
                return world
    return None


def _kinds(person: str, one: RingSignature, other: RingSignature, people: PeopleStates) -> list[States]:
    here, there = (dict(ring.members).get(person, frozenset()) for ring in (one, other))
    possible = people.of(person)
    split = (possible - here - there, possible & there - here, possible & here - there, possible & here & there)
    return [states for states in split if states]


def _possible(ring: RingSignature, kinds: RingingKinds) -> RingSignature:
    """The ring with the states that are still possible for its members, without those who cannot ring any more."""
    left = ((person, states & frozenset[State]().union(*kinds[person])) for person, states in ring.members)
    return ring._replace(members=tuple(member for member in left if member[1]))


def _worlds(
    ringing: Mapping[str, States], kinds: RingingKinds, people: PeopleStates, budget: Budget
) -> Iterator[PeopleStates]:
    """What people can be like where some ring and everybody else is quiet.

    Where a clause asks for more, once with each who fulfils it.
    """
    states = {**{person: found[0] for person, found in kinds.items()}, **ringing}

    def too_few(clause: Clause) -> bool:
        able = (states.get(person) or people.of(person) for person in clause.people)
        return sum(bool(left & clause.states) for left in able) < clause.least

    broken = next(filter(too_few, people.some), None)
    if broken is None:
        world = people.narrowed(states.items(), (), budget)
        yield from [world] if world is not None else []
        return
    budget.spend(len(broken.people))
    for person in broken.people:
        for kind in kinds.get(person, ()) if person not in ringing else ():
            if kind & broken.states:
                yield from _worlds({**ringing, person: kind & broken.states}, kinds, people, budget)
