"""A holiday lasts longer than a year.

A range of dates this long is mostly a slip in a year: `2026-12-28..2062-01-01`. The company would be closed
all that time. Only its first year is taken into account.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP414",
    level=Level.ERROR,
    bad="""
holidays:
  nl:
    dates:
      2026-12-28..2062-01-01: Bedrijfssluiting  # <-
""",
    good="""
holidays:
  nl:
    dates:
      2026-12-28..2027-01-01: Bedrijfssluiting
""",
)

DAYS_A_YEAR = 366


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report ranges of more than 366 days."""
    for holidays in linked.plan.holidays.values():
        for dates in holidays.dates:
            days = (dates.last - dates.first).days + 1
            if days > DAYS_A_YEAR:
                yield Finding(
                    holidays.at("dates", str(dates)),
                    say("this holiday lasts {days} days", days=days),
                    on_key=True,
                    help=say("a holiday ends within a year: check the year of its last day"),
                )
