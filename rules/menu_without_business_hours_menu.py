"""A menu has nothing to play during business hours.

Callers who come while it is open hear no greeting, can press no key, and are cut off. An auto attendant without any
menu does that at all hours.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import CUT_OFF
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.menu_exits import edges_of

ABOUT = About(
    code="NP229",
    level=Level.ERROR,
    manual="6.8.2",
    bad="""
auto_attendants:
  hoofdmenu:  # <-
    extension: 555
    after_hours_menu:
      keys: {9: {operator: "0612345678"}}
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys: {9: {operator: "0612345678"}}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for a menu for business hours."""
    for attendant in linked.plan.auto_attendants.values():
        if attendant.business_hours_menu is None:
            yield Finding(
                attendant.route,
                say("menu {key} has no business_hours_menu: who calls while it is open is cut off", key=attendant.key),
                on_key=True,
                help=say("add business_hours_menu; without an after_hours_menu it always plays"),
                claim=over(edges_of((attendant.key, "business_hours_menu"), linked), CUT_OFF, essential=False),
            )
