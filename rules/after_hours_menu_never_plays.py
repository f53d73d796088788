"""An after hours menu can never play.

Night forwarding comes first: while the company is closed, callers from outside are forwarded before any menu plays. If
the menu follows the same hours, its after hours menu is heard by nobody but colleagues who dial its extension.

A menu without business hours is always open, so an after hours menu never plays there either.

Either let the menu take no part (`night_forwarding: off`), or leave the after hours menu out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import ever_together
from nummerplan.rules.analysis.deciding_edges import steps
from nummerplan.rules.analysis.menu_exits import edges_of

ABOUT = About(
    code="NP210",
    level=Level.WARNING,
    manual="6.8.2",
    bad="""
company:
  business_hours: office
  night_forwarding: {to: "0612345678"}
schedules:
  office: {mon-fri: 08:30-17:30}
auto_attendants:
  hoofdmenu:
    extension: 555
    number: 088-7654000
    business_hours_menu:
      keys: {9: {operator: "0612345678"}}
    after_hours_menu:  # <-
      keys: {9: {operator: "0612345678"}}
""",
    good="""
company:
  business_hours: office
  night_forwarding: {to: "0612345678"}
schedules:
  office: {mon-fri: 08:30-17:30}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys: {9: {operator: "0612345678"}}
    after_hours_menu:
      keys: {9: {operator: "0612345678"}}
    night_forwarding: off
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare the hours of each after hours menu with those of night forwarding."""
    for attendant in linked.plan.auto_attendants.values():
        if attendant.business_hours_menu and attendant.after_hours_menu:
            yield from _judge(attendant, linked)


def _judge(attendant: AutoAttendant, linked: LinkedPlan) -> Iterator[Finding]:
    edges = edges_of((attendant.key, "after_hours_menu"), linked)
    where = attendant.at("after_hours_menu")
    if not edges:
        yield Finding(
            where,
            say("the after hours menu of {key} never plays: the menu has no business hours", key=attendant.key),
            on_key=True,
            help=say("give the menu, or the company, a schedule as business_hours"),
            claim=over(steps(attendant, linked, "silence"), essential=False),
        )
    elif all(edge.takes(external=True) and not ever_together(edge.clocks(external=True), linked) for edge in edges):
        night = [edge for edge in linked.graph.edges[node_of(attendant)] if edge.condition == "night"]
        if _open_at_night(edges, night, linked):
            return  # hours that differ are a mistake of their own: open-while-next-closed
        yield Finding(
            where,
            say("the after hours menu of {key} never plays: night forwarding always comes first", key=attendant.key),
            on_key=True,
            remarks=tuple(Remark(edge.route, say("callers from outside are sent here instead")) for edge in night),
            help=say("set night_forwarding: off for this menu, or leave the after hours menu out"),
            claim=over(night, essential=False),
        )


def _open_at_night(edges: list[Edge], night: list[Edge], linked: LinkedPlan) -> bool:
    """Whether the menu's own hours say open while night forwarding acts."""
    opening = tuple((clock, not state) for clock, state in edges[0].when)
    return any(edge.when and ever_together((*opening, *edge.when), linked) for edge in night)
