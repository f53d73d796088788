"""The PIN or PUK of a SIM card stands in the plan.

Who finds a phone and knows its codes has the phone. The codes are of no use to a plan: nothing is
configured with them, the portal shows the PUK to whoever may see it, and the PIN is on the card. Take the
key out, also where it is a reference; and because the code has been in the repository, change the PIN.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.secret_fields import written_secrets
from nummerplan.model.rule import About

ABOUT = About(
    code="NP614",
    level=Level.ERROR,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      pin: 0000  # <-
      puk: 12345678  # <-
""",
    good="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Codes of SIM cards, written in whatever way."""
    for route, _ in written_secrets(linked.plan, "never"):
        yield Finding(
            route,
            say("a plan holds no {code} of a SIM card", code=str(route[-1]).upper()),
            on_key=True,
            help=say("take it out; the portal shows the PUK, and nothing is configured with the PIN"),
        )
