"""Nobody has the company's main number.

It is the number that every called customer sees and rings back, and it leads nowhere: the caller hears
that it is not in use. Give it to the menu, the hunt group or the person that takes the company's calls.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import NOT_IN_USE, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP103",
    level=Level.ERROR,
    manual="6.4.1",
    bad="""
company:
  main_number: 088-7654000  # <-
users:
  receptie: {extension: 209, number: 0854879610}
""",
    good="""
company:
  main_number: 088-7654000
users:
  receptie: {extension: 209, number: 088-7654000}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The main number against what objects have, if it is the company's at all."""
    text = linked.plan.company.main_number
    number = linked.numbering.e164(text) if text is not None else None
    if not number or not number.startswith("+") or number in linked.numbers:
        return
    if linked.assigned_rows and not linked.is_assigned(number):
        return
    yield Finding(
        ("company", "main_number"),
        say(
            "no user, hunt group or menu has the main number {number}; who rings back reaches nobody",
            number=text,
        ),
        help=say("write number: {number} at the menu, group or user that takes the company's calls", number=text),
        claim=over(linked.graph.edges.get(Node("number", number), ()), NOT_IN_USE, essential=False),
    )
