"""Calls are sent to a paid short number, or to one that answers only who dials it himself.

A directory service such as 1888 costs the company money for each call that is sent on, minute after minute, and anybody
outside can make it do so. At an access number such as 1233 callers come to the voicemail or the settings of a
telephone, not to a person: it asks them for a PIN.

Send calls to a person, to a mailbox, or to the mailbox of a user (`{voicemail: KEY}`). Paid 0900 numbers and numbers
abroad have a rule of their own.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.service_numbers import access_numbers
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP234",
    level=Level.WARNING,
    manual="5.2.2",
    bad="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: 1233  # <-
hunt_groups:
  inlichtingen:
    extension: 103
    number: 088-7654001
    members: [receptie]
    overflow: {after: 30s, to: 1888}  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, when: [busy, no_answer]}
hunt_groups:
  inlichtingen:
    extension: 103
    number: 088-7654001
    members: [receptie]
    overflow: {after: 30s, to: 14020}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at each destination that is a short number; an own extension of these digits is the object that has it."""
    access = access_numbers(linked.plan.company.country)
    for use in linked.destinations:
        if use.node is None or use.node.kind != "outside" or use.node.key.startswith("+"):
            continue
        message: Message | None = None
        if use.node.key in access:
            message = say("{number} answers only who dials it himself: callers come to no person", number=use.text)
        elif linked.numbering.is_paid_short(use.node.key):
            message = say("{number} is a paid number: the company pays for each call sent there", number=use.text)
        if message:
            yield Finding(
                use.route,
                message,
                help=say("send calls to a person or a mailbox"),
                claim=claim_of(use, linked),
            )
