"""A menu key has more than one action.

A key does one thing. Of two actions only one is taken, and which one differs between platforms.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import decided_at

ABOUT = About(
    code="NP230",
    level=Level.ERROR,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        1: {transfer: "0612345678", hang_up: true}  # <-
        9: {operator: "0612345678"}
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        1: hang_up
        9: {operator: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Count the actions of each key."""
    for attendant in linked.plan.auto_attendants.values():
        for name, menu in attendant.menus():
            for key, action in menu.keys.items():
                if len(action.actions) > 1:
                    yield Finding(
                        attendant.at(name, "keys", key),
                        say(
                            "key {key} of menu {menu} has more than one action: {actions}",
                            key=key,
                            menu=attendant.key,
                            actions=linked.words.listed(action.actions),
                        ),
                        on_key=True,
                        help=say("keep one of them"),
                        claim=over(decided_at(attendant.at(name, "keys", key), attendant, linked), essential=False),
                    )
