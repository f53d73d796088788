"""How a call ended, in the words of a call test: `ends: answered`, `ends: {mailbox: company}`."""

from collections.abc import Iterable
from typing import NamedTuple

from nummerplan.compiler.calls.describe_call import CallError
from nummerplan.compiler.text.vocabulary.ends import end_group_sentence, end_sentence
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_graph import ANNOUNCED, END_GROUPS, FAX, MESSAGE, NOT_LOST, OUTSIDE, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import End, MailboxEnd

_SEVERAL: dict[str, frozenset[Node]] = {"not_lost": NOT_LOST} | dict(END_GROUPS)
_AT_MAILBOX = frozenset({MESSAGE, ANNOUNCED, FAX})


class WantedEnd(NamedTuple):
    """One of some ends, and perhaps at a place: a mailbox, a voicemail, a number outside."""

    ends: frozenset[Node]
    place: Node | None = None

    def matches(self, end: Node, last_step: Iterable[Node]) -> bool:
        """Whether a call ended so, that went from one to the other of these places last."""
        return end in self.ends and (self.place is None or self.place in last_step)


def wanted_end(end: End, linked: LinkedPlan) -> WantedEnd:
    """What a test means by an end; raises `CallError` when it names what is not there."""
    if not isinstance(end, MailboxEnd):
        return WantedEnd(_SEVERAL.get(end) or frozenset({Node("end", end)}))
    return WantedEnd(frozenset({OUTSIDE}) if end.outside else _AT_MAILBOX, _place(end, linked))


def _place(end: MailboxEnd, linked: LinkedPlan) -> Node:
    places = [(kind, name) for kind, name in end if name is not None]
    if len(places) != 1:
        raise CallError(say("a call ends at one place: name a mailbox, a voicemail or a number outside"))
    ((kind, name),) = places
    number = linked.numbering.e164(name)
    if kind == "outside":
        if number is None or linked.is_assigned(number):
            raise CallError(say("{number} is no phone number outside the company", number=name))
        return Node("outside", number)
    holders = linked.extensions.get(name) or linked.numbers.get(number or "") or ()
    for entity in (*linked.names.get(name, ()), *(holder.entity for holder in holders)):
        if kind == "voicemail" and entity.section == "users":
            return Node("voicemail", entity.key)
        if entity.section == ("mailboxes" if kind == "mailbox" else "mobile"):
            return node_of(entity)
    if kind == "mailbox":
        raise CallError(say("{name} is no mailbox of this plan", name=name))
    raise CallError(say("{name} is no user and no mobile of this plan", name=name))


def end_text(end: End, linked: LinkedPlan) -> Message:
    """An end that a test names, as a sentence."""
    if isinstance(end, MailboxEnd):
        return say("the call ends at {place}", place=place_name(_place(end, linked), linked.numbering))
    return end_group_sentence(end) or end_sentence(Node("end", end))


def end_to_write(trace: Trace, linked: LinkedPlan) -> str | dict[str, str]:
    """How a call ended, as a test says it."""
    if trace.end == OUTSIDE:
        return {"outside": linked.numbering.shown(trace.hops[-1].edge.target.key)}
    if trace.end in _AT_MAILBOX and trace.hops[-1].edge.source.kind != "user":
        source = trace.hops[-1].edge.source
        return {"mailbox" if source.kind == "mailbox" else "voicemail": source.key}
    return trace.end.key
