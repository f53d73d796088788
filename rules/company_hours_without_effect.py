"""The company's business hours have no effect.

Hours and holidays of the company decide two things: when night forwarding sends callers on, and which of its two menus
a menu plays. This company has no night forwarding and no menu with an after hours menu, so nothing ever closes: after
hours callers ring an empty office.

Add `night_forwarding` with a destination, or an `after_hours_menu`. If the company is never closed, leave the hours
out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP324",
    level=Level.WARNING,
    manual="6.4.4",
    bad="""
company:
  main_number: 088-7654000
  business_hours: office  # <-
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie:
    number: 088-7654000
    devices: [{model: yealink-t54w}]
""",
    good="""
company:
  main_number: 088-7654000
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie:
    number: 088-7654000
    devices: [{model: yealink-t54w}]
mailboxes:
  company: {extension: 999, email: info@mijnbedrijf.example}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for something that the company's clock closes; a night forwarding that is off will be on again."""
    company = linked.plan.company
    menus = linked.plan.auto_attendants.values()
    if company.night_forwarding is not None or any(menu.after_hours_menu for menu in menus):
        return
    setting = "business_hours" if company.business_hours else "holidays"
    if getattr(company, setting):
        yield Finding(
            ("company", setting),
            say("{setting} of the company has no effect: nothing closes after hours", setting=setting),
            help=say("add night_forwarding: {{mode: schedule, to: DESTINATION}}, or an after_hours_menu to a menu"),
        )
