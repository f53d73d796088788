"""Two users are spelled alike on the keypad.

A menu offers dialling by name, and the letters of both names lie on the same keys: Kees (5337) and Leep
(5337). The caller who spells one cannot say which he means; platforms ring the first or read out a list.
Give one of them another spelling, or know that it is so.

Spelled are last name and first name, without an infix such as "van der" and without accents.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.keypad import NameOrder, spellings
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About

ABOUT = About(
    code="NP509",
    level=Level.ADVICE,
    manual="6.8.1",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys: {8: dial_by_name}
users:
  jan1: {extension: 201, first_name: Jan, last_name: Bakker}
  jan2: {extension: 202, first_name: Jan, infix: de, last_name: Bàkker}  # <-
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys: {8: dial_by_name}
users:
  jan1: {extension: 201, first_name: Jan, last_name: Bakker}
  piet: {extension: 202, first_name: Piet, last_name: Bakker}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each user whose spelling an earlier one has, when some menu dials by name."""
    order = _order(linked)
    if order is None:
        return
    first: dict[str, User] = {}
    for user in linked.plan.users.values():
        if not (user.extension or user.number):
            continue
        for digits in spellings(user, order):
            other = first.setdefault(digits, user)
            if other is not user:
                yield Finding(
                    user.at("last_name"),
                    say(
                        "{user} and {other} are both spelled {digits} on the keypad",
                        user=user.key,
                        other=other.key,
                        digits=digits,
                    ),
                    remarks=(Remark(other.at("last_name"), say("spelled alike")),),
                    help=say("callers who dial by name cannot tell them apart"),
                )
                break


def _order(linked: LinkedPlan) -> NameOrder | None:
    """The widest way of spelling that a menu offers; None when no menu dials by name."""
    orders = {
        attendant.dial_by_name_order
        for attendant in linked.plan.auto_attendants.values()
        for menu in (attendant.business_hours_menu, attendant.after_hours_menu)
        if menu and any(action.dial_by_name for action in menu.keys.values())
    }
    return "either" if "either" in orders else "last_first" if orders else None
