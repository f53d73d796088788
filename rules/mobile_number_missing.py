"""A mobile subscription has no number.

Nothing that is said of the subscription can be tied to a call: a forward to its number is a call to a
stranger, and deploying cannot find it in the portal, which lists subscriptions by number.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP711",
    level=Level.WARNING,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    victor:  # <-
      label: Victor
""",
    good="""
mobile:
  subscriptions:
    victor:
      label: Victor
      number: 0612345678
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Subscriptions without a number."""
    for mobile in linked.plan.mobile.subscriptions.values():
        if mobile.number is None:
            yield Finding(
                mobile.route,
                say("{name} has no number", name=mobile.key),
                on_key=True,
                help=say("add number: with the mobile number"),
            )
