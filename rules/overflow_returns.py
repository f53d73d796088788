"""A hunt group overflows to itself.

The call that nobody answered comes back to the same group, and stays in this loop until the network
drops it.
Where only colleagues can call the group, this is a warning.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import LOOPING_ENDS
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP216",
    level=Level.ERROR,
    manual="6.7.4",
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: support}  # <-
""",
    good="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: "0612345678"}
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for ways that lead from a group to the group; what does so at night belongs to night forwarding."""
    for group in linked.plan.hunt_groups.values():
        node, seen = node_of(group), set[Route]()
        edges = linked.graph.edges.get(node, ())
        for edge in edges:
            if edge.target == node and edge.condition != "night" and edge.route not in seen:
                seen.add(edge.route)
                yield Finding(
                    edge.route,
                    say("calls that nobody in hunt group {key} takes come back to the group", key=group.key),
                    help=say("name somebody else, a voicemail or a mailbox"),
                    claim=over((other for other in edges if other.route == edge.route), *LOOPING_ENDS),
                )
