"""How a call ended, held against the words of a call test: `ends: answered`, `ends: {mailbox: company}`."""

from typing import NamedTuple

from nummerplan.compiler.describe_call import CallError
from nummerplan.model.call import Trace
from nummerplan.model.call_graph import (
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
from nummerplan.model.call_way import called
from nummerplan.model.calls import End, EndWord, MailboxEnd
from nummerplan.model.case import Case, node_of
from nummerplan.model.message import Message, say

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


def wanted_end(end: End, case: Case) -> WantedEnd:
    """What a test means by an end; raises `CallError` when it names what is not there."""
    if isinstance(end, MailboxEnd):
        return WantedEnd(place=_place(end, case))
    if end == "not_lost":
        return WantedEnd(LOST, negated=True)
    return WantedEnd(_ENDS[end])


def _place(end: MailboxEnd, case: Case) -> Node:
    given = [text for text in (end.mailbox, end.voicemail, end.outside) if text is not None]
    if len(given) != 1:
        raise CallError(say("a call ends at one place: name a mailbox, a voicemail or a number outside"))
    if end.outside is not None:
        number = case.numbering.e164(end.outside)
        if number is None or case.is_assigned(number):
            raise CallError(say("{number} is no phone number outside the company", number=end.outside))
        return Node("outside", number)
    named = case.names.get(given[0], ())
    holders = case.extensions.get(given[0]) or case.numbers.get(case.numbering.e164(given[0]) or "") or ()
    for entity in (*named, *(holder.entity for holder in holders)):
        if end.mailbox is not None and entity.section == "mailboxes":
            return node_of(entity)
        if end.voicemail is not None and entity.section == "users" and entity.key in case.plan.users:
            return Node("voicemail", entity.key)
        if end.voicemail is not None and entity.section == "mobile":
            return node_of(entity)
    if end.mailbox is not None:
        raise CallError(say("{name} is no mailbox of this plan", name=end.mailbox))
    raise CallError(say("{name} is no user and no mobile of this plan", name=given[0]))


def end_text(end: End, case: Case) -> Message:
    """An end in words."""
    if isinstance(end, MailboxEnd):
        node = wanted_end(end, case).place
        return called(node, case.numbering) if node else say("the end of the call")
    match end:
        case "answered":
            return say("somebody answers")
        case "refused":
            return say("the call is refused")
        case "hung_up":
            return say("ended by a key that says so")
        case "lost":
            return say("the caller is lost")
        case "not_lost":
            return say("the caller is not lost")
        case _:
            return called(next(iter(_ENDS[end])), case.numbering)


def called_outside(end: End, number: str, case: Case) -> bool:
    """Whether a call that was made to a number outside ends as a test says."""
    return wanted_end(end, case).matches(
        Ending(CALLED_OUTSIDE, Edge(Node("outside", number), Node("outside", number), "left_outside", ()))
    )
