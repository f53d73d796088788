"""A name under `without` is no official day of the country.

`without` turns an official day into a working day, and it needs the day's official name, in the country's
language. As it stands, nothing is taken out, and the company closes on a day on which people are at work.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP412",
    level=Level.WARNING,
    bad="""
holidays:
  nl:
    public: NL
    without:
      - Koningindag  # <-
      - Hemelvaartsdag
""",
    good="""
holidays:
  nl:
    public: NL
    without: [Koningsdag, Goede vrijdag]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report names under `without` that the country's calendar does not have."""
    for key, calendar in linked.calendars.items():
        holidays = linked.plan.holidays.get(key)
        if not holidays or not holidays.public or not calendar.unknown_without:
            continue
        names = sorted({closed.name for closed in calendar.days if closed.public})
        speller = Speller(names)
        for position in calendar.unknown_without:
            route, name = holidays.at("without", position), holidays.without[position]
            meant = speller.nearest(name)
            yield Finding(
                route,
                say("{name} is no official day of {country}", name=name, country=holidays.public),
                help=say("did you mean {meant}?", meant=meant)
                if meant
                else say("official days are: {names}", names=", ".join(names)),
                fix=Fix(say("write {meant}", meant=meant), (SetValue(route, meant),), safe=False) if meant else None,
            )
