"""Night forwarding leads to a place that is night-forwarded itself.

The call is sent on at once and the destination never rings at night; if it follows the same setting, the
call comes back to it in a loop. This is the commonest mistake with a night duty: following the company
is the default. Set `night_forwarding: off` at the destination.

Night forwardings that lead to each other in a loop are an error, reported once.
"""

from collections.abc import Iterator
from dataclasses import replace

from nummerplan.model.calls.call_graph import LOOPING_ENDS, CallGraph, Edge, Node
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.calls.night import NightForwarded, night_active, night_of
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import deciding

ABOUT = About(
    code="NP310",
    level=Level.WARNING,
    manual="6.4.4",
    bad="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: piket  # <-
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  piket:
    extension: 230
    number: 088-7654000
    devices: [{model: yealink-t54w}]
""",
    good="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: piket
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  piket:
    extension: 230
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    night_forwarding: off
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report night destinations with an acting night forwarding of their own; a loop once, as an error."""
    reported: set[frozenset[Node]] = set()
    for use in linked.destinations:
        if use.purpose != "night" or use.node is None or use.node.kind in ("voicemail", "mailbox", "outside"):
            continue
        entity = linked.entity(use.node)
        company = linked.plan.company
        if not isinstance(entity, User | HuntGroup | AutoAttendant) or night_active(company, use.owner) is None:
            continue
        night = night_of(company, entity)
        if night is None or (night.clock and night.clock.always_open):
            continue
        loop = _circle(use.node, linked.graph)
        if not loop:
            yield _onward(linked, use, use.node, entity)
        elif any(edge.route == use.route for edge in loop):
            places = frozenset(edge.source for edge in loop)
            if places not in reported:
                reported.add(places)
                yield _looping(linked, use, loop, entity)


def _circle(start: Node, graph: CallGraph) -> tuple[Edge, ...]:
    """The night forwardings by which a call comes back to where it started; empty if it comes to rest or elsewhere."""
    edges: list[Edge] = []
    node, seen = start, set[Node]()
    while node not in seen:
        seen.add(node)
        edge = next((edge for edge in graph.edges.get(node, ()) if edge.condition == "night"), None)
        if edge is None:
            return ()
        edges.append(edge)
        node = edge.target
    return tuple(edges) if node == start else ()


def _looping(linked: LinkedPlan, use: DestinationUse, loop: tuple[Edge, ...], entity: NightForwarded) -> Finding:
    here = linked.words.place(loop[0].source)
    if len(loop) == 1:
        message = say("{here} is night-forwarded to itself: at night calls are in a loop", here=here)
    else:
        places = linked.words.path([loop[0].source, *(edge.target for edge in loop)])
        message = say("at night calls are in a loop: {places}", places=places)
    found = _finding(use, message, here, entity)
    return replace(found, claim=Claim((loop,), LOOPING_ENDS, "external"), level=Level.ERROR)


def _onward(linked: LinkedPlan, use: DestinationUse, node: Node, entity: NightForwarded) -> Finding:
    onward = next((edge for edge in linked.graph.edges.get(node, ()) if edge.condition == "night"), None)
    here = linked.words.place(node)
    if onward is None:
        return _finding(
            use, say("{here} is night-forwarded itself and does not ring at night", here=here), here, entity
        )
    message = say(
        "{here} is night-forwarded itself, and at night {onward}",
        here=here,
        onward=linked.words.onward(onward.target),
    )
    ways = tuple((edge, onward) for edge in deciding(use, linked)) or ((onward,),)
    return replace(_finding(use, message, here, entity), claim=Claim(ways, who="external"))


def _finding(use: DestinationUse, message: Message, here: Message, entity: NightForwarded) -> Finding:
    return Finding(
        use.route,
        message,
        remarks=(Remark(entity.at("night_forwarding"), say("it follows the company or has its own night forwarding")),),
        help=say("set night_forwarding: off at {here}", here=here),
    )
