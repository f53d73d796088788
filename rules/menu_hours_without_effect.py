"""Business hours of a menu that has only one menu.

Hours and holidays of a menu choose between its business hours menu and its after hours menu. With one menu
there is nothing to choose: it always plays. Add an `after_hours_menu`, or use night forwarding for the time
after hours and leave the menu's hours out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP303",
    level=Level.WARNING,
    manual="6.8.2",
    bad="""
schedules:
  office: {mon-fri: 08:30-17:30}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours: office  # <-
    business_hours_menu: {keys: {9: {operator: receptie}}}
users:
  receptie: {extension: 209}
""",
    good="""
schedules:
  office: {mon-fri: 08:30-17:30}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours: office
    business_hours_menu: {keys: {9: {operator: receptie}}}
    after_hours_menu: {keys: {9: hang_up}}
users:
  receptie: {extension: 209}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report menus with hours or holidays of their own and no after hours menu."""
    for menu in linked.plan.auto_attendants.values():
        if menu.after_hours_menu is not None or not (menu.business_hours or menu.holidays):
            continue
        setting = "business_hours" if menu.business_hours else "holidays"
        yield Finding(
            menu.at(setting),
            say(
                "menu {key} has one menu, which always plays: its {setting} has no effect",
                key=menu.key,
                setting=setting,
            ),
            help=say("add an after_hours_menu, or take {setting} out", setting=setting),
        )
