"""Calls are sent to an emergency number.

112 and the other emergency numbers of the country are for somebody in need who dials them himself: the control room
asks him where he is, and sees the number from which he calls. A forward, an overflow, a night destination, a menu key
or a number that rings along would send it the company's callers. No platform may do that, and the network does not
connect such calls: the caller hears that the number is not in use.

Send calls to a person or a mailbox. A greeting can tell callers to hang up and dial the number themselves.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import NOT_IN_USE
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP233",
    level=Level.ERROR,
    bad="""
company:
  business_hours: office
  night_forwarding:
    to: 112  # <-
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    simultaneous_ring:
      numbers: [112]  # <-
    forwarding:
      missed: 112  # <-
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        1: 112  # <-
        9: {operator: receptie}
""",
    good="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: 116117
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: {say: "Bij spoed hangt u op en belt u 112. Voor de receptie, toets 9."}
      keys:
        9: {operator: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at each destination outside; an own extension of the same digits is the object that has it."""
    for use in linked.destinations:
        if use.node is not None and use.node.kind == "outside" and linked.numbering.is_emergency(use.node.key):
            yield Finding(
                use.route,
                say("{number} is an emergency number: no call can be sent there", number=use.text),
                help=say("send calls to a person or a mailbox; who needs help dials the number himself"),
                claim=claim_of(use, linked, NOT_IN_USE),
            )
