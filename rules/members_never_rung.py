"""Members of a hunt group never ring, because the overflow comes first.

With a fixed order each member rings for `next_member_after` before the next one does. What is left after
`overflow.after` never has its turn, unless somebody before is on a call. Let members ring shorter, let the call wait
longer, or ring all at once.

An overflow without `after`, or after no time at all, takes every call before anybody rings: an error.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.forwarding import SECONDS_A_RING
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP227",
    level=Level.WARNING,
    manual="6.7.4",
    bad="""
users:
  support1: {extension: 221, devices: [{model: yealink-t54w}]}
  support2: {extension: 222, devices: [{model: yealink-t54w}]}
  support3: {extension: 223, devices: [{model: yealink-t54w}]}
hunt_groups:
  support:
    extension: 102
    members: [support1, support2, support3]
    next_member_after: {rings: 4}
    overflow: {after: 30s, to: "0612345678"}  # <-
""",
    good="""
users:
  support1: {extension: 221, devices: [{model: yealink-t54w}]}
  support2: {extension: 222, devices: [{model: yealink-t54w}]}
  support3: {extension: 223, devices: [{model: yealink-t54w}]}
hunt_groups:
  support:
    extension: 102
    members: [support1, support2, support3]
    next_member_after: {rings: 4}
    overflow: {after: 60s, to: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare the turns of the members with the overflow."""
    for group in linked.plan.hunt_groups.values():
        overflow = group.overflow
        if overflow is None or overflow.to is None or not group.members:
            continue
        if not overflow.after:
            yield _at_once(group, linked)
        elif group.policy == "regular" and group.next_member_after and (late := _late(group, overflow.after, linked)):
            yield _finding(group, late, linked)


def _late(group: HuntGroup, after: int, linked: LinkedPlan) -> list[str]:
    """The members whose turn begins when the overflow has come; members without a telephone take no time."""
    users = linked.plan.users
    members = [m for m in dict.fromkeys(group.members) if m in users and users[m].devices]
    turn = group.next_member_after.rings * SECONDS_A_RING if group.next_member_after else 0
    return [member for index, member in enumerate(members) if index * turn >= after]


def _finding(group: HuntGroup, late: list[str], linked: LinkedPlan) -> Finding:
    return Finding(
        group.at("overflow", "after"),
        say(
            "hunt group {key} overflows before it is the turn of {members}",
            key=group.key,
            members=linked.words.listed(late),
        ),
        remarks=(Remark(group.at("next_member_after", "rings"), say("so long each member rings")),),
        help=say("let the call wait longer, let members ring shorter, or choose policy: simultaneous"),
        claim=over(steps(group, linked, "overflow"), essential=False),
    )


def _at_once(group: HuntGroup, linked: LinkedPlan) -> Finding:
    return Finding(
        group.at("overflow", "after"),
        say("hunt group {key} overflows at once: nobody in it ever rings", key=group.key),
        help=say("say how long a call waits, such as after: 60s"),
        claim=over(steps(group, linked, "overflow"), essential=False),
        level=Level.ERROR,
    )
