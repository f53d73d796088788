"""A menu key is set, but the greeting does not name it.

Callers cannot know of it. The reception key need not be named, since it is where a caller goes who presses nothing, nor
need one that repeats the menu. A key that only colleagues are to know may stay unnamed too, so this is advice.

Only greetings written as text (`{say: ...}`) can be read, in Dutch and English.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant, KeyAction, Menu
from nummerplan.model.plan.fields.greeting import Spoken
from nummerplan.model.rule import About
from nummerplan.rules.analysis.announced_keys import LANGUAGES, mentioned
from nummerplan.rules.analysis.deciding_edges import decided_at

ABOUT = About(
    code="NP213",
    level=Level.ADVICE,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: {say: "Welkom. Voor verkoop toets 1."}
      keys:
        1: "0612345678"
        2: "0612345670"  # <-
        9: {operator: "0612345679"}
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: {say: "Welkom. Voor verkoop toets 1, voor support 2."}
      keys:
        1: "0612345678"
        2: "0612345670"
        9: {operator: "0612345679"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare the keys of each menu with what its greeting says."""
    if linked.plan.company.language not in LANGUAGES:
        return
    for attendant in linked.plan.auto_attendants.values():
        for name, menu in attendant.menus():
            if isinstance(menu.greeting, Spoken):
                yield from _judge(attendant, name, menu, linked)


def _may_be_silent(action: KeyAction) -> bool:
    """The reception key, and one that only repeats the menu: who does not know of them misses nothing."""
    return action.operator is not None or action.repeat_menu


def _judge(attendant: AutoAttendant, name: str, menu: Menu, linked: LinkedPlan) -> Iterator[Finding]:
    named = mentioned(menu.greeting.say) if isinstance(menu.greeting, Spoken) else set()
    unknown = [key for key, action in menu.keys.items() if key not in named and not _may_be_silent(action)]
    if len(unknown) > 1 and named.isdisjoint(menu.keys):
        yield Finding(
            attendant.at(name, "greeting", "say"),
            say(
                "the greeting of menu {menu} names none of its keys {keys}",
                menu=attendant.key,
                keys=linked.words.listed(unknown),
            ),
            help=say("say which key is for what"),
        )
        return
    for key in unknown:
        yield Finding(
            attendant.at(name, "keys", key),
            say("the greeting of menu {menu} does not name key {key}", menu=attendant.key, key=key),
            on_key=True,
            help=say("name the key in the greeting, if callers are to press it"),
            claim=over(decided_at(attendant.at(name, "keys", key), attendant, linked), essential=False),
        )
