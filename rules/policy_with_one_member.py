"""A hunt group of one member has a policy of turns.

`circular` and `uniform` share calls among members; with one member there is nothing to share. Either a member is
missing, or the policy is left over from a larger group.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP220",
    level=Level.ADVICE,
    manual="6.7.3",
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    policy: uniform  # <-
    members: [support1]
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
    """Look for policies that need more than one member."""
    for group in linked.plan.hunt_groups.values():
        if group.policy in ("circular", "uniform") and len(group.members) == 1:
            yield Finding(
                group.at("policy"),
                say("hunt group {key} has one member; {policy} changes nothing", key=group.key, policy=group.policy),
                help=say("name the missing members, or leave the policy out"),
            )
