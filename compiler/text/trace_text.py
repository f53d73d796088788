"""A followed call as people read it: a tree of steps, each with its reason and the line that decides."""

from collections.abc import Iterator

from nummerplan.compiler.text.call_text import call_beginning, call_outcome
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.vocabulary.days import comes_twice, first_of_two
from nummerplan.compiler.text.vocabulary.steps import condition_sentence, step_sentence
from nummerplan.model.calls.call import Hop, Trace
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.document import Document
from nummerplan.model.message import Message, Translate, say


def trace_text(
    trace: Trace, linked: LinkedPlan, document: Document, translate: Translate, situation: Situation | None
) -> str:
    """The call, a line for each step and for everyone whose telephones rang, and how it ended.

    `situation` is the one in which the call was made; None for a moment beyond the horizon.
    """
    lines = [call_beginning(trace.call, linked).text(translate)]
    if situation is not None:
        lines.append(say("the moment falls in: {when}", when=situation.name).text(translate))
    if comes_twice(trace.call.moment, linked.plan.company.time_zone):
        lines.append(first_of_two(trace.call.moment).text(translate))
    last = len(trace.hops) - 1
    for index, hop in enumerate(trace.hops):
        branch, below = ("└─ ", "   ") if index == last else ("├─ ", "│  ")
        lines.append(f"{branch}{_step(hop, linked).text(translate)}  [{document.span(hop.edge.route)}]")
        lines += [f"{below}{line.text(translate)}" for line in _rings(hop)]
    outcome = call_outcome(trace, linked)
    lines.append(say("ends after {seconds} s: {how}", seconds=trace.seconds, how=outcome).text(translate))
    if trace.unused_keys:
        lines.append(say("keys that no menu took: {keys}", keys=" ".join(trace.unused_keys)).text(translate))
    lines += [note.text(translate) for note in trace.notes]
    return "".join(f"{escape_terminal(line)}\n" for line in lines)


def _step(hop: Hop, linked: LinkedPlan) -> Message:
    """A step; the end of the call has a line of its own."""
    ends = hop.edge.target.kind == "end"
    return condition_sentence(hop.edge, linked.numbering) if ends else step_sentence(hop.edge, linked.numbering)


def _rings(hop: Hop) -> Iterator[Message]:
    for ring in hop.rings:
        if ring.person == hop.answered_by:
            yield say("{person} rings and answers", person=ring.person)
        else:
            yield say("{person} rings for {seconds} s", person=ring.person, seconds=ring.end - ring.start)
