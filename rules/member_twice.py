"""A user is a member of a hunt group twice.

Platforms refuse such a list, or ring the same telephone twice in a round. Often another member was meant.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP221",
    level=Level.WARNING,
    manual="6.7.2",
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members:
      - support1
      - support1  # <-
    next_member_after: {rings: 4}
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
    """Look for names that a list of members has twice."""
    for group in linked.plan.hunt_groups.values():
        if len(set(group.members)) == len(group.members):
            continue
        first: dict[str, int] = {}
        for index, member in enumerate(group.members):
            if member in first:
                yield Finding(
                    group.at("members", index),
                    say("{member} is a member of hunt group {key} twice", member=member, key=group.key),
                    remarks=(Remark(group.at("members", first[member]), say("here first")),),
                    help=say("take one of them out, or write the member that was meant"),
                )
            first.setdefault(member, index)
