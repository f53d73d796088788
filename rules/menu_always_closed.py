"""A menu is always closed.

Its business hours are a schedule without hours, they lie where night forwarding takes the calls, or night forwarding is
switched on for good: the menu for business hours is never heard. That happens after a trial, or when a day was written
in the wrong place.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import ever_together
from nummerplan.rules.analysis.deciding_edges import steps
from nummerplan.rules.analysis.menu_exits import edges_of

ABOUT = About(
    code="NP211",
    level=Level.WARNING,
    manual="6.8.2",
    bad="""
schedules:
  office: {name: Werktijden}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours: office  # <-
    business_hours_menu:
      keys: {9: {operator: "0612345678"}}
    after_hours_menu:
      keys: {9: {operator: "0612345678"}}
""",
    good="""
schedules:
  office: {name: Werktijden, mon-fri: 08:30-17:30}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours: office
    business_hours_menu:
      keys: {9: {operator: "0612345678"}}
    after_hours_menu:
      keys: {9: {operator: "0612345678"}}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at each menu's own hours, and at its own night forwarding."""
    for attendant in linked.plan.auto_attendants.values():
        if attendant.night_forwarding.mode == "on":
            yield Finding(
                attendant.at("night_forwarding"),
                say("callers from outside never hear menu {key}: its night forwarding is always on", key=attendant.key),
                help=say("write night_forwarding: follow, so that it is forwarded only while the company is closed"),
                claim=over(steps(attendant, linked, "night"), who="external", essential=False),
            )
        else:
            yield from _judge(attendant, linked)


def _judge(attendant: AutoAttendant, linked: LinkedPlan) -> Iterator[Finding]:
    playing = next((edge for edge in edges_of((attendant.key, "business_hours_menu"), linked) if edge.when), None)
    if playing is None or ever_together(playing.clocks(external=True), linked):
        return
    own = bool(attendant.business_hours)
    where = attendant.at("business_hours") if own else attendant.route
    if ever_together(playing.when, linked):
        yield Finding(
            where,
            say(
                "callers from outside never hear menu {key}: while it is open, night forwarding takes them",
                key=attendant.key,
            ),
            on_key=not own,
            help=say("let both follow the same hours, or set night_forwarding of the menu to off"),
            claim=over(steps(attendant, linked, "night"), who="external")._replace(when=playing.when),
        )
    else:
        yield Finding(
            where,
            say("menu {key} is always closed: its business hours have no hours", key=attendant.key),
            on_key=not own,
            help=say("give the schedule hours, such as mon-fri: 08:30-17:30"),
            claim=over(edges_of((attendant.key, "after_hours_menu"), linked), essential=False),
        )
