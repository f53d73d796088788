"""A day of a holiday calendar is called by hours.

What stands behind a day of a calendar is its name, and the day is closed: `2026-12-20: 12:00-17:00` closes that whole
Sunday, whatever was meant. Hours at which the company is open on one day stand at the schedule, under `dates`; a part
of the day that is closed is `{name: NAME, closed: 12:00-17:00}`.
"""

import re
from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.schedules import Closure, Holidays
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP415",
    level=Level.ERROR,
    manual="6.4.5",
    bad="""
company: {business_hours: winkel, holidays: nl}
schedules:
  winkel: {mon-sat: 09:00-18:00}
holidays:
  nl:
    dates:
      2026-12-20: 12:00-17:00  # <-
      2026-12-27: open  # <-
    yearly:
      12-24: {name: 12:00-24:00}  # <-
""",
    good="""
company: {business_hours: winkel, holidays: nl}
schedules:
  winkel:
    mon-sat: 09:00-18:00
    dates: {2026-12-20: 12:00-17:00}
holidays:
  nl:
    dates: {2026-12-31: Oudjaar om 12:00}
    yearly: {12-24: {name: Kerstavond, closed: 12:00-24:00}}
""",
)

_HOURS = re.compile(r"(?i)\s*(?:\d{1,2}[:.]\d\d\s*(?:-|tot|to)\s*\d{1,2}[:.]\d\d|open|geopend|all day)\s*")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at the names of the days that a calendar writes itself."""
    schedule = linked.plan.company.business_hours or "KEY"
    for holidays in linked.plan.holidays.values():
        for route, day, closure in _days(holidays):
            name = closure.name
            if name and not closure.closed and _HOURS.fullmatch(name):
                yield Finding(
                    (*route, "name"),
                    say("{name} is the name of this day here, and the whole day is closed", name=name),
                    help=say(
                        "to be open, write schedules.{schedule}.dates: {{{day}: {hours}}}; to close a part of the day, "
                        "{{name: NAME, closed: {hours}}}",
                        schedule=schedule,
                        day=day,
                        hours=name if name[:1].isdecimal() else "12:00-17:00",
                    ),
                )


def _days(holidays: Holidays) -> Iterator[tuple[Route, str, Closure]]:
    for dates, closure in holidays.dates.items():
        yield holidays.at("dates", str(dates)), str(dates), closure
    for days, closure in holidays.yearly.items():
        yield holidays.at("yearly", str(days)), str(days), closure
