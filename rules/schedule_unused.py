"""A schedule or holiday calendar that nothing follows.

Nothing opens, closes or is blocked by it. Mostly the line that should name it is missing, such as
`business_hours:` of the company; else it is a leftover that people will one day change in vain. Hours to which a call
test is put (`at: lunch`) are in use.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import clocks_in_use

ABOUT = About(
    code="NP402",
    level=Level.WARNING,
    manual="6.4.5",
    bad="""
company:
  business_hours: office
schedules:
  office: {mon-fri: 08:30-17:30}
  lunch: {mon-fri: 12:30-13:00}  # <-
holidays:
  nl: {public: NL}  # <-
""",
    good="""
company:
  business_hours: office
  holidays: nl
schedules:
  office: {mon-fri: 08:30-17:30}
  lunch: {mon-fri: 12:30-13:00}
holidays:
  nl: {public: NL}
calls:
  - {name: lunch, dial: 088-7654000, at: lunch, ends: kept}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report schedules and calendars that no clock of the plan names."""
    if not linked.plan.schedules and not linked.plan.holidays:
        return
    clocks = list(clocks_in_use(linked.plan))
    schedules, calendars = {clock.schedule for clock in clocks}, {clock.holidays for clock in clocks}
    for key, schedule in linked.plan.schedules.items():
        if key not in schedules:
            yield Finding(
                schedule.route,
                say("nothing follows schedule {key}", key=key),
                on_key=True,
                help=say("name it where it should count, as in business_hours: {key}, or take it out", key=key),
            )
    for key, holidays in linked.plan.holidays.items():
        if key not in calendars:
            yield Finding(
                holidays.route,
                say("nothing follows holiday calendar {key}", key=key),
                on_key=True,
                help=say("name it where it should count, as in holidays: {key}, or take it out", key=key),
            )
