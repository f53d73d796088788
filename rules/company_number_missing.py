"""The company has no main number.

The main number is what called parties see and ring back. The portal is plain about it: as long as the
company number is not set, nobody can call. Choose one of the company's own numbers, usually the one that
the reception or the menu has.

Where the carrier assigned a single number, `--fix` writes that one.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import AddEntry, Finding, Fix, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP101",
    level=Level.ERROR,
    manual="6.4.1",
    bad="""
company:  # <-
  name: Mijn bedrijf
numbers: [088-7654000]
""",
    good="""
company:
  name: Mijn bedrijf
  main_number: 088-7654000
numbers: [088-7654000]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """No main number at all."""
    if linked.plan.company.main_number is not None:
        return
    fix = None
    if "company" in linked.plan.model_fields_set and len(linked.assigned) == 1 and linked.assigned[0].size() == 1:
        number = linked.assigned[0].text
        fix = Fix(say("add main_number: {number}", number=number), (AddEntry(("company",), "main_number", number),))
    # The company's own place would also be reported where a main number stands that could not be read.
    yield Finding(
        ("company", "main_number"),
        say("the company has no main number; nobody can call"),
        on_key=True,
        help=say("add main_number with one of the company's numbers"),
        fix=fix,
    )
