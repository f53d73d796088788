"""A followed call as people read it: a tree of steps, each with its reason and the line that decides."""

from collections.abc import Iterator

from nummerplan.compiler.calls.situations import situation_of
from nummerplan.compiler.text.escape_terminal import visible
from nummerplan.model.call_path_text import called, told
from nummerplan.model.calls.call import Caller, Hop, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.document import Document
from nummerplan.model.message import Message, Translate, say

_DAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def trace_text(trace: Trace, linked: LinkedPlan, document: Document, translate: Translate) -> str:
    """The call, a line for each step and for everyone who rang, and how it ended."""
    lines = [beginning(trace, linked).text(translate)]
    situation = situation_of(trace, linked)
    if situation is not None:
        lines.append(say("the moment falls in: {when}", when=situation.name).text(translate))
    last = len(trace.hops) - 1
    for index, hop in enumerate(trace.hops):
        branch, below = ("└─ ", "   ") if index == last else ("├─ ", "│  ")
        sentence = _told(hop, linked).text(translate)
        lines.append(f"{branch}{sentence}  [{document.span(hop.edge.route)}]")
        lines += [f"{below}{line.text(translate)}" for line in _rings(hop)]
    lines.append(ending(trace, linked).text(translate))
    if trace.unused_keys:
        lines.append(say("keys that nobody listened to: {keys}", keys=" ".join(trace.unused_keys)).text(translate))
    return "".join(f"{visible(line)}\n" for line in lines)


def beginning(trace: Trace, linked: LinkedPlan) -> Message:
    """Who calls what and when."""
    moment = trace.call.moment
    return say(
        "{day} {date} {time}: {caller} calls {place}",
        day=_DAYS[moment.weekday()],
        date=f"{moment:%Y-%m-%d}",
        time=f"{moment:%H:%M}",
        caller=_caller(trace.call.caller, linked),
        place=called(trace.call.entry, linked.numbering),
    )


def _caller(caller: Caller, linked: LinkedPlan) -> Message:
    if caller.user is not None:
        return say("user {key}", key=caller.user)
    if caller.number is not None:
        return say("{number}", number=linked.numbering.shown(caller.number))
    if caller.kind == "anonymous":
        return say("a caller without a number")
    return say("a caller from outside") if caller.external else say("a colleague")


def _told(hop: Hop, linked: LinkedPlan) -> Message:
    """A step; where a call ends well, the end itself is told below."""
    place = called(hop.edge.source, linked.numbering)
    match hop.edge.condition:
        case "answered":
            return say("{place} is called", place=place)
        case "after_greeting" if hop.edge.target.kind == "end":
            return say("{place} answers", place=place)
        case _:
            return told(hop.edge, linked.numbering)


def _rings(hop: Hop) -> Iterator[Message]:
    for ring in hop.rings:
        if ring.person == hop.answered_by:
            yield say("{person} rings and answers", person=ring.person)
        else:
            yield say("{person} rings for {seconds} s", person=ring.person, seconds=ring.end - ring.start)


def ending(trace: Trace, linked: LinkedPlan) -> Message:
    """How the call ended, and after how many seconds."""
    how = outcome(trace, linked)
    return say("ends after {seconds} s: {how}", seconds=trace.seconds, how=how)


def outcome(trace: Trace, linked: LinkedPlan) -> Message:
    """The end in words; a lost call is called that."""
    last = trace.hops[-1].edge.source if trace.hops else trace.call.entry
    if trace.answered_by:
        return say("{person} has the call", person=trace.answered_by)
    if trace.end in LOST:
        return say("lost: {end}", end=called(trace.end, linked.numbering))
    return _good(trace.end, last, linked)


def _good(end: Node, last: Node, linked: LinkedPlan) -> Message:
    place = called(last, linked.numbering)
    match end.key:
        case "message":
            return say("a message can be left at {place}", place=place)
        case "announced":
            return say("{place} plays its announcement and closes the call", place=place)
        case "fax":
            return say("{place} takes the call", place=place)
        case "called_outside":
            return say("the call is handed over to the number outside")
        case "refused":
            return say("refused, as the plan wants")
        case "hung_up":
            return say("ended by a key that says so")
        case _:
            return called(end, linked.numbering)
