"""Night forwarding follows a schedule, and there is none.

With `mode: schedule` (the default) night forwarding acts while the company is closed. Without business
hours and without holidays the company never closes, and callers ring an empty office all night. Write
`business_hours:` at the company or here, or `mode: on`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.night import night_clock
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP309",
    level=Level.ERROR,
    manual="6.4.4",
    bad="""
company:
  night_forwarding:  # <-
    mode: schedule
    to: 999
mailboxes:
  company: {extension: 999}
""",
    good="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: 999
schedules:
  office: {mon-fri: 08:30-17:30}
mailboxes:
  company: {extension: 999}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report a company whose night forwarding waits for hours that nobody gave."""
    night = linked.plan.company.night_forwarding
    if night and night.mode == "schedule" and night_clock(linked.plan.company).always_open:
        yield Finding(
            ("company", "night_forwarding"),
            say("night forwarding follows a schedule, but the company has no business hours: it never acts"),
            on_key=True,
            help=say("write business_hours: with a schedule, or mode: on"),
        )
