"""A voicemail takes no calls: it has no case, or forwarding takes them all, and nothing is sent to it.

`when: []` says that the voicemail takes no call by itself. That is of use where a key, a forward or an overflow sends
calls to it (`{voicemail: KEY}`); where nothing does, nobody ever leaves a message. Name the cases (`busy`, `no_answer`,
`always`), or leave the voicemail out.

Of forwarding and voicemail in the same case forwarding goes first, on no answer when it has as many rings or fewer. A
voicemail behind `forwarding: {missed: ...}` waits for messages that nobody can leave: leave it a case, or send calls
to it from the forward's destination. Where people switch forwarding by hand (`managed_by_user`) it may have its turn.
"""

from collections.abc import Collection, Iterator

from nummerplan.model.calls.call_graph import LOST, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.model.plan.voicemail import Voicemail
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP511",
    level=Level.WARNING,
    manual="6.6.4",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: 0612345678}
    voicemail:
      email: receptie@mijnbedrijf.example
      when: []  # <-
  verkoper1:
    extension: 211
    devices: [{model: yealink-t54w}]
    forwarding: {missed: receptie}
    voicemail:
      email: vera@mijnbedrijf.example
      when: [busy, no_answer]  # <-
  verkoper2:
    extension: 212
    devices: [{model: yealink-t54w}]
    forwarding: {busy: receptie}
    voicemail:
      email: victor@mijnbedrijf.example
      when: [busy]  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: support}
    voicemail:
      email: receptie@mijnbedrijf.example
      when: []
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
    forwarding: {missed: {to: 0612345678, rings: 3}}
    voicemail: {email: sanne@mijnbedrijf.example, when: [busy, no_answer]}
  verkoper1:
    extension: 211
    devices: [{model: yealink-t54w}]
    forwarding: {busy: receptie, not_reachable: receptie}
    voicemail: {email: vera@mijnbedrijf.example, when: [busy, no_answer]}
  verkoper2:
    extension: 212
    devices: [{model: yealink-t54w}]
    forwarding: {always: 0612345678}
    voicemail: {email: victor@mijnbedrijf.example, when: [busy, no_answer]}
  directie:
    extension: 210
    devices: [{model: yealink-t54w}]
    managed_by_user: [forwarding]
    forwarding: {missed: receptie}
    voicemail: {email: directie@mijnbedrijf.example, when: [busy, no_answer]}
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: {voicemail: receptie}}
  verkoop:
    extension: 103
    members: [verkoper1]
    overflow: {after: 60s, to: {voicemail: support1}}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report voicemail to which no step of a call leads: it has no case, or forwarding is before it in each."""
    for user in linked.plan.users.values():
        voicemail = user.voicemail
        if voicemail is None or (voicemail.when and not user.forwarding.model_fields_set):
            continue
        if linked.graph.incoming.get(Node("voicemail", user.key)):
            continue
        if not voicemail.when:
            yield Finding(
                user.at("voicemail", "when"),
                say("the voicemail of {key} takes no calls: no case is named, and nothing leads to it", key=user.key),
                help=say("name the cases, as in when: [busy, no_answer], or leave voicemail out"),
            )
        elif "forwarding" not in _switched_by_hand(user, linked) and (first := _taken_first(user, voicemail, linked)):
            yield Finding(
                user.at("voicemail", "when"),
                say(
                    "the voicemail of {key} takes no calls: forwarding takes them first, and nothing else leads to it",
                    key=user.key,
                ),
                remarks=(Remark(first[0].route, say("calls go here first")),),
                help=say(
                    "leave a case to it in forwarding, send calls to it with {{voicemail: {key}}}, or leave voicemail "
                    "out",
                    key=user.key,
                ),
                claim=over(first, essential=False),
            )


def _switched_by_hand(user: User, linked: LinkedPlan) -> Collection[str]:
    """What the user switches on his telephone: while he has taken a forward out, his voicemail takes the calls."""
    return linked.plan.company.managed_by_user if user.managed_by_user is None else user.managed_by_user


def _taken_first(user: User, voicemail: Voicemail, linked: LinkedPlan) -> list[Edge]:
    """The steps by which forwarding takes every call that the voicemail is to take; none where it leaves one."""
    found = steps(user, linked, "no_answer") if "no_answer" in voicemail.when else []
    if "busy" in voicemail.when:
        found += steps(user, linked, "busy", "not_reachable")
    forwarding = user.at("forwarding")
    by_forward = (edge.route[: len(forwarding)] == forwarding and edge.target not in LOST for edge in found)
    return found if all(by_forward) else []
