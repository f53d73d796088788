"""Two mobile subscriptions have the same number.

A number belongs to one subscription; forwards, limits and a blocked SIM card would hit the wrong one.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP706",
    level=Level.ERROR,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    vera: {number: 0612345678}
    victor: {number: +31 6 12345678}  # <-
""",
    good="""
mobile:
  subscriptions:
    vera: {number: 0612345678}
    victor: {number: 0612345679}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Numbers that more than one mobile has; a number of a mobile and a desk is another rule's."""
    if not linked.plan.mobile.subscriptions:
        return
    for number, holders in linked.numbers.items():
        if len(holders) > 1 and all(holder.entity.section == "mobile" for holder in holders):
            first, *others = holders
            for other in others:
                yield Finding(
                    other.route,
                    say(
                        "{number} is also the number of {name}",
                        number=linked.numbering.shown(number),
                        name=first.entity.key,
                    ),
                    remarks=(Remark(first.route, say("{name} has it here", name=first.entity.key)),),
                )
