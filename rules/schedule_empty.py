"""A schedule has no hours.

A schedule without hours is never active. A company whose office hours it is would be closed all week; a
blocking rule that uses it would never block. Write the days and hours, or take the schedule out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP401",
    level=Level.ERROR,
    manual="6.4.5",
    bad="""
schedules:
  office:  # <-
    name: Werktijden
""",
    good="""
schedules:
  office:
    name: Werktijden
    mon-fri: 08:30-17:30
  koopzondag:
    dates: {2026-12-20: 12:00-17:00}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report schedules that name no hour on any day."""
    for schedule in linked.plan.schedules.values():
        if not any((*schedule.hours.values(), *schedule.dates.values())):
            yield Finding(
                schedule.route,
                say("schedule {key} has no hours: it is never active", key=schedule.key),
                on_key=True,
                help=say("write days and hours, such as mon-fri: 08:30-17:30"),
            )
