"""For which states of people two things that callers hear differ, and for which the call goes on after them."""

from nummerplan.compiler.difference.caller_events import Closing, Event
from nummerplan.compiler.difference.ring_signature import Ring, differing
from nummerplan.compiler.search.people_states import Budget, PeopleStates


def differing_people(one: Event, other: Event, people: PeopleStates, budget: Budget) -> PeopleStates | None:
    """What people are like where two events differ; None where they never do. Raises `UndecidedError`."""
    if isinstance(one, Ring) and isinstance(other, Ring):
        return differing(one, other, people, budget)
    for ring, ending in ((one, other), (other, one)):
        if isinstance(ring, Ring) and isinstance(ending, Closing):
            return None if _answered_at_once(ring, ending, people) else people
    return None if one == other else people


def _answered_at_once(ring: Ring, ending: Closing, people: PeopleStates) -> bool:
    """Whether he who answers in one plan, before his telephone has rung, is also the first to answer in the other."""
    members = [person for person, _ in ring.members]
    if ending.kind != "answered" or ending.how not in members or people.of(ending.how) != frozenset({"answers"}):
        return False
    before = ring.members[: members.index(ending.how)] if ring.policy == "regular" else ring.members
    return all(person == ending.how or not people.of(person) & states for person, states in before)


def unanswered(people: PeopleStates, events: tuple[Event, Event], budget: Budget) -> PeopleStates | None:
    """What people are like where nobody took the call where it rang; None where somebody does."""
    rung = dict.fromkeys(person for ring in events if isinstance(ring, Ring) for person, _ in ring.members)
    if not rung:
        return people
    return people.narrowed(((person, people.of(person) - {"answers"}) for person in rung), (), budget)
