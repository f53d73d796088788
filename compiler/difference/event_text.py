"""What a caller hears, in words."""

from collections.abc import Mapping

from nummerplan.compiler.difference.caller_events import Closing, Event, Greeted, Pressed, Waits
from nummerplan.compiler.difference.ring_signature import RingSignature
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.compiler.text.vocabulary.people import people_in_state
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say


def event_text(event: Event, names: Mapping[str, str], linked: LinkedPlan) -> Message:
    """An event in words; `names` leads from shared names to the plan's own keys."""
    match event:
        case RingSignature():
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


def _ringing(ring: RingSignature, names: Mapping[str, str], linked: LinkedPlan) -> Message:
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
