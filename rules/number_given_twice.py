"""Two objects have the same number.

A call to the number can go to one of them only, and nothing says to which. Where several people are to
ring, make a hunt group and give it the number.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP106",
    level=Level.ERROR,
    manual="6.5.1",
    bad="""
users:
  receptie: {extension: 209, number: 0854879610}
  verkoop: {extension: 211, number: 085-4879610}  # <-
""",
    good="""
users:
  receptie: {extension: 209, number: 0854879610}
  verkoop: {extension: 211, number: 0854879611}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Numbers with more than one holder; two mobiles with one number are another rule's."""
    for number, holders in linked.numbers.items():
        if len(holders) == 1 or all(holder.entity.section == "mobile" for holder in holders):
            continue
        first, *others = holders
        for other in others:
            yield Finding(
                other.route,
                say(
                    "{number} is also a number of {name}",
                    number=linked.numbering.shown(number),
                    name=first.entity.key,
                ),
                remarks=(Remark(first.route, say("{name} has it here", name=first.entity.key)),),
            )
