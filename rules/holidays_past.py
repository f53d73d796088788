"""All days of a holiday calendar are in the past.

The calendar closes nothing any more: on the next holiday callers come to an empty office. Add the coming
days, or `public: NL`, which brings the official days of every year.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP406",
    level=Level.ADVICE,
    manual="6.4.5",
    bad="""
holidays:
  nl:  # <-
    dates:
      2024-12-25: Eerste kerstdag
      2024-12-27..2024-12-31: Bedrijfssluiting
""",
    good="""
holidays:
  nl:
    public: NL
    dates:
      2024-12-27..2024-12-31: Bedrijfssluiting
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report calendars whose last own day is over and that have no official or yearly days."""
    for holidays in linked.plan.holidays.values():
        if holidays.public or holidays.yearly or not holidays.dates:
            continue
        last = max(holidays.dates, key=lambda dates: dates.last)
        if last.last < linked.today:
            yield Finding(
                holidays.route,
                say(
                    "all days of holiday calendar {key} are past, the last was {day}",
                    key=holidays.key,
                    day=str(last.last),
                ),
                on_key=True,
                remarks=(Remark(holidays.at("dates", str(last)), say("the last day"), on_key=True),),
                help=say("add the coming days, or public: {country}", country=linked.plan.company.country),
            )
