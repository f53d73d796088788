"""Night forwarding leads to a place that is night-forwarded itself.

The call is sent on at once and the destination never rings at night; if it follows the same setting, the
call comes back to it and goes round. This is the commonest mistake with a night duty: following the company
is the default. Set `night_forwarding: off` at the destination.

Night forwardings that lead to each other in a circle are an error, reported once.
"""

from collections.abc import Iterator
from dataclasses import replace

from nummerplan.model.auto_attendants import AutoAttendant
from nummerplan.model.call_graph import ROUND, CallGraph, Edge, Node
from nummerplan.model.call_way import arrows, called
from nummerplan.model.case import Case, DestinationUse
from nummerplan.model.deciding import deciding
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.hunt_groups import HuntGroup
from nummerplan.model.message import Message, say
from nummerplan.model.night import NightForwarded, night_active, night_of
from nummerplan.model.rule import About
from nummerplan.model.users import User
from nummerplan.model.witness import Claim

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
    devices: [{model: yealink-t54w}]
    night_forwarding: off
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Report night destinations with an acting night forwarding of their own; a circle once, as an error."""
    told: set[frozenset[Node]] = set()
    for use in case.destinations:
        if use.purpose != "night" or use.node is None or use.node.kind in ("voicemail", "mailbox", "outside"):
            continue
        entity = case.entity(use.node)
        company = case.plan.company
        if not isinstance(entity, User | HuntGroup | AutoAttendant) or night_active(company, use.owner) is None:
            continue
        night = night_of(company, entity)
        if night is None or (night.clock and night.clock.always_open):
            continue
        circle = _circle(use.node, case.graph)
        if not circle:
            yield _onward(case, use, use.node, entity)
        elif any(edge.route == use.route for edge in circle):
            places = frozenset(edge.source for edge in circle)
            if places not in told:
                told.add(places)
                yield _round(case, use, circle, entity)


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


def _round(case: Case, use: DestinationUse, circle: tuple[Edge, ...], entity: NightForwarded) -> Finding:
    here = called(circle[0].source, case.numbering)
    if len(circle) == 1:
        message = say("{here} is night-forwarded to itself: at night calls go round and nobody is rung", here=here)
    else:
        places = arrows([circle[0].source, *(edge.target for edge in circle)], case.numbering)
        message = say("at night calls go round and nobody is rung: {places}", places=places)
    found = _finding(use, message, here, entity)
    return replace(found, claim=Claim((circle,), ROUND, "external"), level=Level.ERROR)


def _onward(case: Case, use: DestinationUse, node: Node, entity: NightForwarded) -> Finding:
    onward = next((edge for edge in case.graph.edges.get(node, ()) if edge.condition == "night"), None)
    here = called(node, case.numbering)
    if onward is None:
        return _finding(
            use, say("{here} is night-forwarded itself and does not ring at night", here=here), here, entity
        )
    there = called(onward.target, case.numbering)
    message = say("{here} is night-forwarded itself: at night calls go on to {there}", here=here, there=there)
    ways = tuple((edge, onward) for edge in deciding(use, case)) or ((onward,),)
    return replace(_finding(use, message, here, entity), claim=Claim(ways, who="external"))


def _finding(use: DestinationUse, message: Message, here: Message, entity: NightForwarded) -> Finding:
    return Finding(
        use.route,
        message,
        remarks=(Remark(entity.at("night_forwarding"), say("it follows the company or has its own night forwarding")),),
        help=say("set night_forwarding: off at {here}", here=here),
    )
