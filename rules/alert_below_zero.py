"""A limit is below zero.

A limit is an amount in euro at which a mail is sent. Zero or no limit at all means that none is sent;
less than zero is refused by the portal.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP707",
    level=Level.ERROR,
    manual="7.1, 8.1",
    bad="""
company:
  usage_alert_eur: -250  # <-
mobile:
  subscriptions:
    victor:
      number: 0612345678
      alerts: {total_eur: -5}  # <-
""",
    good="""
company:
  usage_alert_eur: 250
mobile:
  subscriptions:
    victor:
      number: 0612345678
      alerts: {total_eur: 5, eu_eur: default}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every amount at which a mail is sent."""
    for where, amount in _amounts(linked):
        if isinstance(amount, float | int) and amount < 0:
            yield Finding(
                where,
                say("a limit cannot be below zero"),
                help=say("write a positive amount, or leave it out for no limit"),
            )


def _amounts(linked: LinkedPlan) -> Iterator[tuple[Route, float | str | None]]:
    yield ("company", "usage_alert_eur"), linked.plan.company.usage_alert_eur
    yield ("mobile", "alert_total_eur"), linked.plan.mobile.alert_total_eur
    for mobile in linked.plan.mobile.subscriptions.values():
        for name in mobile.alerts.model_fields_set:
            yield mobile.at("alerts", name), getattr(mobile.alerts, name)
