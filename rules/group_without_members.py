"""A hunt group has no members.

Nobody rings: every call goes at once where a call goes that nobody takes, or gets a busy tone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP217",
    level=Level.ERROR,
    manual="6.7.2",
    bad="""
hunt_groups:
  support:  # <-
    extension: 102
    overflow: {after: 60s, to: "0612345678"}
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
    """Look for empty groups."""
    for group in linked.plan.hunt_groups.values():
        if not group.members:
            yield Finding(
                group.at("members"),
                say("hunt group {key} has no members", key=group.key),
                on_key=True,
                help=say("name the users who are to ring: members: [KEY, KEY]"),
                claim=over(steps(group, linked, "not_reachable"), essential=False),
            )
