"""What a caller hears of a plan, under names that two plans share: the words in which their calls are compared."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.compiler.text.vocabulary.people import people_in_state
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.guard import EVERY, States
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

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


class Waits(NamedTuple):
    """Nobody is called and nothing happens for some seconds."""

    seconds: int


class Greeted(NamedTuple):
    """A menu or a mailbox speaks. `whose` is told apart where a message is left or the voice says it."""

    kind: str
    greeting: str
    whose: str = ""


class Pressed(NamedTuple):
    """A key that the menu has: what it says before it does anything."""

    announced: bool
    played: str


class Closing(NamedTuple):
    """The end of a call; a person or a number outside by name."""

    how: str
    kind: str


Event = RingSignature | Waits | Greeted | Pressed | Closing


def event_text(event: Event, names: Mapping[str, str], linked: LinkedPlan) -> Message:
    """An event in words; `names` leads from shared names to the plan's own keys."""
    match event:
        case RingSignature():
            return _ring_text(event, names, linked)
        case Waits():
            return say("nothing for {seconds} s", seconds=event.seconds)
        case Greeted(greeting=greeting) if greeting.startswith("+"):
            return say("a new recording in {file}", file=greeting[1:])
        case Greeted():
            return say("the greeting {greeting}", greeting=event.greeting)
        case Pressed(played=played) if played != "default":
            return say("the message {message}", message=played)
        case Pressed():
            return say("an announcement, then on") if event.announced else say("at once on")
        case Closing():
            return _closing_text(event, names, linked)


def _closing_text(event: Closing, names: Mapping[str, str], linked: LinkedPlan) -> Message:
    match event.kind:
        case "key":
            return say("the menu does not have this key")
        case "answered":
            return people_in_state([names.get(event.how, event.how)], "answers")
        case "lost":  # in a loop, or redirected too often: the caller hears no difference
            return say("the call is lost on its way")
        case _:
            return place_name(Node("outside" if event.kind == "outside" else "end", event.how), linked.numbering)


def _ring_text(ring: RingSignature, names: Mapping[str, str], linked: LinkedPlan) -> Message:
    people = listed([names.get(person, person) for person in ring.people])
    parts: dict[str, object] = {"people": people, "turn": min(ring.turn, ring.limit), "seconds": ring.limit}
    match ring.policy if len(ring.members) > 1 else None:
        case "simultaneous":
            return say("{people} together for {seconds} s", **parts)
        case "regular":
            return say("{people} in this order, {turn} s each, {seconds} s in all", **parts)
        case "circular":
            return say("{people} in a circle, {turn} s each, {seconds} s in all", **parts)
        case "uniform":
            return say("{people}, the longest idle first, {turn} s each, {seconds} s in all", **parts)
    if ring.along and ring.along.numbers:
        numbers = listed([linked.numbering.shown(number) for number in sorted(ring.along.numbers)])
        return say("{people} and {numbers} for {seconds} s", numbers=numbers, **parts)
    return say("{people} for {seconds} s", **parts)
