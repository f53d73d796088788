"""Two keys of a menu are the operator, and lead to different places.

A caller who presses nothing goes to the operator, and there can be only one: the lowest key with
`operator`. What the other one adds is no more than `transfer`; write it so, and the plan says who is the
reception.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import MENU_KEYS
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP304",
    level=Level.WARNING,
    manual="6.8.3",
    bad="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        0: {operator: receptie}
        9: {operator: verkoop}  # <-
users:
  receptie: {extension: 209}
  verkoop: {extension: 211}
""",
    good="""
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        0: {operator: receptie}
        9: {transfer: verkoop}
users:
  receptie: {extension: 209}
  verkoop: {extension: 211}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report every operator key of a menu that is not the lowest and leads elsewhere."""
    menus: dict[tuple[str | int, ...], list[DestinationUse]] = {}
    for use in linked.destinations:
        if use.purpose == "operator":
            menus.setdefault(use.route[:3], []).append(use)
    for keys in menus.values():
        if len(keys) > 1:
            first, *others = sorted(keys, key=lambda use: MENU_KEYS.index(_key(use)))
            for other in others:
                if other.node and first.node and other.node != first.node:
                    yield Finding(
                        other.route,
                        say(
                            "key {key} is a second operator: who presses nothing goes by key {first} to {there}",
                            key=_key(other),
                            first=_key(first),
                            there=linked.words.place(first.node),
                        ),
                        remarks=(Remark(first.route, say("the lowest operator key is the reception")),),
                        help=say("write transfer instead of operator here"),
                        claim=over(steps(other.owner, linked, "silence") if other.owner else (), essential=False),
                    )


def _key(use: DestinationUse) -> str:
    """The key of a menu at which a destination is written."""
    return str(use.route[4])
