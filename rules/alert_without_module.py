"""A limit for use abroad is set on a subscription without a module for abroad.

The portal offers the limits for bundles abroad and for use outside the EU only while one of these modules
is active: Zakelijk Mobiel naar EU, Zakelijk Mobiel naar buiten EU, Mobiel Internet Extra Voordeellanden,
Mobiel Internet Overige Landen, Voordeellanden Internet, Overige landen buiten EU. Without one there is no
place to set the limit, and no mail is sent.

Write the module under `modules`, as the portal shows it, or take the limit out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP708",
    level=Level.WARNING,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      alerts:
        total_eur: 25
        outside_eu_eur: 20  # <-
""",
    good="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      modules: [Overige landen buiten EU]
      alerts:
        total_eur: 25
        outside_eu_eur: 20
""",
)

_WORDS_OF_MODULES = ("naar eu", "buiten eu", "voordeellanden", "overige landen")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The first limit for abroad of a subscription that has no module for it."""
    for mobile in linked.plan.mobile.subscriptions.values():
        alerts = mobile.alerts
        if not alerts.abroad_bundles_eur and not alerts.outside_eu_eur:
            continue
        if any(word in module.casefold() for module in mobile.modules for word in _WORDS_OF_MODULES):
            continue
        name = "abroad_bundles_eur" if alerts.abroad_bundles_eur else "outside_eu_eur"
        yield Finding(
            mobile.at("alerts", name),
            say("{name} has no module for abroad, so this limit cannot be set", name=mobile.key),
            help=say("write the module under modules, or take the limit out"),
        )
