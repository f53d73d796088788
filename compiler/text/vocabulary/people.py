"""How people are during a call."""

from collections.abc import Iterator, Mapping, Sequence

from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.model.calls.call import State
from nummerplan.model.message import Message, say

STATES: tuple[State, ...] = ("absent", "busy", "on_call", "unreachable")
"""The states that are named, in this order; who has none answers."""


def people_in_state(people: Sequence[str], state: State) -> Message:
    """How some people are, all alike: `anna is busy`, `anna and bert are busy`."""
    several, names = len(people) > 1, listed(people)
    match state:
        case "absent":
            return say("{people} are absent", people=names) if several else say("{person} is absent", person=names)
        case "busy":
            return say("{people} are busy", people=names) if several else say("{person} is busy", person=names)
        case "on_call":
            return (
                say("{people} are on a call", people=names) if several else say("{person} is on a call", person=names)
            )
        case "unreachable":
            return (
                say("{people} are not registered", people=names)
                if several
                else say("{person} is not registered", person=names)
            )
        case "answers":
            return say("{people} answer", people=names) if several else say("{person} answers", person=names)


def has_call(person: Message | str) -> Message:
    """Who answered in the end."""
    return say("{person} has the call", person=person)


def people_states(states: Mapping[str, State]) -> Iterator[Message]:
    """How everybody is who has a state, a sentence for each state."""
    for state in STATES:
        people = sorted(person for person, how in states.items() if how == state)
        if people:
            yield people_in_state(people, state)
