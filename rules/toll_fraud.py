"""Anybody can make the company call abroad, or a paid number.

A caller from outside only needs to dial the company: the forward makes the expensive call, and the company
pays for it, minute after minute, by night too. This is how toll fraud is done. Send calls to a number in
the country or to a mailbox; if the forward is wanted, suppress this finding with the reason, and set a
usage alert (`usage_alert_eur`).
"""

from collections.abc import Iterator

from nummerplan.model.calls.barring import bar_against, barred_class
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan, node_of
from nummerplan.model.calls.night import night_active
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import deciding

ABOUT = About(
    code="NP313",
    level=Level.WARNING,
    bad="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: 0900-1234567  # <-
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  directie:
    number: 0854879610
    forwarding:
      missed: +32 470 12 34 56  # <-
""",
    good="""
users:
  directie:
    number: 0854879610
    forwarding:
      missed: 0612345678
  magazijn:
    extension: 240
    forwarding:
      missed: +32 470 12 34 56
""",
)

COSTLY = frozenset({"international", "0900", "0906", "0909"})
POLICE = "+319008844"
"""The Dutch police's number costs no more than a local call and earns nobody anything."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report costly destinations behind which no list stands and to which callers from outside come."""
    for use in linked.destinations:
        if use.node is None or use.node.kind != "outside" or use.node.key == POLICE:
            continue
        number_class = linked.numbering.classify(use.node.key)
        if isinstance(use.owner, Subscription) and bar_against(use.owner, number_class):
            continue
        if number_class in COSTLY and not barred_class(linked, use) and _from_outside(linked, use):
            yield Finding(
                use.route,
                say(
                    "callers from outside can make the company call {number}, {kind}",
                    number=linked.numbering.shown(use.node.key),
                    kind=linked.words.number_class(number_class),
                ),
                help=say("send them to a number in the country or to a mailbox"),
                claim=over(deciding(use, linked), who="external"),
            )


def _from_outside(linked: LinkedPlan, use: DestinationUse) -> bool:
    """Whether a caller from outside can make use of the destination."""
    if use.purpose == "night" and night_active(linked.plan.company, use.owner) is None:
        return False
    # A mobile is called directly, under a number that is no entry of the company's exchange.
    return use.owner is None or use.owner.section == "mobile" or node_of(use.owner) in linked.calls.from_outside
