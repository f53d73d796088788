"""A loss was to be accepted until a day that has passed.

`until` of an entry of `platform.accepts` is its last day. After it `deploy` refuses the loss again: look whether it is
still no harm, and write a new day, or mend what is lost.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP803",
    level=Level.WARNING,
    bad="""
platform:
  name: hosted
  accepts:
    - {loss: night-destination, at: all, reason: nobody works at night, until: 2026-06-30}  # <-
""",
    good="""
platform:
  name: hosted
  accepts:
    - {loss: night-destination, at: all, reason: nobody works at night, until: 2027-06-30}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each entry whose last day has passed."""
    for place, entry in enumerate(linked.plan.platform.accepts if linked.plan.platform else ()):
        if entry.is_over(linked.today):
            yield Finding(
                ("platform", "accepts", place, "until"),
                say("{name} was accepted until {day}", name=entry.loss, day=str(entry.until)),
                help=say("write another day if it is still no harm, or take the entry out"),
            )
