"""Hours that begin and end at the same minute.

`17:00-17:00` covers no time at all, not a whole day. Write `all day` (or `00:00-24:00`) for a whole day,
and leave the day out when it is closed.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.written_hours import written_stretches

ABOUT = About(
    code="NP404",
    level=Level.ERROR,
    bad="""
schedules:
  office:
    mon-fri: 08:30-17:30
    sat: 17:00-17:00  # <-
    dates: {2026-12-20: 12:00-12:00}  # <-
holidays:
  nl:
    dates:
      2026-12-24: {name: Kerstavond, closed: 12:00-12:00}  # <-
    yearly:
      12-31: {name: Oudjaar, closed: 16:00-16:00}  # <-
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
    for route, stretch in written_stretches(linked.plan):
        if stretch.start == stretch.end:
            yield Finding(
                route,
                say("{hours} covers no time: it begins and ends at the same minute", hours=str(stretch)),
                help=say("write all day for a whole day, or leave it out"),
            )
