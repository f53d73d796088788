"""A holiday calendar names a country or region of which no official days are known.

The calendar then closes on its own dates only. Countries are written with two letters (`NL`), regions
behind a hyphen (`DE-BY`, `ES-CT`).
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP411",
    level=Level.ERROR,
    manual="6.4.5",
    bad="""
holidays:
  nl:
    public: Nederland  # <-
""",
    good="""
holidays:
  nl:
    public: NL
  beieren:
    public: DE-BY
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report `public` values that the library does not have."""
    for key, calendar in linked.calendars.items():
        holidays = linked.plan.holidays.get(key)
        if holidays and holidays.public and not calendar.known:
            yield Finding(
                holidays.at("public"),
                say("no official days are known for {country}", country=holidays.public),
                help=say("write a country's two letters or a region, such as NL or DE-BY"),
            )
