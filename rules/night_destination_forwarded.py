"""Night forwarding leads to a place that is night-forwarded itself.

The call is sent on at once and the destination never rings at night; if it follows the same setting, the
call comes back to it and goes round. This is the commonest mistake with a night duty: following the company
is the default. Set `night_forwarding: off` at the destination.
"""

from collections.abc import Iterator

from nummerplan.model.auto_attendants import AutoAttendant
from nummerplan.model.call_graph import Node
from nummerplan.model.call_way import called, way
from nummerplan.model.case import Case, DestinationUse
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.hunt_groups import HuntGroup
from nummerplan.model.message import say
from nummerplan.model.night import night_active, night_of
from nummerplan.model.rule import About
from nummerplan.model.users import User

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
    """Report night destinations with an acting night forwarding of their own: an error where it leads back."""
    for use in case.destinations:
        if use.purpose != "night" or use.node is None or use.node.kind in ("voicemail", "mailbox", "outside"):
            continue
        entity = case.entity(use.node)
        if (
            not isinstance(entity, User | HuntGroup | AutoAttendant)
            or night_active(case.plan.company, use.owner) is None
        ):
            continue
        night = night_of(case.plan.company, entity)
        if night is not None and not (night.clock and night.clock.always_open):
            yield _finding(case, use, use.node, entity)


def _finding(case: Case, use: DestinationUse, node: Node, entity: User | HuntGroup | AutoAttendant) -> Finding:
    onward = next((edge for edge in case.graph.edges.get(node, ()) if edge.condition == "night"), None)
    here = called(node, case.numbering)
    if onward and onward.target == node:
        message = say("{here} is night-forwarded to itself: at night calls go round and nobody is rung", here=here)
    elif onward:
        there = called(onward.target, case.numbering)
        message = say("{here} is night-forwarded itself: at night calls go on to {there}", here=here, there=there)
    else:
        message = say("{here} is night-forwarded itself and does not ring at night", here=here)
    return Finding(
        use.route,
        message,
        remarks=(Remark(entity.at("night_forwarding"), say("it follows the company or has its own night forwarding")),),
        help=say("set night_forwarding: off at {here}", here=here),
        path=way((onward,), case.numbering) if onward else (),
        level=Level.ERROR if onward and onward.target == node else None,
    )
