"""Two entries of `numbers` hold the same number.

It is harmless to a call, but one of the two says something that is not so: a range that reaches too far,
or a number that was written once more when the range already held it. When a range is given back to the
carrier, the other entry stays.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP107",
    level=Level.WARNING,
    bad="""
numbers:
  - 0854879610..0854879619
  - 0854879615..0854879629  # <-
""",
    good="""
numbers:
  - 0854879610..0854879619
  - 0854879620..0854879629
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Ranges and single numbers that share a number; the one that is written later is pointed at."""
    for pair in linked.assigned_rows.overlaps():
        first, second = (linked.assigned[place] for place in sorted(pair))
        yield Finding(
            second.route,
            say("{range} shares numbers with {other}", range=second.text, other=first.text),
            remarks=(Remark(first.route, say("the other entry")),),
        )
