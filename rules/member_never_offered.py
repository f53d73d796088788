"""A member of a hunt group can never be offered a call.

A group rings the telephones of its members and nothing else of them: not their forwarding, their voicemail or other
numbers that ring along. A member without a telephone is always passed over. When that is true of all members, nobody
rings at all, which is an error.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.people import cannot_take_calls
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP218",
    level=Level.WARNING,
    manual="6.7.2",
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
  support2:
    extension: 222
    simultaneous_ring: {numbers: ["0612345678"], answer_confirmation: true}
hunt_groups:
  support:
    extension: 102
    members:
      - support1
      - support2  # <-
    next_member_after: {rings: 4}
    overflow: {after: 60s, to: "0612345678"}
""",
    good="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
  support2:
    extension: 222
    devices: [{model: yealink-t31p}]
hunt_groups:
  support:
    extension: 102
    members:
      - support1
      - support2
    next_member_after: {rings: 4}
    overflow: {after: 60s, to: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for members without a telephone."""
    users = linked.plan.users
    for group in linked.plan.hunt_groups.values():
        silent = [i for i, member in enumerate(group.members) if member in users and not users[member].devices]
        if silent and len(silent) == len(group.members):
            yield Finding(
                group.at("members"),
                say("nobody in hunt group {key} can be offered a call: no member has a telephone", key=group.key),
                help=say("a group rings telephones only: give the members devices, or name others"),
                level=Level.ERROR,
                claim=over(steps(group, linked, "not_reachable"), essential=False),
            )
            continue
        for index in silent:
            # Of one for whom nothing can ring at all, another rule speaks.
            if not cannot_take_calls(users[group.members[index]]):
                yield _silent(group, index, linked)


def _silent(group: HuntGroup, index: int, linked: LinkedPlan) -> Finding:
    member = group.members[index]
    return Finding(
        group.at("members", index),
        say("{member} has no telephone, and hunt group {key} rings nothing else", member=member, key=group.key),
        help=say("give the user a device, or take the member out"),
        claim=over(steps(group, linked, "overflow", "no_answer"), essential=False),
    )
