"""The plan lists settings of a mobile that cannot be changed.

The portal shows the blocking options of a subscription; only the supplier can change them. Under `barred`
they are documentation: a deployment leaves them alone, and adding one here blocks nothing. The same holds
for the warnings at 80 and 100 % of a bundle, which have no key at all.

It is reported once for a plan.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP705",
    level=Level.ADVICE,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    vera:
      number: 0612345678
      barred: [roaming]  # <-
    victor:
      number: 0612345679
      barred: [roaming, "0900"]
""",
    good="""
mobile:
  subscriptions:
    vera:
      number: 0612345678
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The first subscription that lists blocking options."""
    mobile = next((mobile for mobile in linked.plan.mobile.subscriptions.values() if mobile.barred), None)
    if mobile:
        yield Finding(
            mobile.at("barred"),
            say("blocking options are only written down here; a deployment does not change them"),
            on_key=True,
            help=say("ask the supplier to change what a subscription blocks"),
        )
