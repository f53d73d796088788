"""How a call ended, held against the words of a call test: `ends: answered`, `ends: {mailbox: company}`."""

from typing import NamedTuple

from nummerplan.compiler.calls.describe_call import CallError
from nummerplan.compiler.text.vocabulary.ends import end_sentence
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_graph import (
    ANNOUNCED,
    ANSWERED,
    BUSY_TONE,
    CALLED_OUTSIDE,
    CUT_OFF,
    FAX,
    HUNG_UP,
    LOST,
    MESSAGE,
    NOT_IN_USE,
    REFUSED,
    RINGS_OUT,
    Edge,
    Node,
)
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import End, EndWord, MailboxEnd

_ENDS: dict[EndWord, frozenset[Node]] = {
    "answered": frozenset({ANSWERED}),
    "refused": frozenset({REFUSED}),
    "hung_up": frozenset({HUNG_UP}),
    "busy_tone": frozenset({BUSY_TONE}),
    "not_in_use": frozenset({NOT_IN_USE}),
    "gives_up": frozenset({RINGS_OUT}),
    "cut_off": frozenset({CUT_OFF}),
    "lost": LOST,
}


class Ending(NamedTuple):
    """The end of a call, and the last edge that it took."""

    end: Node
    last: Edge | None


class WantedEnd(NamedTuple):
    """An end that a test names: one of some ends, all but them, or a place (a mailbox, a number outside)."""

    ends: frozenset[Node] = frozenset()
    negated: bool = False
    place: Node | None = None

    def matches(self, ending: Ending) -> bool:
        """Whether a call ended so."""
        if self.place is None:
            return (ending.end in self.ends) != self.negated
        if ending.last is None:
            return False
        if self.place.kind == "outside":
            return ending.last.target == self.place
        return ending.last.source == self.place and ending.end in (MESSAGE, ANNOUNCED, FAX)


def ending_of(trace: Trace) -> Ending:
    """How a followed call ended."""
    return Ending(trace.end, trace.hops[-1].edge if trace.hops else None)


def wanted_end(end: End, linked: LinkedPlan) -> WantedEnd:
    """What a test means by an end; raises `CallError` when it names what is not there."""
    if isinstance(end, MailboxEnd):
        return WantedEnd(place=_place(end, linked))
    if end == "not_lost":
        return WantedEnd(LOST, negated=True)
    return WantedEnd(_ENDS[end])


def _place(end: MailboxEnd, linked: LinkedPlan) -> Node:
    given = [text for text in (end.mailbox, end.voicemail, end.outside) if text is not None]
    if len(given) != 1:
        raise CallError(say("a call ends at one place: name a mailbox, a voicemail or a number outside"))
    if end.outside is not None:
        number = linked.numbering.e164(end.outside)
        if number is None or linked.is_assigned(number):
            raise CallError(say("{number} is no phone number outside the company", number=end.outside))
        return Node("outside", number)
    named = linked.names.get(given[0], ())
    holders = linked.extensions.get(given[0]) or linked.numbers.get(linked.numbering.e164(given[0]) or "") or ()
    for entity in (*named, *(holder.entity for holder in holders)):
        if end.mailbox is not None and entity.section == "mailboxes":
            return node_of(entity)
        if end.voicemail is not None and entity.section == "users" and entity.key in linked.plan.users:
            return Node("voicemail", entity.key)
        if end.voicemail is not None and entity.section == "mobile":
            return node_of(entity)
    if end.mailbox is not None:
        raise CallError(say("{name} is no mailbox of this plan", name=end.mailbox))
    raise CallError(say("{name} is no user and no mobile of this plan", name=given[0]))


def end_text(end: End, linked: LinkedPlan) -> Message:
    """An end in words."""
    if isinstance(end, MailboxEnd):
        node = _place(end, linked)
        return say("the call ends at {place}", place=place_name(node, linked.numbering))
    match end:
        case "lost":
            return say("the caller is lost")
        case "not_lost":
            return say("the caller is not lost")
        case _:
            return end_sentence(next(iter(_ENDS[end])))


def called_outside(end: End, number: str, linked: LinkedPlan) -> bool:
    """Whether a call that was made to a number outside ends as a test says."""
    return wanted_end(end, linked).matches(
        Ending(CALLED_OUTSIDE, Edge(Node("outside", number), Node("outside", number), "left_outside", ()))
    )
