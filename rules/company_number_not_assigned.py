"""The company's main number is not one of its numbers.

Called parties would see, and ring back, a number that belongs to somebody else or to nobody. Platforms
and carriers refuse such a number. Choose one that stands under `numbers`, or add it there when the
carrier has assigned it.

A plan without a `numbers` section does not say what was assigned; then nothing is compared.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP102",
    level=Level.ERROR,
    manual="6.4.1",
    bad="""
company:
  main_number: 088-7654001  # <-
numbers: [088-7654000, 088-7654002]
""",
    good="""
company:
  main_number: 088-7654002
numbers: [088-7654000, 088-7654002]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The main number against the section `numbers`."""
    text = linked.plan.company.main_number
    number = linked.numbering.e164(text) if text is not None else None
    if number and number.startswith("+") and linked.assigned_rows and not linked.is_assigned(number):
        yield Finding(
            ("company", "main_number"),
            say("{number} is not among the numbers of the company", number=text),
            help=say("choose one that stands under numbers, or add it there"),
        )
