"""A number is used that the carrier did not assign.

Only what stands under `numbers` comes in over the company's line. A call to any other number never gets
here, and if it is somebody else's number, showing it is forbidden. Usually a digit is wrong, or a newly
assigned number was not added to `numbers` yet.

A plan without a `numbers` section does not say what was assigned; then nothing is compared.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP105",
    level=Level.ERROR,
    manual="6.5.1",
    bad="""
numbers: [0854879610..0854879619]
users:
  receptie: {extension: 209, number: 0854879610}
  verkoop: {extension: 211, number: 0854879621}  # <-
""",
    good="""
numbers: [0854879610..0854879629]
users:
  receptie: {extension: 209, number: 0854879610}
  verkoop: {extension: 211, number: 0854879621}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every number that an object has, against the section `numbers`."""
    assigned = linked.assigned_rows
    if not assigned:
        return
    for number, holders in linked.numbers.items():
        if number in assigned or not number.startswith("+"):
            continue
        for holder in holders:
            if holder.entity.section != "mobile":
                yield Finding(
                    holder.route,
                    say(
                        "{number} is not among the numbers of the company",
                        number=linked.numbering.shown(number),
                    ),
                    help=say("choose one that stands under numbers, or add it there"),
                )
