"""One step of a call in a sentence: what happens at a place, and where the call goes then."""

from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call_graph import Edge, Node
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import Numbering


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
    match edge.condition:
        case "refused":
            return say("{here} refuses this caller", here=here)
        case "night":
            return say("{here} is closed", here=here)
        case "not_reachable" if edge.source.kind == "hunt_group":
            return say("nobody in {here} is registered", here=here)
        case "not_reachable":
            return say("{here} is not registered", here=here)
        case "busy":
            return say("{here} is busy", here=here)
        case "when_busy":
            return say("nobody in {here} is free", here=here)
        case "no_answer" | "overflow":
            return say("nobody answers in {seconds} s at {here}", seconds=edge.seconds, here=here)
        case _:
            return _menu_condition(edge, here)


def _menu_condition(edge: Edge, here: Message) -> Message:
    match edge.condition:
        case "pressed":
            return say("the caller presses {key} in {here}", key=edge.key, here=here)
        case "silence":
            return say("the caller presses nothing in {here}", here=here)
        case "after_greeting":
            return say("{here} plays its greeting", here=here)
        case _:
            return say("{here} is called", here=here)
