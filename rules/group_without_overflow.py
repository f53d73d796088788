"""A hunt group has no overflow.

When nobody answers, the call rings until the caller gives up. The manual advises always to set an overflow: to
reception, to a voicemail, to a mobile. For a group that only colleagues call this is advice.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.left_to_platform import help_if_unmanaged
from nummerplan.rules.analysis.night_calls import waits_in_vain_at_night

ABOUT = About(
    code="NP214",
    level=Level.WARNING,
    manual="6.7.4",
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:  # <-
    extension: 102
    members: [support1]
""",
    good="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for groups that ring on when nobody answers."""
    for group in linked.plan.hunt_groups.values():
        if group.overflow is not None and group.overflow.to is not None:
            continue
        node = node_of(group)
        ringing = [edge for edge in linked.graph.edges.get(node, ()) if edge.target == GIVES_UP]
        if ringing and group.members and not waits_in_vain_at_night(node, linked):
            unknown = help_if_unmanaged(group, "overflow")
            yield Finding(
                group.at("overflow"),
                say("hunt group {key} has no overflow: when nobody answers, it rings for ever", key=group.key)
                if unknown is None
                else say("by the plan hunt group {key} has no overflow and rings for ever", key=group.key),
                on_key=True,
                help=unknown or say("say where a call goes that has waited: overflow: {{after: 60s, to: DESTINATION}}"),
                claim=over(reversed(ringing), GIVES_UP),
                level=None if unknown is None else Level.ADVICE,
            )
