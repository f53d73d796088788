"""A greeting promises a key that is not set.

The text of the greeting tells callers to press a key, and the menu has no action for it. Who presses it hears the menu
again, and after three times goes where a caller goes who presses nothing.

Only greetings written as text (`{say: ...}`) can be read, in Dutch and English.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.greeting import Spoken
from nummerplan.model.rule import About
from nummerplan.rules.analysis.announced_keys import LANGUAGES, promised

ABOUT = About(
    code="NP212",
    level=Level.WARNING,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: {say: "Welkom. Voor verkoop toets 1, voor support kiest u een 2."}  # <-
      keys:
        1: "0612345678"
        9: {operator: "0612345679"}
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: {say: "Welkom. Voor verkoop toets 1, voor support kiest u een 2."}
      keys:
        1: "0612345678"
        2: "0612345670"
        9: {operator: "0612345679"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare what each greeting says with the keys of its menu."""
    if linked.plan.company.language not in LANGUAGES:
        return
    for attendant in linked.plan.auto_attendants.values():
        for name, menu in attendant.menus():
            if not isinstance(menu.greeting, Spoken):
                continue
            if unset := sorted(promised(menu.greeting.say).difference(menu.keys)):
                keys = linked.words.listed(unset)
                yield Finding(
                    attendant.at(name, "greeting", "say"),
                    say("the greeting of menu {menu} asks for {keys}, which is not set", menu=attendant.key, keys=keys),
                    help=say("give the key an action, or leave it out of the greeting"),
                )
