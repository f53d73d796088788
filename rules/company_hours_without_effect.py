"""The company's business hours have no effect.

Hours and holidays of the company decide two things: when night forwarding sends callers on, and which of its two menus
a menu plays. This company has no night forwarding and no menu with an after hours menu, so nothing ever closes: after
hours callers ring an empty office.

Add `night_forwarding` with a destination, or an `after_hours_menu`. If the company is never closed, leave the hours
out.

The same is said where night forwarding and each menu that closes have `business_hours` (or `holidays`) of their own:
whoever changes the company's then changes nothing.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
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
  lang: {daily: 07:00-22:00}
users:
  receptie:
    number: 088-7654000
    devices: [{model: yealink-t54w}]
mailboxes:
  company: {extension: 999, email: info@mijnbedrijf.example}
auto_attendants:
  storingen:
    extension: 501
    business_hours: lang
    business_hours_menu: {keys: {0: {operator: receptie}}}
    after_hours_menu: {keys: {0: {operator: receptie}}}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for something that the company's clock closes; a night forwarding that is off will be on again."""
    company = linked.plan.company
    written = [setting for setting in ("business_hours", "holidays") if getattr(company, setting)]
    closing = [menu for menu in linked.plan.auto_attendants.values() if menu.after_hours_menu] if written else []
    if company.night_forwarding is None and not closing:
        for setting in written[:1]:
            yield Finding(
                ("company", setting),
                say("{setting} of the company has no effect: nothing closes after hours", setting=setting),
                help=say("add night_forwarding: {{mode: schedule, to: DESTINATION}}, or an after_hours_menu to a menu"),
            )
        return
    night = [company.night_forwarding] if company.night_forwarding else []
    for setting in written:
        if all(getattr(follower, setting) not in (None, getattr(company, setting)) for follower in (*night, *closing)):
            route = ("company", "night_forwarding", setting) if night else closing[0].at(setting)
            yield Finding(
                ("company", setting),
                say("{setting} of the company has no effect: what closes has its own", setting=setting),
                remarks=(Remark(route, say("this is followed instead")),),
                help=say("leave it out here, or leave the other one out: the company's counts then"),
            )
