"""A user, hunt group or menu has neither number nor extension.

Nothing can be dialled that leads to it. The portal lists only what has one of the two: without it a
person cannot call, and a group or menu is not usable. An extension is enough for what is reached through
a menu or a group only.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP113",
    level=Level.ERROR,
    manual="6.5.1, 6.7.1, 6.8.1",
    gives_way_to=("object-nobody-reaches",),
    bad="""
users:
  magazijn:  # <-
    last_name: Magazijn
  receptie:
    last_name: Receptie
    extension: 209
    forwarding: {missed: verkoop}
hunt_groups:
  verkoop:  # <-
    members: [receptie]
""",
    good="""
users:
  receptie:
    last_name: Receptie
    extension: 209
hunt_groups:
  verkoop:
    extension: 101
    members: [receptie]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Users, groups and menus that cannot be dialled; members of groups have a rule of their own."""
    plan = linked.plan
    members: set[str] | None = None
    for section in (plan.users, plan.hunt_groups, plan.auto_attendants):
        for entity in section.values():
            if entity.extension is None and entity.number is None and not entity.extra_numbers:
                if members is None:
                    members = {member for group in plan.hunt_groups.values() for member in group.members}
                if entity.section == "users" and entity.key in members:
                    continue
                yield Finding(
                    entity.route,
                    say("{name} has neither a number nor an extension and cannot be called", name=entity.key),
                    on_key=True,
                    help=say("give it an extension of 2 to 4 digits, or one of the company's numbers"),
                )
