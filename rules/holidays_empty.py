"""A holiday calendar has no days.

It closes nothing on any day. Write the official days of a country (`public: NL`), own dates, or both.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP413",
    level=Level.ERROR,
    manual="6.4.5",
    bad="""
holidays:
  nl:  # <-
    name: Vakantiedagen NL
""",
    good="""
holidays:
  nl:
    name: Vakantiedagen NL
    public: NL
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report calendars with no days at all."""
    for holidays in linked.plan.holidays.values():
        if not (holidays.public or holidays.dates or holidays.yearly):
            yield Finding(
                holidays.route,
                say("holiday calendar {key} has no days: it never closes anything", key=holidays.key),
                on_key=True,
                help=say("write public: {country}, or dates of its own", country=linked.plan.company.country),
            )
