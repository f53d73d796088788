"""A call in one sentence, and the command that follows it."""

from shlex import join

from nummerplan.compiler.text.vocabulary.callers import caller_name, key_names
from nummerplan.compiler.text.vocabulary.days import moment_name
from nummerplan.compiler.text.vocabulary.ends import end_sentence, judged_end
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.compiler.text.vocabulary.people import has_call, people_states
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import ANNOUNCED, FAX, LOST, MESSAGE, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say


def call_sentence(trace: Trace, linked: LinkedPlan) -> Message:
    """When who calls what, what he presses, how people are, and how the call ends."""
    call, text = trace.call, call_beginning(trace.call, linked)
    if call.keys:
        text = say("{call} and presses {keys}", call=text, keys=key_names(call.keys))
    end = end_sentence(trace.end) if trace.end in LOST else call_outcome(trace, linked)
    return say("{call}: {end}", call=commas([text, *people_states(call.states)]), end=end)


def call_beginning(call: Call, linked: LinkedPlan) -> Message:
    """When who calls what."""
    return say(
        "{when}, {caller} calls {place}",
        when=moment_name(call.moment),
        caller=caller_name(call.caller, linked.numbering),
        place=place_name(call.entry, linked.numbering),
    )


def call_outcome(trace: Trace, linked: LinkedPlan) -> Message:
    """How a call ends: who has it, what takes it and where, or that the caller is lost."""
    if trace.answered_by:
        return has_call(trace.answered_by)
    end = judged_end(trace.end)
    if trace.end in (MESSAGE, ANNOUNCED, FAX):
        last = trace.hops[-1].edge
        # The voicemail of a mobile that rings along is not the user's.
        node = Node("voicemail", last.key) if last.condition == "mobile_voicemail" else last.source
        return say("{end} at {place}", end=end, place=place_name(node, linked.numbering))
    return end


def command_of(call: Call, linked: LinkedPlan) -> str:
    """The command with which `nummerplan trace` follows this call, as a shell takes it."""
    words = ["nummerplan", "trace", linked.name, "--dial", call.entry.key, "--at", f"{call.moment:%Y-%m-%d %H:%M}"]
    for key in call.keys:
        words += ["--press", key]
    for person, state in sorted(call.states.items()):
        words += [f"--{state.replace('_', '-')}", person]
    if call.caller != Caller():
        words += ["--from", call.caller.user or call.caller.number or call.caller.kind]
    return join(words)
