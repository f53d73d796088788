"""A menu has no reception key.

A caller who presses nothing goes where the lowest key with an `operator` action leads. Without such a key the call is
cut off ten seconds after the greeting. Many callers press nothing: because they wait for a person, because their
telephone cannot, or because none of the choices is theirs. Nobody can save a silent caller, so this is an error; a
warning where only colleagues hear the menu.

The manual advises always to set one. It need not be named in the greeting.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import CUT_OFF, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.rule import About
from nummerplan.rules.analysis.menu_exits import dead_menus, edges_of

ABOUT = About(
    code="NP206",
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
    business_hours_menu:  # <-
      keys:
        9: receptie
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
        9: {operator: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for an operator key in each menu that a caller can leave at all."""
    missing = [
        (attendant, name)
        for attendant in linked.plan.auto_attendants.values()
        for name, menu in attendant.menus()
        if menu.operator_key is None
    ]
    dead = dead_menus(linked) if missing else frozenset()
    for attendant, name in missing:
        if (attendant.key, name) not in dead:
            yield Finding(
                attendant.at(name),
                say("menu {key} has no reception key: who presses nothing is cut off", key=attendant.key),
                on_key=True,
                help=say("add a key such as 9: {{operator: receptie}}; it need not be named in the greeting"),
                claim=over(_silence(attendant, name, linked), CUT_OFF),
            )


def _silence(attendant: AutoAttendant, name: str, linked: LinkedPlan) -> list[Edge]:
    return [edge for edge in edges_of((attendant.key, name), linked) if edge.condition == "silence"]
