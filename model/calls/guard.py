"""How people can be during a call, and what an edge of the call graph asks of them."""

from typing import Literal, NamedTuple

State = Literal["answers", "absent", "busy", "on_call", "unreachable"]
"""How a person (a user, an own mobile) is during a call: answers; does not answer; busy (do not disturb, declines); on
another call; without a registered device."""

States = frozenset[State]
EVERY: States = frozenset({"answers", "absent", "busy", "on_call", "unreachable"})
ANSWERS: States = frozenset({"answers"})
UNREACHABLE: States = frozenset({"unreachable"})
SILENT: States = EVERY - ANSWERS
NEVER: States = frozenset()


class Guard(NamedTuple):
    """Each person of `each` is in one of these states, and of each row of `some` at least one person is."""

    each: tuple[tuple[str, States], ...] = ()
    some: tuple[tuple[tuple[str, ...], States], ...] = ()

    @property
    def possible(self) -> bool:
        """Whether people can be so at all."""
        return all(states for _, states in self.each) and all(people and states for people, states in self.some)


ALWAYS = Guard()


def guard(*each: tuple[str, States]) -> Guard:
    """A guard on single people; of whom every state will do, nothing is asked."""
    return Guard(tuple([one for one in each if one[1] != EVERY]))
