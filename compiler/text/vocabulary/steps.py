"""One step of a call in a sentence: what happens at a place, and where the call goes then."""

from collections.abc import Callable

from nummerplan.compiler.text.vocabulary.callers import key_name
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call_graph import GIVES_UP, Condition, Edge, Node
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import Numbering


def _unanswered(here: Message, edge: Edge) -> Message:
    """Nobody answers; or nothing rings any more, since the call was unanswered for too long before."""
    if edge.target == GIVES_UP and not edge.seconds:
        return say("no time to ring is left at {here}", here=here)
    return say("nobody answers in {seconds} s at {here}", here=here, seconds=edge.seconds)


_CONDITIONS: dict[Condition, Callable[[Message, Edge], Message]] = {
    "refused": lambda here, edge: say("{here} refuses this caller", here=here),
    "night": lambda here, edge: say("{here} is closed", here=here),
    "not_reachable": lambda here, edge: say("{here} is not registered", here=here),
    "busy": lambda here, edge: say("{here} is busy", here=here),
    "when_busy": lambda here, edge: (
        say("nobody in {here} is free in {seconds} s", here=here, seconds=edge.seconds)
        if edge.seconds
        else say("nobody in {here} is free", here=here)
    ),
    "no_answer": _unanswered,
    "overflow": _unanswered,
    "mobile_voicemail": lambda here, edge: say(
        "the voicemail of {mobile}, which rings with {here}, takes the call", mobile=edge.key, here=here
    ),
    "ended": lambda here, edge: say("the subscription of {here} has ended", here=here),
    "pressed": lambda here, edge: say("the caller presses {key} in {here}", here=here, key=key_name(edge.key)),
    "silence": lambda here, edge: say("the caller presses nothing in {here}", here=here),
    "after_greeting": lambda here, edge: say("{here} plays its greeting", here=here),
}
"""What makes a call go on; where a call is only passed on, the place is called and nothing more."""


def step_sentence(edge: Edge, numbering: Numbering) -> Message:
    """What makes the call take the step, and to which place or end it leads."""
    here, there = place_name(edge.source, numbering), place_name(edge.target, numbering)
    condition = condition_sentence(edge, numbering)
    if edge.condition == "refused":
        return condition
    match edge.condition if edge.target.kind != "end" else None:
        case "holds":
            return say("{here} belongs to {there}", here=here, there=there)
        case "always":
            return say("{here} forwards every call to {there}", here=here, there=there)
        case "dialled":
            return say("the caller dials on from {here} to {there}", here=here, there=there)
        case _:
            return say("{condition}: {onward}", condition=condition, onward=onward_sentence(edge.target, numbering))


def onward_sentence(target: Node, numbering: Numbering) -> Message:
    """Where a call goes: to a place, or what happens at its end."""
    name = place_name(target, numbering)
    return name if target.kind == "end" else say("the call goes on to {place}", place=name)


def condition_sentence(edge: Edge, numbering: Numbering) -> Message:
    """What makes the call take the step."""
    here = place_name(edge.source, numbering)
    if edge.condition == "not_reachable" and edge.source.kind == "hunt_group":
        return say("nobody in {here} is registered", here=here)
    words = _CONDITIONS.get(edge.condition)
    return words(here, edge) if words else say("{here} is called", here=here)
