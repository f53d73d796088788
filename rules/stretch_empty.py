"""Hours that begin and end at the same minute.

`17:00-17:00` covers no time at all, not a whole day. Write `all day` (or `00:00-24:00`) for a whole day,
and leave the day out when it is closed.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP404",
    level=Level.ERROR,
    bad="""
schedules:
  office:
    mon-fri: 08:30-17:30
    sat: 17:00-17:00  # <-
holidays:
  nl:
    dates:
      2026-12-24: {name: Kerstavond, closed: 12:00-12:00}  # <-
""",
    good="""
schedules:
  office:
    mon-fri: 08:30-17:30
    sat: all day
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report empty stretches in schedules and in part days of calendars."""
    for route, stretch in _stretches(linked):
        if stretch.start == stretch.end:
            yield Finding(
                route,
                say("{hours} covers no time: it begins and ends at the same minute", hours=str(stretch)),
                help=say("write all day for a whole day, or leave it out"),
            )


def _stretches(linked: LinkedPlan) -> Iterator[tuple[Route, Stretch]]:
    for schedule in linked.plan.schedules.values():
        for day_key, stretches in schedule.hours.items():
            for position, stretch in enumerate(stretches):
                yield schedule.at(day_key, position), stretch
    for holidays in linked.plan.holidays.values():
        for dates, closure in holidays.dates.items():
            for position, stretch in enumerate(closure.closed):
                yield holidays.at("dates", str(dates), "closed", position), stretch
