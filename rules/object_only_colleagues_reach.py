"""Only colleagues can reach this object, by its extension.

No number, menu, group, forward, night destination or name dialling leads to it. For a telephone in a meeting room
that may be intended, so for users and fax boxes this is advice. A group, a menu or a mailbox is nearly always made
for callers from outside: something that should lead to it was forgotten.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.rule import About
from nummerplan.rules.analysis.near_names import meant_by_a_slip

ABOUT = About(
    code="NP204",
    level=Level.WARNING,
    manual="6.1.1",
    gives_way_to=("fax-without-number",),
    bad="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
  vergaderzaal:  # <-
    extension: 240
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:  # <-
    extension: 102
    members: [receptie]
    overflow: {after: 60s, to: receptie}
""",
    good="""
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding: {missed: support}
  monteur:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [monteur]
    overflow: {after: 60s, to: 0612345678}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report objects to which nothing but their own extension leads, and no misspelt destination either."""
    alone = list(_alone(linked))
    meant = meant_by_a_slip([entity.key for entity in alone], linked)
    for entity in alone:
        if entity.key not in meant:
            place = linked.words.place(node_of(entity))
            yield Finding(
                entity.route,
                say("only colleagues can reach {place}, by its extension", place=place),
                on_key=True,
                help=say("give it a number, or lead a menu key or a forward to it, if others are to reach it"),
                level=_level(entity),
                claim=over(linked.graph.incoming.get(node_of(entity), ()), who="internal", essential=False),
            )


def _alone(linked: LinkedPlan) -> Iterator[Entity]:
    graph = linked.graph
    outside = linked.calls.from_outside
    members: set[str] | None = None
    for entity in linked.objects():
        if getattr(entity, "number", None) or not getattr(entity, "extension", None):
            continue
        node = node_of(entity)
        if node in outside or node not in linked.calls.from_inside:  # that is worked out where one needs it
            continue
        if any(edge.source.kind != "extension" for edge in graph.incoming.get(node, ()) if edge.source != node):
            continue
        if entity.section == "users":
            if members is None:
                members = {member for group in linked.plan.hunt_groups.values() for member in group.members}
            if entity.key in members:
                continue
        yield entity


def _level(entity: Entity) -> Level:
    by_choice = entity.section == "users" or (isinstance(entity, Mailbox) and entity.kind == "fax")
    return Level.ADVICE if by_choice else Level.WARNING
