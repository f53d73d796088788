"""One example call in one plan, to show what the difference is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nummerplan.compiler.calls.directory_dialling import without_last_waits
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.difference.caller_events import Closing, Event, Greeted, Pressed, Waits
from nummerplan.compiler.difference.ring_signature import Ring
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.compiler.text.vocabulary.people import people_in_state
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.difference import Course
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message, say


class _Absent(Mapping[str, State]):
    """States of people in which whoever has none of his own is absent; it remembers who was asked."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states
        self.asked: dict[str, State] = {}

    def __getitem__(self, person: str) -> State:
        return self.asked.setdefault(person, self._states.get(person, "absent"))

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


def course(  # noqa: PLR0913, PLR0917 - an example call has as many parts
    entry: Node,
    caller: Caller,
    situation: Situation,
    keys: tuple[str, ...],
    states: Mapping[str, State],
    linked: LinkedPlan,
    heard: Message | None = None,
) -> Course:
    """Follow the example: people are as `states` says, everybody else is absent."""
    world = _Absent(states)
    keys = without_last_waits(keys)
    trace = follow(Call(entry, situation.sample, caller, keys, world), linked)
    people = {person: state for person, state in sorted(world.asked.items()) if state != "answers"}
    call = Call(entry, situation.sample, caller, keys, people)
    return Course(call, replace(trace, call=call), heard or say("{text}", text=""))


def event_text(event: Event, names: Mapping[str, str], linked: LinkedPlan) -> Message:
    """An event in words; `names` leads from shared names to the plan's own keys."""
    match event:
        case Ring():
            return _ringing(event, names, linked)
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
    if event.kind == "key":
        return say("the menu does not have this key")
    if event.kind == "answered":
        return people_in_state([names.get(event.how, event.how)], "answers")
    if event.how == "lost on its way":  # in a loop, or redirected too often: the caller hears no difference
        return say("the call is lost on its way")
    return place_name(Node("outside" if event.kind == "outside" else "end", event.how), linked.numbering)


def _ringing(ring: Ring, names: Mapping[str, str], linked: LinkedPlan) -> Message:
    people = listed([names.get(person, person) for person, _ in ring.members])
    seconds = ring.limit
    if len(ring.members) > 1:
        turn = min(ring.turn, seconds)
        match ring.policy:
            case "simultaneous":
                return say("{people} together for {seconds} s", people=people, seconds=seconds)
            case "regular":
                return say(
                    "{people} in this order, {turn} s each, {seconds} s in all",
                    people=people,
                    turn=turn,
                    seconds=seconds,
                )
            case "circular":
                return say(
                    "{people} in a circle, {turn} s each, {seconds} s in all", people=people, turn=turn, seconds=seconds
                )
            case _:
                return say(
                    "{people}, the longest idle first, {turn} s each, {seconds} s in all",
                    people=people,
                    turn=turn,
                    seconds=seconds,
                )
    if ring.along:
        numbers = listed([linked.numbering.shown(number) for number in sorted(ring.along.numbers)])
        return say("{people} and {numbers} for {seconds} s", people=people, numbers=numbers, seconds=seconds)
    return say("{people} for {seconds} s", people=people, seconds=seconds)
