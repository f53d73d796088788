"""A holiday calendar has no day in the next twelve months.

Its days are further away than a year, so the coming holidays are ordinary working days on which callers
meet an empty office. Add the days of the coming year, or `public: NL`.
"""

from collections.abc import Iterator
from datetime import timedelta

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP407",
    level=Level.ADVICE,
    manual="6.4.5",
    bad="""
holidays:
  nl:  # <-
    dates:
      2028-01-03: Jubileum
""",
    good="""
holidays:
  nl:
    dates:
      2026-12-25: Eerste kerstdag
      2028-01-03: Jubileum
""",
)

A_YEAR = timedelta(days=365)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report calendars with a day to come, but none within a year."""
    for key, calendar in linked.calendars.items():
        holidays = linked.plan.holidays.get(key)
        if holidays is None or not calendar.known:
            continue
        soon = linked.today + A_YEAR
        if any(linked.today <= closed.day <= soon for closed in calendar.days):
            continue
        coming = [dates.first for dates in holidays.dates if dates.last >= linked.today]
        if coming:
            yield Finding(
                holidays.route,
                say(
                    "holiday calendar {key} has no day before {day}: the next twelve months have no holiday",
                    key=key,
                    day=str(min(coming)),
                ),
                on_key=True,
                help=say("add the days of the coming year, or public: {country}", country=linked.plan.company.country),
            )
