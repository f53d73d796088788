"""A fax box has no number.

Nobody outside can send it a fax: fax machines dial numbers, not extensions. Give it a `number`, unless
another number of the company is forwarded to it.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP508",
    level=Level.WARNING,
    manual="6.5.1",
    gives_way_to=("object-nobody-reaches",),
    bad="""
mailboxes:
  fax:  # <-
    kind: fax
    extension: 998
    email: fax@mijnbedrijf.example
""",
    good="""
mailboxes:
  fax:
    kind: fax
    extension: 998
    number: 0854879618
    email: fax@mijnbedrijf.example
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report fax boxes to which no number leads."""
    for mailbox in linked.plan.mailboxes.values():
        if mailbox.kind == "fax" and not mailbox.number and node_of(mailbox) not in linked.calls.from_outside:
            yield Finding(
                mailbox.route,
                say("fax box {key} has no number: nobody outside can send it a fax", key=mailbox.key),
                on_key=True,
                help=say("write number: with a number of the company"),
            )
