"""A range of dates lasts longer than a year.

A range this long is mostly a slip in a year: `2026-12-28..2062-01-01`. The company would be closed, or open at the
hours of a single date, all that time. Only its first year is taken into account.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.schedules import LONGEST_RANGE, Holidays, Schedule
from nummerplan.model.rule import About

ABOUT = About(
    code="NP414",
    level=Level.ERROR,
    bad="""
holidays:
  nl:
    dates:
      2026-12-28..2062-01-01: Bedrijfssluiting  # <-
schedules:
  winkel:
    mon-sat: 09:00-18:00
    dates:
      2026-12-20..2027-12-31: 12:00-17:00  # <-
""",
    good="""
holidays:
  nl:
    dates:
      2026-12-28..2027-01-01: Bedrijfssluiting
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report ranges of more than 366 days."""
    dated: list[Holidays | Schedule] = [*linked.plan.holidays.values(), *linked.plan.schedules.values()]
    for entity in dated:
        for dates in entity.dates:
            days = (dates.last - dates.first).days + 1
            if days > LONGEST_RANGE:
                yield Finding(
                    entity.at("dates", str(dates)),
                    say("this range of dates lasts {days} days", days=days),
                    on_key=True,
                    help=say("such a range ends within a year: check the year of its last day"),
                )
