"""A menu key announces a transfer that it does not make.

`announce: true` says "u wordt nu doorgeschakeld" before a `transfer`. With another action, an operator or a message, it
does nothing. Write the destination under `transfer`, or leave `announce` out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP238",
    level=Level.WARNING,
    manual="6.8.3",
    gives_way_to=("menu-key-without-destination",),
    bad="""
users:
  receptie: {extension: 209, devices: [{model: yealink-t54w}]}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        9: {operator: receptie, announce: true}  # <-
""",
    good="""
users:
  receptie: {extension: 209, devices: [{model: yealink-t54w}]}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        1: {transfer: receptie, announce: true}
        9: {operator: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for keys that announce something else than a transfer."""
    for attendant in linked.plan.auto_attendants.values():
        for name, menu in attendant.menus():
            for key, action in menu.keys.items():
                if action.announce and action.transfer is None:
                    yield Finding(
                        attendant.at(name, "keys", key, "announce"),
                        say("key {key} of menu {menu} has no transfer to announce", key=key, menu=attendant.key),
                        help=say("write the destination under transfer, or leave announce out"),
                    )
