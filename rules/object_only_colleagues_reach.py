"""Only colleagues can reach this object, by its extension.

No call to a number of the company comes to it, by whatever keys, forwards and hours. Menus that lead to each other, and
to which nothing else leads, are one island and one finding. For a telephone in a meeting room that may be intended, so
for users and fax boxes this is advice. A group, a menu or a mailbox is nearly always made for callers from outside:
something that should lead to it was forgotten. What only such an object leads to is not named again.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.colleagues_only import Island, islands
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
auto_attendants:
  keuze:  # <-
    extension: 402
    business_hours_menu: {greeting: recorded, keys: {1: meer, 0: {operator: receptie}}}
  meer:
    extension: 403
    business_hours_menu: {greeting: recorded, keys: {1: keuze, 0: {operator: receptie}}}
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
    """Report the places at which a way from outside is missing, where no misspelt destination is meant by them."""
    alone = islands(linked)
    meant = meant_by_a_slip([entity.key for island in alone for entity in island.objects], linked)
    for island in alone:
        if not any(entity.key in meant for entity in island.objects):
            yield _finding(island, linked)


def _finding(island: Island, linked: LinkedPlan) -> Finding:
    first, *others = island.objects
    places = [linked.words.place(node_of(entity)) for entity in island.objects]
    own = (edge for edge in linked.graph.incoming.get(node_of(first), ()) if edge.source.kind == "extension")
    return Finding(
        first.route,
        say("only colleagues can reach {place}, by its extension", place=places[0])
        if not others
        else say("only colleagues can reach {places}: they lead to each other", places=linked.words.listed(places)),
        on_key=True,
        remarks=tuple(
            Remark(entity.route, say("this is {place}", place=place), on_key=True)
            for entity, place in zip(others, places[1:], strict=True)
        ),
        help=say("give it a number, or lead a menu key or a forward to it, if others are to reach it"),
        level=Level.ADVICE if island.by_choice else Level.WARNING,
        claim=over(own, who="internal", essential=False),
    )
