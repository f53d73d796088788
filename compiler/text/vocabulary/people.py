"""How people are during a call."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.model.calls.guard import State
from nummerplan.model.message import Message, say

STATES: tuple[State, ...] = ("absent", "busy", "on_call", "unreachable")
"""The states that are named, in this order; who has none answers."""

_ONE: dict[State, Callable[[Message], Message]] = {
    "absent": lambda people: say("{people} is absent", people=people),
    "busy": lambda people: say("{people} is busy", people=people),
    "on_call": lambda people: say("{people} is on a call", people=people),
    "unreachable": lambda people: say("{people} is not registered", people=people),
    "answers": lambda people: say("{people} answers", people=people),
}
_SEVERAL: dict[State, Callable[[Message], Message]] = {
    "absent": lambda people: say("{people} are absent", people=people),
    "busy": lambda people: say("{people} are busy", people=people),
    "on_call": lambda people: say("{people} are on a call", people=people),
    "unreachable": lambda people: say("{people} are not registered", people=people),
    "answers": lambda people: say("{people} answer", people=people),
}


def people_in_state(people: Sequence[str], state: State) -> Message:
    """How some people are, all alike: `anna is busy`, `anna and bert are busy`."""
    return (_SEVERAL if len(people) > 1 else _ONE)[state](listed(people))


def has_call(person: Message | str) -> Message:
    """Who answered in the end."""
    return say("{person} has the call", person=person)


def people_states(states: Mapping[str, State]) -> Iterator[Message]:
    """How everybody is who has a state, a sentence for each state."""
    for state in STATES:
        people = sorted(person for person, how in states.items() if how == state)
        if people:
            yield people_in_state(people, state)
