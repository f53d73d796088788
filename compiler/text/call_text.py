"""A call that shows something, in one sentence, and the command that follows it."""

from collections.abc import Sequence

from nummerplan.compiler.calls.situation_names import DAY_NAMES
from nummerplan.compiler.text.proof_text import command_of as command_from
from nummerplan.compiler.text.trace_text import outcome
from nummerplan.model.call_path_text import called, listed
from nummerplan.model.calls.call import WAIT, Call, State, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say


def command_of(call: Call, linked: LinkedPlan) -> str:
    """The command with which `nummerplan trace` follows this call, as a shell takes it."""
    return command_from(call.entry, call, linked)


def told_call(trace: Trace, linked: LinkedPlan) -> Message:
    """When who calls whom, which keys he presses, how people are, and what comes of it."""
    call = trace.call
    text = _dialling(call, linked)
    if any(key != WAIT for key in call.keys):
        keys = " ".join(key if key != WAIT else "-" for key in call.keys)
        text = say("{call} and presses {keys}", call=text, keys=keys)
    for state in ("absent", "busy", "on_call", "unreachable"):
        people = sorted(person for person, how in call.states.items() if how == state)
        if people:
            text = say("{call}, {people}", call=text, people=_being(people, state))
    return say("{call}: {end}", call=text, end=_lost(trace.end) if trace.end in LOST else outcome(trace, linked))


def _lost(end: Node) -> Message:
    match end.key:
        case "busy_tone":
            return say("a busy tone")
        case "not_in_use":
            return say("the number is not in use")
        case "rings_out":
            return say("it rings until the caller gives up")
        case "cut_off":
            return say("the call is cut off")
        case "goes_round":
            return say("the call goes round")
        case _:
            return say("the call is sent on too often")


def _dialling(call: Call, linked: LinkedPlan) -> Message:
    moment = call.moment
    when = say(
        "{day} {date} {time}", day=DAY_NAMES[moment.weekday()], date=f"{moment:%Y-%m-%d}", time=f"{moment:%H:%M}"
    )
    place = called(call.entry, linked.numbering)
    if call.entry.kind not in ("number", "extension"):
        return say("{when}, a call comes to {place}", when=when, place=place)
    if not call.caller.external:
        return say("{when}, a colleague dials {place}", when=when, place=place)
    if call.caller.kind == "anonymous":
        return say("{when}, a caller without a number dials {place}", when=when, place=place)
    return say("{when}, a caller dials {place}", when=when, place=place)


def _being(people: Sequence[str], state: State) -> Message:
    """How some people are."""
    several, names = len(people) > 1, listed(people)
    match state:
        case "absent":
            return say("{people} are absent", people=names) if several else say("{person} is absent", person=people[0])
        case "busy":
            return say("{people} are busy", people=names) if several else say("{person} is busy", person=people[0])
        case "on_call":
            return (
                say("{people} are on a call", people=names)
                if several
                else say("{person} is on a call", person=people[0])
            )
        case _:
            return (
                say("{people} cannot be reached", people=names)
                if several
                else say("{person} cannot be reached", person=people[0])
            )
