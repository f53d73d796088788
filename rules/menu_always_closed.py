"""A menu is always closed.

Its business hours are a schedule without hours, or night forwarding is switched on for good: the menu for business
hours is never heard. That happens after a trial, or when a day was written in the wrong place.
"""

from collections.abc import Iterator

from nummerplan.model.auto_attendants import AutoAttendant
from nummerplan.model.case import Case
from nummerplan.model.deciding import steps
from nummerplan.model.finding import Finding, Level
from nummerplan.model.menus import edges_of
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.week import open_minutes
from nummerplan.model.witness import over

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


def check(case: Case) -> Iterator[Finding]:
    """Look at each menu's own hours, and at its own night forwarding."""
    for attendant in case.plan.auto_attendants.values():
        if attendant.night_forwarding.mode == "on":
            yield Finding(
                attendant.at("night_forwarding"),
                say("callers from outside never hear menu {key}: its night forwarding is always on", key=attendant.key),
                help=say("write night_forwarding: follow, so that it is forwarded only while the company is closed"),
                claim=over(steps(attendant, case, "night"), who="external", essential=False),
            )
        elif _has_no_hours(attendant, case):
            yield Finding(
                attendant.at("business_hours"),
                say("menu {key} is always closed: its business hours have no hours", key=attendant.key),
                help=say("give the schedule hours, such as mon-fri: 08:30-17:30"),
                claim=over(edges_of((attendant.key, "after_hours_menu"), case), essential=False),
            )


def _has_no_hours(attendant: AutoAttendant, case: Case) -> bool:
    for edge in edges_of((attendant.key, "business_hours_menu"), case):
        for clock, _ in edge.when:
            schedule = case.plan.schedules.get(clock.schedule or "")
            if schedule is not None:
                return not open_minutes(schedule)
    return False
