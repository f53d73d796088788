"""A simultaneous ring has no numbers.

Without a number nothing rings along with the telephone, whatever else is written there. Write the numbers, or leave the
section out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP237",
    level=Level.WARNING,
    manual="5",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    simultaneous_ring:  # <-
      numbers: []
      answer_confirmation: true
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    simultaneous_ring:
      numbers: [0612345678]
      answer_confirmation: true
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report users of whom nothing rings along."""
    for user in linked.plan.users.values():
        if user.simultaneous_ring is not None and not user.simultaneous_ring.numbers:
            yield Finding(
                user.at("simultaneous_ring"),
                say("no number rings along with {key}: the list is empty", key=user.key),
                on_key=True,
                help=say("write the numbers, or leave simultaneous_ring out"),
            )
