"""The number of a mobile subscription is not a mobile number.

In the Netherlands mobile numbers begin with 06, and those of machines with 097. A number of another kind
is usually that of the desk, written in the wrong place; the subscription's calls and forwards would be
followed for a number that it does not have.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP712",
    level=Level.WARNING,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    victor: {number: 0854879612}  # <-
""",
    good="""
mobile:
  subscriptions:
    victor: {number: 0612345678}
""",
)

_ELSEWHERE = ("mobile", "international")
"""Of a number abroad the class of its own country is not known here."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The class of each subscription's number."""
    for mobile in linked.plan.mobile.subscriptions.values():
        number = linked.numbering.e164(mobile.number) if mobile.number is not None else None
        if number and number.startswith("+") and linked.numbering.classify(number) not in _ELSEWHERE:
            yield Finding(mobile.at("number"), say("{number} is not a mobile number", number=mobile.number))
