"""A menu key does nothing.

The key is set, but has no action: no transfer, no operator, no message, nothing. Who presses it hears that the number
is not in use. A key that is to do nothing is left out of the menu.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import NOT_IN_USE
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import decided_at

ABOUT = About(
    code="NP207",
    level=Level.ERROR,
    manual="6.8.3",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        1: {label: sales}  # <-
        9: {operator: receptie}
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        1: {transfer: "0612345678", label: sales}
        9: {operator: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for keys without an action."""
    for attendant in linked.plan.auto_attendants.values():
        for name, menu in attendant.menus():
            for key, action in menu.keys.items():
                if not action.actions:
                    yield Finding(
                        attendant.at(name, "keys", key),
                        say("key {key} of menu {menu} leads nowhere", key=key, menu=attendant.key),
                        on_key=True,
                        help=say("give it a destination, or leave the key out"),
                        claim=over(
                            decided_at(attendant.at(name, "keys", key), attendant, linked), NOT_IN_USE, essential=False
                        ),
                    )
