"""A number of the company rings along with a user.

`simultaneous_ring` is for telephones elsewhere. A user's own number or extension among them leads back to him: his
telephones ring already. A colleague's number rings at the colleague in life, as a call of its own that his forwarding
or his voicemail may take; trace and proof follow nothing there, so it makes no call safe. That is advice: where
colleagues are to ring together, a hunt group with `policy: simultaneous` does it, and says what comes after.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP241",
    level=Level.WARNING,
    manual="5",
    bad="""
users:
  verkoper1:
    extension: 211
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    simultaneous_ring:
      answer_confirmation: true
      numbers:
        - 0612345678
        - "211"  # <-
        - 088-7654001  # <-
        - 088-7654002  # <-
  verkoper2:
    extension: 212
    number: 088-7654002
    devices: [{model: yealink-t54w}]
""",
    good="""
users:
  verkoper1:
    extension: 211
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    simultaneous_ring:
      answer_confirmation: true
      numbers: [0612345678, 0612345679, 020-7654321]
mobile:
  subscriptions:
    vera: {number: 0612345678}
""",
)

_OWN = frozenset({"user", "hunt_group", "auto_attendant", "mailbox", "voicemail"})


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at the numbers that ring along; one that leads back to the user is a warning."""
    for use in linked.destinations:
        if use.purpose != "simultaneous_ring" or use.node is None or use.owner is None:
            continue
        if use.node == node_of(use.owner):
            yield Finding(
                use.route,
                say("{number} leads back to {key}: nothing more rings there", number=use.text, key=use.owner.key),
                help=say("leave it out here"),
                claim=claim_of(use, linked),
            )
        elif use.node.kind in _OWN:
            yield Finding(
                use.route,
                say(
                    "{place} rings along with {key}, but who answers there is not followed",
                    place=linked.words.place(use.node),
                    key=use.owner.key,
                ),
                help=say("for telephones that ring together, make a hunt group with policy: simultaneous"),
                claim=claim_of(use, linked),
                level=Level.ADVICE,
            )
