"""Who rings, whatever the history: a group as policy, members in order, seconds a turn and seconds in all."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from nummerplan.compiler.calls.edge_conditions import EVERY, States

Policy = Literal["regular", "circular", "simultaneous", "uniform"]
Looks = tuple[object, ...]
"""Equal for what sounds alike."""


class RingAlong(NamedTuple):
    """What rings with a user: his own devices or not, numbers outside, and how these are rung."""

    devices: bool
    numbers: frozenset[str]
    confirmed: bool
    on_call: bool


class RingSignature(NamedTuple):
    """Telephones ring: each member with the states in which his do, in turns of `turn` seconds, `limit` in all.

    `along` says what else rings with a single user.
    """

    policy: Policy
    members: tuple[tuple[str, States], ...]
    turn: int
    limit: int
    along: RingAlong | None = None

    @property
    def people(self) -> list[str]:
        """The members in their order, under the names that two plans share."""
        return [person for person, _ in self.members]

    def looks_for(self, states: Mapping[str, States]) -> Looks:
        """What rings when people are like that, whatever came before this call."""
        return self._looks([person for person, rung in self.members if states.get(person, EVERY) <= rung])

    @property
    def looks(self) -> Looks:
        """Equal for rings that are alike however people are."""
        people = self.people
        return self._looks(people), frozenset(self.members), len(people) > 1 and self.policy, self._order(people)

    def _looks(self, free: list[str]) -> Looks:
        if not free or not self.limit:
            return ()
        turn = min(self.turn, self.limit)
        if self.policy == "regular":
            free = free[: -(-self.limit // max(turn, 1))]
        if len(free) == 1:
            return free[0], self.limit, self.along
        return self.policy, self._order(free), self.policy != "simultaneous" and turn, self.limit

    def _order(self, people: Sequence[str]) -> tuple[str, ...]:
        """The order of some members, as far as it matters: a circle begins with its first name in the alphabet."""
        if self.policy == "circular" and people:
            first = people.index(min(people))
            return (*people[first:], *people[:first])
        return tuple(people if self.policy == "regular" else sorted(people))
