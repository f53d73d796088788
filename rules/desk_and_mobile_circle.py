"""A desk phone and an own mobile send their calls to each other.

Each passes on what it does not take, and the other passes it back: the call stays in this loop until a
network drops it. With simultaneous ring it is worse to see through: the desk rings the mobile, the mobile
forwards to the desk, and the desk's voicemail or the busy tone answers a call that is still ringing.

Let the mobile's forwards end at the voicemail of somebody (a number that takes messages), or take them out:
the desk's own forward or voicemail takes the call then.

It is an error when any night brings it about, a warning when it takes people being busy or calls of colleagues only.
"""

from collections.abc import Iterator
from itertools import product

from nummerplan.model.calls.call_graph import LOOPING_ENDS, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import Claim, over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP321",
    level=Level.ERROR,
    manual="7.1",
    bad="""
users:
  victor:
    number: 0854879612
    devices: [{model: snom-d735}]
    forwarding:
      no_answer: 0612345678
mobile:
  subscriptions:
    victor_mobiel:
      number: 0612345678
      forwarding:
        no_answer: 0854879612  # <-
""",
    good="""
users:
  victor:
    number: 0854879612
    devices: [{model: snom-d735}]
    forwarding:
      not_reachable: 0612345678
    voicemail: {email: victor@mijnbedrijf.example, when: [busy, no_answer]}
mobile:
  subscriptions:
    victor_mobiel:
      number: 0612345678
""",
)

ANY_NIGHT = frozenset({"always", "no_answer", "night"})
"""What happens at a desk when its owner has gone home."""
ANY_NIGHT_ON_A_MOBILE = frozenset({"always", "no_answer", "not_reachable"})
"""A mobile is switched off at night as well."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each mobile and desk that pass calls to each other, at the mobile's forward."""
    rung = _rung_together(linked)
    for mobile in linked.plan.mobile.subscriptions.values():
        reported: set[Node] = set()
        node = node_of(mobile)
        for back in linked.graph.edges.get(node, ()):
            if back.target.kind == "user" and back.target not in reported:
                backs = [edge for edge in linked.graph.edges[node] if edge.target == back.target]
                out = [edge for edge in linked.graph.edges.get(back.target, ()) if edge.target == node]
                if out:
                    reported.add(back.target)
                    yield _circle(linked, mobile, out, backs)
                elif (back.target, node) in rung:
                    reported.add(back.target)
                    yield _rings_itself(linked, mobile, back, rung[back.target, node])


def _rung_together(linked: LinkedPlan) -> dict[tuple[Node, Node], Route]:
    """Users and the own mobiles that ring together with them."""
    return {
        (node_of(use.owner), use.node): use.route
        for use in linked.destinations
        if use.purpose == "simultaneous_ring" and use.owner and use.node and use.node.kind == "mobile"
    }


def _circle(linked: LinkedPlan, mobile: Subscription, out: list[Edge], backs: list[Edge]) -> Finding:
    every_night = any(edge.condition in ANY_NIGHT for edge in out) and any(
        edge.condition in ANY_NIGHT_ON_A_MOBILE for edge in backs
    )
    back = next((edge for edge in backs if edge.condition in ANY_NIGHT_ON_A_MOBILE), backs[0])
    forth = next((edge for edge in out if edge.condition in ANY_NIGHT), out[0])
    return Finding(
        back.route,
        say("calls are in a loop between {user} and mobile {mobile}", user=back.target.key, mobile=mobile.key),
        remarks=(Remark(forth.route, say("{user} sends them to the mobile", user=back.target.key)),),
        help=_help(at_night=forth.condition == "night"),
        claim=Claim(tuple(product((forth, *out), (back, *backs))), LOOPING_ENDS),
        level=None if every_night else Level.WARNING,
    )


def _rings_itself(linked: LinkedPlan, mobile: Subscription, back: Edge, rings: Route) -> Finding:
    return Finding(
        back.route,
        say(
            "{user} rings mobile {mobile}, which forwards to {user}: the call comes back to the phone that is ringing",
            user=back.target.key,
            mobile=mobile.key,
        ),
        remarks=(Remark(rings, say("the mobile rings together with the desk")),),
        help=_help(at_night=False),
        claim=over(steps(linked.plan.users[back.target.key], linked, "no_answer"), essential=False),
        level=Level.WARNING,
    )


def _help(at_night: bool) -> Message:
    if at_night:
        return say("take the mobile's forward to the desk out: at night the desk sends the call to the mobile again")
    return say("take the mobile's forward to the desk out; the desk's own forward or voicemail takes the call then")
