"""A destination is switched off or cannot take calls.

The destination exists, but no call can be taken there: nobody is behind the key. A user without telephone, forwarding
and voicemail, a user who refuses all callers from outside, a menu without a menu, or a mobile whose SIM card is blocked
or whose subscription has ended. Groups in which nothing rings have rules of their own.

One finding is made for each such destination, at the first place that leads there; the others are listed with it.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import BUSY_TONE, Node
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP202",
    level=Level.ERROR,
    manual="6.8.3",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
  oud_collega:
    extension: 211
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        1: oud_collega  # <-
        9: {operator: receptie}
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
hunt_groups:
  verkoop:
    extension: 101
    members: [receptie]
    overflow: {after: 30s, to: 0612345678}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        1: verkoop
        9: {operator: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Judge every destination once, wherever it is used."""
    reasons: dict[Node, Message | None] = {}
    uses: dict[Node, list[DestinationUse]] = {}
    for use in linked.destinations:
        node = use.node
        if node is None or node.kind in ("outside", "end", "mailbox", "voicemail"):
            continue
        if node not in reasons:
            reasons[node] = _reason(node, linked)
        if reasons[node] is not None:
            uses.setdefault(node, []).append(use)
    for node, places in uses.items():
        if reason := reasons[node]:
            yield _finding(node, places, reason, linked)


def _finding(node: Node, places: list[DestinationUse], reason: Message, linked: LinkedPlan) -> Finding:
    places.sort(key=lambda use: use.purpose not in ("key", "operator"))
    entity = linked.entity(node)
    also = [Remark(use.route, say("leads there too")) for use in places[1:4]]
    name = linked.words.place(node)
    own = [Remark(entity.route, say("this is {place}", place=name), on_key=True)] if entity else []
    return Finding(
        places[0].route,
        say("nobody can take a call here: {reason}", reason=reason),
        remarks=(*own, *also),
        help=say("name another destination, or make this one take calls"),
        claim=claim_of(places[0], linked),
    )


def _reason(node: Node, linked: LinkedPlan) -> Message | None:
    entity = linked.entity(node)
    if isinstance(entity, User):
        return _of_user(entity, node, linked)
    if isinstance(entity, AutoAttendant):
        if entity.business_hours_menu is None and entity.after_hours_menu is None:
            return say("menu {key} has no menu", key=entity.key)
        return None
    if isinstance(entity, Subscription):
        return _of_mobile(entity, linked)
    return None


def _of_user(user: User, node: Node, linked: LinkedPlan) -> Message | None:
    if user.blocked_callers.all:
        return say("user {key} refuses all callers from outside", key=user.key)
    if _is_dead(node, linked):
        return say("nothing can ring for user {key}", key=user.key)
    return None


def _is_dead(node: Node, linked: LinkedPlan) -> bool:
    """Nothing can ring, and whoever calls by day comes to a busy tone that nobody asked for."""
    edges = [edge for edge in linked.graph.edges.get(node, ()) if edge.condition not in ("refused", "night")]
    return bool(edges) and all(edge.target == BUSY_TONE and edge.condition == "not_reachable" for edge in edges)


def _of_mobile(mobile: Subscription, linked: LinkedPlan) -> Message | None:
    if mobile.ends is not None and mobile.ends < linked.today:
        return say("the subscription of mobile {key} ended on {day}", key=mobile.key, day=mobile.ends)
    if mobile.sim_blocked and not mobile.business_voicemail and not mobile.forwarding.model_fields_set:
        return say("the SIM card of mobile {key} is blocked", key=mobile.key)
    return None
