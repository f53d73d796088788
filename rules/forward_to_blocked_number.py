"""Calls are sent to a number that the company blocks.

What `block_outgoing` covers cannot be dialled, and the same list screens where calls are sent: forwards,
simultaneous ring, overflow, operator, menu keys and night destinations. The caller hears that the number is
not in use; a simultaneous ring number stays silent.

Send calls to an allowed number, take the class out of the list, or write `block_forwarding` with what
forwards may not use: `block_forwarding: []` lets them all through. A user's own `block_outgoing` replaces
the company's list.
"""

from collections.abc import Iterator

from nummerplan.model.calls.barring import barred_class, dialled_number, screening
from nummerplan.model.calls.call_graph import NOT_IN_USE
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP312",
    level=Level.ERROR,
    manual="6.4.3",
    bad="""
company:
  block_outgoing: [international, mobile]
users:
  receptie:
    extension: 209
    forwarding:
      not_reachable: 0612345678  # <-
  directie:
    extension: 210
    block_outgoing: [international]
    forwarding:
      no_answer: 0612345679
      busy: +32 470 12 34 56  # <-
hunt_groups:
  verkoop:
    extension: 101
    members: [receptie]
    overflow: {after: 30s, to: 0612345678}  # <-
""",
    good="""
company:
  block_outgoing: [international, mobile]
  block_forwarding: [international]
users:
  receptie:
    extension: 209
    forwarding:
      not_reachable: 0612345678
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report every destination outside whose class the list of its owner covers."""
    company = linked.plan.company
    lists = (company.block_outgoing, company.block_forwarding)
    if not any(lists) and not any(user.block_outgoing for user in linked.plan.users.values()):
        return
    for use in linked.destinations:
        if found := barred_class(linked, use):
            barred = screening(linked, use)
            yield Finding(
                use.route,
                say(
                    "calls cannot be sent to {number}: it is {kind}, and that is blocked",
                    number=linked.numbering.shown(dialled_number(linked, use) or use.text),
                    kind=linked.words.number_class(found),
                ),
                remarks=(Remark((*barred.route, barred.position(found)), say("blocked here")),),
                help=say("send calls elsewhere, or take the class out of block_forwarding")
                if barred.route[-1] == "block_forwarding"
                else say("send calls elsewhere, or say with block_forwarding what forwards may not use"),
                claim=claim_of(use, linked, NOT_IN_USE),
            )
