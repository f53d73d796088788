"""Nobody can leave this menu.

No key leads to a person, a group, a mailbox or a number, no name or extension can be dialled, and no key ends the call.
Keys only repeat the menu, play a message or lead to menus of the same kind; who presses nothing is cut off. Every
caller is lost.

For an announcement without a choice, use a mailbox with `record: false`: it plays its greeting and closes the call.

A menu that only colleagues can call is a warning.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import CUT_OFF
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.menu_exits import MenuPart, dead_groups, edges_of

ABOUT = About(
    code="NP209",
    level=Level.ERROR,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:  # <-
      greeting: audio/welkom.wav
      keys:
        1: {play: audio/route.wav}
        star: repeat_menu
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        1: {play: audio/route.wav}
        9: {operator: "0612345678"}
        star: repeat_menu
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report menus that cannot be left, once for all that lead to each other."""
    for group in dead_groups(linked):
        if not any(edge.target == CUT_OFF for part in group for edge in edges_of(part, linked)):
            # Silent callers are in a loop: the rule for loops says so, and shows the way.
            continue
        attendant, name = group[0]
        yield Finding(
            ("auto_attendants", attendant, name),
            say("nobody can leave menu {key}: no key leads out, and who presses nothing is lost", key=attendant),
            on_key=True,
            remarks=tuple(_also(part) for part in group[1:4]),
            help=say("add a key that leads to somebody, such as 9: {{operator: receptie}}"),
            claim=over((edge for part in group for edge in edges_of(part, linked)), CUT_OFF),
        )


def _also(part: MenuPart) -> Remark:
    route = ("auto_attendants", *part)
    return Remark(route, say("nor menu {key}, to which it leads", key=part[0]), on_key=True)
