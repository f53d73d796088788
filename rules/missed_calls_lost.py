"""Calls from outside are lost while a user is absent, busy or not registered.

Whoever can be called from outside needs a place for the calls that are not taken: a voicemail, a colleague, a mobile.
Two of the three cases covered and the third forgotten is the commonest mistake of all. A voicemail with
`when: [no_answer]` does not take calls while the line is busy or the internet is down; one that takes busy calls
takes those of a telephone that is not registered too.

An own mobile to which the company sends calls needs such a place too, in the mobile network: a forward to a phone
number, or its business voicemail.

`forwarding.missed` stands for all three cases that are not written out. Users whom only colleagues call, and members of
a group who have no number, need nothing: the group looks after its calls.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import BUSY_TONE, GIVES_UP, Condition, Edge
from nummerplan.model.calls.guard import ALWAYS
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import AddEntry, Finding, Fix, Level, Remark, SetValue
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.people import can_ring
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.left_to_platform import help_if_unmanaged
from nummerplan.rules.analysis.night_calls import waits_in_vain_at_night
from nummerplan.rules.analysis.ring_time import ends_before_its_turn

ABOUT = About(
    code="NP223",
    level=Level.WARNING,
    manual="6.6.4",
    bad="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding:  # <-
      no_answer: "0612345678"
      not_reachable: "0612345678"
  verkoper:
    extension: 211
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    voicemail: {email: verkoop@mijnbedrijf.example}  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding: {missed: "0612345678"}
  verkoper:
    extension: 211
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    voicemail: {email: verkoop@mijnbedrijf.example, when: [busy, no_answer]}
  monteur:
    extension: 221
    devices: [{model: yealink-t54w}]
""",
)

_LOST_HERE = (BUSY_TONE, GIVES_UP)
_CASES: tuple[Condition, ...] = ("no_answer", "busy", "not_reachable")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at the users and own mobiles that ring and that callers from outside come to, and at how calls end."""
    outside = linked.calls.from_outside
    for node, edges in linked.graph.edges.items():
        if node.kind not in ("user", "mobile") or not any(edge.target in _LOST_HERE for edge in edges):
            continue
        lost = [edge for edge in edges if edge.target in _LOST_HERE and edge.condition in _CASES and edge.takes(True)]
        lost = [edge for edge in lost if not ends_before_its_turn(edge)]
        user = linked.plan.users[node.key] if node.kind == "user" else None
        if not lost or node not in outside or (user and not can_ring(user)) or waits_in_vain_at_night(node, linked):
            continue
        lost = [edge for edge in lost if linked.calls.ever_taken(edge)]
        if not lost:
            continue
        # What takes nothing of people comes first: then every caller is lost, and that call is shown.
        lost.sort(key=lambda edge: (edge.guard != ALWAYS, _CASES.index(edge.condition)))
        if user:
            yield _finding(user, lost, linked)
        else:
            yield _of_mobile(linked.plan.mobile.subscriptions[node.key], lost, linked)


def _of_mobile(mobile: Subscription, lost: list[Edge], linked: LinkedPlan) -> Finding:
    states = linked.words.either(_states(lost))
    return Finding(
        mobile.route,
        say("calls that the company sends to mobile {key} are lost while {states}", key=mobile.key, states=states),
        on_key=True,
        help=say("give the mobile a forwarding to a number of the company, or business_voicemail: true if it has one"),
        claim=over(lost, *_LOST_HERE, who="external"),
    )


def _finding(user: User, lost: list[Edge], linked: LinkedPlan) -> Finding:
    node = node_of(user)
    gone = {edge.condition for edge in lost}
    covered = [edge for edge in linked.graph.edges[node] if edge.condition in _CASES and edge.condition not in gone]
    states = linked.words.either(_states(lost))
    unknown = help_if_unmanaged(user, "forwarding", "voicemail")
    return Finding(
        user.at(_section(user)) if _section(user) else user.route,
        say("calls from outside to {key} are lost while {states}", key=user.key, states=states)
        if unknown is None
        else say("by the plan calls from outside to {key} are lost while {states}", key=user.key, states=states),
        on_key=True,
        remarks=tuple(Remark(edge.route, linked.words.step(edge)) for edge in covered),
        help=unknown or _help(user, gone),
        fix=None if unknown else _fix(user, gone),
        claim=over(lost, *_LOST_HERE, who="external"),
        level=None if unknown is None else Level.ADVICE,
    )


def _section(user: User) -> str:
    """The section in which the missing word belongs."""
    if "forwarding" in user.model_fields_set:
        return "forwarding"
    return "voicemail" if user.voicemail else ""


def _states(lost: list[Edge]) -> list[Message]:
    """What people are like, each once: several edges of one kind are for several hours."""
    found: list[Message] = []
    for state in map(_state, lost):
        if state not in found:
            found.append(state)
    return found


def _state(edge: Edge) -> Message:
    if edge.guard == ALWAYS:
        return say("nothing can ring")
    if edge.condition == "no_answer":
        return say("nobody answers")
    if edge.condition == "busy":
        return say("the line is busy")
    return say("it is not registered") if edge.source.kind == "mobile" else say("no telephone is registered")


def _help(user: User, gone: set[Condition]) -> Message:
    if user.voicemail is None:
        return say("say where they go: forwarding: {{missed: DESTINATION}} stands for all cases not written out")
    if "busy" in gone:
        return say("let the voicemail take them, when: [busy, no_answer], or add forwarding: {{missed: DESTINATION}}")
    return say("let the voicemail take them too, or add forwarding: {{missed: DESTINATION}}")


def _fix(user: User, gone: set[Condition]) -> Fix | None:
    """Only where the plan already says who takes the calls that are covered."""
    if user.voicemail is not None:
        return _by_voicemail(user, gone)
    destination = _destination(user)
    if destination is None:
        return None
    forwarding = user.at("forwarding")
    if len(gone) == 1:
        edit = AddEntry(forwarding, next(iter(gone)), destination)
    else:
        edit = AddEntry(forwarding, "missed", destination)
    return Fix(say("send these calls to {destination} too", destination=destination), (edit,), safe=False)


def _by_voicemail(user: User, gone: set[Condition]) -> Fix | None:
    """The voicemail takes what is lost; a busy case that it takes covers the unreachable telephone."""
    if user.voicemail is None:
        return None
    more = [word for word in ("busy", "no_answer") if word in gone and word not in user.voicemail.when]
    if gone == {"not_reachable"} or not more:
        return None
    text = f"[{', '.join((*user.voicemail.when, *more))}]"
    written = "when" in user.voicemail.model_fields_set
    edit = SetValue(user.at("voicemail", "when"), text) if written else AddEntry(user.at("voicemail"), "when", text)
    return Fix(say("let the voicemail take these calls"), (edit,), safe=False)


def _destination(user: User) -> str | None:
    """The destination to which the user already sends missed calls, if it is one and the same."""
    forwards = (user.forwarding.busy, user.forwarding.no_answer, user.forwarding.not_reachable, user.forwarding.missed)
    named = {_text(forward.to) for forward in forwards if forward and forward.to is not None}
    return named.pop() if len(named) == 1 else None


def _text(destination: str | VoicemailOf | None) -> str | None:
    return destination if isinstance(destination, str) else None
