"""A telephone rings so long that its forward or voicemail never has the call.

The network ends a call that nobody has answered for `company.ring_limit`, two minutes unless the company says
otherwise; a ring counts five seconds. What would take the call after more rings than that never does: the caller is
gone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.forwarding import RINGS_OF_A_USER, SECONDS_A_RING, Forward
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.ring_time import ends_before_its_turn

ABOUT = About(
    code="NP245",
    level=Level.WARNING,
    manual="5.2.2",
    bad="""
company: {ring_limit: 60s}
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, when: [no_answer], rings: 13}  # <-
  monteur:
    extension: 221
    devices: [{model: yealink-t54w}]
    forwarding: {missed: {to: 0612345678, rings: 14}}  # <-
""",
    good="""
company: {ring_limit: 60s}
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, when: [no_answer], rings: 12}
  monteur:
    extension: 221
    devices: [{model: yealink-t54w}]
    voicemail: {email: monteur@mijnbedrijf.example, when: [no_answer], rings: 4}
    forwarding: {busy: 0612345678}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at the users whose calls are given up though something is to take them when nobody answers."""
    late: dict[str, list[Edge]] = {}
    for edge in linked.graph.incoming.get(GIVES_UP, ()):
        if ends_before_its_turn(edge):
            late.setdefault(edge.source.key, []).append(edge)
    for key, edges in late.items():
        yield _finding(linked.plan.users[key], edges, linked)


def _finding(user: User, late: list[Edge], linked: LinkedPlan) -> Finding:
    limit = linked.plan.company.ring_limit
    section = late[0].route[2:4] if late[0].route[2] == "forwarding" else ("voicemail",)
    forward: Forward | None = getattr(user.forwarding, str(section[-1]), None)
    seconds = forward.seconds if forward else user.voicemail.rings * SECONDS_A_RING if user.voicemail else 0
    most = max(rings for rings in RINGS_OF_A_USER if rings * SECONDS_A_RING <= limit)
    return Finding(
        user.at(*section, "rings"),
        say(
            "this takes calls of {key} after {seconds} s, but ringing ends after {limit} s",
            key=user.key,
            seconds=seconds,
            limit=limit,
        ),
        remarks=(Remark(("company", "ring_limit"), say("ringing ends after {limit} s", limit=limit)),)
        if "ring_limit" in linked.plan.company.model_fields_set
        else (),
        help=say("write rings: {most} or fewer", most=most) if most else say("write rings: 0"),
        claim=over(late, GIVES_UP, essential=False),
    )
