"""A menu with keys has the platform's own greeting.

It welcomes the caller and says nothing of this company's keys, so nobody knows what to press. Record a
greeting that names them. A menu whose only key is the operator needs none: who presses nothing gets there
too.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import Menu
from nummerplan.model.rule import About

ABOUT = About(
    code="NP507",
    level=Level.ADVICE,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: default  # <-
      keys: {1: verkoop, 9: {operator: receptie}}
users:
  receptie: {extension: 209}
  verkoop: {extension: 211}
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys: {1: verkoop, 9: {operator: receptie}}
  doorgang:
    extension: 556
    business_hours_menu:
      keys: {9: {operator: receptie}}
users:
  receptie: {extension: 209}
  verkoop: {extension: 211}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report menus whose keys no greeting names."""
    for attendant in linked.plan.auto_attendants.values():
        for setting, menu in (
            ("business_hours_menu", attendant.business_hours_menu),
            ("after_hours_menu", attendant.after_hours_menu),
        ):
            if menu and menu.greeting == "default" and _has_choice(menu):
                yield Finding(
                    attendant.at(setting, "greeting"),
                    say(
                        "menu {key} has keys and the platform's greeting: nobody hears which",
                        key=attendant.key,
                    ),
                    help=say("write greeting: with an audio file, recorded, or {{say: TEXT}}"),
                )


def _has_choice(menu: Menu) -> bool:
    return any(action.operator is None for action in menu.keys.values())
