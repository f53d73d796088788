"""A limit is set, and nobody is mailed when it is passed.

The mail goes to the portal users who are registered for it: `notify: [voip_high_usage]` for the limit on
calls, `notify: [mobile_high_usage]` for those on mobiles. Somebody who is blocked gets none. A limit
without a recipient is found out from the invoice.

A plan without portal users says nothing of who is mailed; then nothing is reported.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.portal_users import Notice
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP703",
    level=Level.WARNING,
    manual="8.1, 9.1",
    bad="""
company:
  usage_alert_eur: 250  # <-
portal_users:
  boekhouder: {email: boekhouding@mijnbedrijf.example, notify: [invoices]}
mobile:
  alert_total_eur: 100  # <-
""",
    good="""
company:
  usage_alert_eur: 250
portal_users:
  boekhouder: {email: boekhouding@mijnbedrijf.example, notify: [invoices, voip_high_usage, mobile_high_usage]}
mobile:
  alert_total_eur: 100
""",
)

ALERTS = ("total_eur", "eu_eur", "abroad_bundles_eur", "outside_eu_eur")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The first limit of each kind, where nobody is registered for its mails."""
    plan = linked.plan
    if not plan.portal_users:
        return
    # Who has no address is reported for that.
    mailed = {notice for person in plan.portal_users.values() if not person.blocked for notice in person.notify}
    if plan.company.usage_alert_eur and "voip_high_usage" not in mailed:
        yield _finding(("company", "usage_alert_eur"), "voip_high_usage")
    if "mobile_high_usage" not in mailed:
        where = _first_mobile_limit(linked)
        if where:
            yield _finding(where, "mobile_high_usage")


def _first_mobile_limit(linked: LinkedPlan) -> Route | None:
    if linked.plan.mobile.alert_total_eur:
        return ("mobile", "alert_total_eur")
    found = (_first_limit(mobile) for mobile in linked.plan.mobile.subscriptions.values())
    return next((where for where in found if where), None)


def _first_limit(mobile: Subscription) -> Route | None:
    return next((mobile.at("alerts", name) for name in ALERTS if getattr(mobile.alerts, name)), None)


def _finding(where: Route, notice: Notice) -> Finding:
    return Finding(
        where,
        say("nobody is mailed when this limit is passed"),
        help=say("give somebody among the portal users an email and notify: [{notice}]", notice=notice),
    )
