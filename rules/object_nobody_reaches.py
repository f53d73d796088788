"""Nobody at all can reach this object.

It has no number and no extension, no menu, group, forward or night destination leads to it, or only such as nobody
can reach either. It does nothing for any caller.

Give it an extension or a number, lead a menu key or a forward to it, or take it out of the plan.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.plan import Plan
from nummerplan.model.rule import About
from nummerplan.rules.analysis.near_names import meant_by_a_slip

ABOUT = About(
    code="NP203",
    level=Level.ERROR,
    manual="6.5.1",
    bad="""
users:
  magazijn:  # <-
    devices: [{model: yealink-t54w}]
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
mailboxes:
  klachten:  # <-
    email: klachten@mijnbedrijf.example
""",
    good="""
users:
  magazijn:
    extension: 231
    devices: [{model: yealink-t54w}]
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: klachten}
mailboxes:
  klachten:
    email: klachten@mijnbedrijf.example
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare what nobody can dial with what somebody can come to, and with the members of groups."""
    lonely = list(_without_a_number(linked.plan))
    if not lonely:
        return  # following the calls of a large plan takes a while
    inside, outside = linked.calls.from_inside, linked.calls.from_outside
    lonely = [entity for entity in lonely if (node := node_of(entity)) not in inside and node not in outside]
    members = {member for group in linked.plan.hunt_groups.values() for member in group.members}
    lonely = [entity for entity in lonely if entity.section != "users" or entity.key not in members]
    meant = meant_by_a_slip([entity.key for entity in lonely], linked)
    for entity in lonely:
        if entity.key not in meant:
            yield Finding(
                entity.route,
                say(
                    "nobody can reach {place}: it has no number and no extension, and nothing leads to it",
                    place=linked.words.place(node_of(entity)),
                ),
                on_key=True,
                help=say("give it an extension or a number, or take it out of the plan")
                if entity.section != "mailboxes"
                else say("give it an extension or a number, lead a key or a forward to it, or take it out of the plan"),
            )


def _without_a_number(plan: Plan) -> Iterator[Entity]:
    """Objects that nobody can dial; a number that is malformed or held by another is a mistake of its own."""
    for section in (plan.users, plan.hunt_groups, plan.auto_attendants, plan.mailboxes):
        for entity in section.values():
            if not entity.extension and not entity.number and not getattr(entity, "extra_numbers", None):
                yield entity
