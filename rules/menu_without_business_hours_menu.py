"""A menu has nothing to play during business hours.

Callers who come while it is open hear no greeting, can press no key, and are cut off. An auto attendant without any
menu does that at all hours.
"""

from collections.abc import Iterator

from nummerplan.model.call_graph import CUT_OFF
from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.menus import edges_of
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.witness import over

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


def check(case: Case) -> Iterator[Finding]:
    """Look for a menu for business hours."""
    for attendant in case.plan.auto_attendants.values():
        if attendant.business_hours_menu is None:
            yield Finding(
                attendant.route,
                say("menu {key} has no business_hours_menu: who calls while it is open is cut off", key=attendant.key),
                on_key=True,
                help=say("add business_hours_menu; without an after_hours_menu it always plays"),
                claim=over(edges_of((attendant.key, "business_hours_menu"), case), CUT_OFF, essential=False),
            )
