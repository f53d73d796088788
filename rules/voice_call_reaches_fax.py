"""Voice calls are sent to a fax box.

A fax box answers with a fax tone. A number of its own is what it is for; a menu key, a forward or an overflow sends
people there.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import FAX
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP232",
    level=Level.ADVICE,
    bad="""
mailboxes:
  fax: {kind: fax, extension: 998, number: 088-7654009, email: fax@mijnbedrijf.example}
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: fax  # <-
""",
    good="""
mailboxes:
  fax: {kind: fax, extension: 998, number: 088-7654009, email: fax@mijnbedrijf.example}
  company: {extension: 999, email: info@mijnbedrijf.example}
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: company
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for destinations that are fax boxes."""
    boxes = {key for key, mailbox in linked.plan.mailboxes.items() if mailbox.kind == "fax"}
    if not boxes:
        return
    for use in linked.destinations:
        if use.node is not None and use.node.kind == "mailbox" and use.node.key in boxes:
            sender = use.owner
            if not (isinstance(sender, Mailbox) and sender.kind == "fax"):
                yield Finding(
                    use.route,
                    say("{key} is a fax box: a caller who speaks hears a fax tone", key=use.node.key),
                    help=say("name a voice mailbox or a person"),
                    claim=claim_of(use, linked, FAX),
                )
