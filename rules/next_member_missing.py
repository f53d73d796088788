"""A hunt group does not say when the next member rings.

Without `next_member_after` the first member who can ring goes on ringing: the others never do while that one is free
but away from the desk. With an overflow the call at least ends somewhere else, and this is advice: a group in which
the others ring only while the first is on a call may be intended.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP219",
    level=Level.WARNING,
    manual="6.7.4",
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
  support2:
    extension: 222
    devices: [{model: yealink-t31p}]
hunt_groups:
  support:  # <-
    extension: 102
    members: [support1, support2]
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
    members: [support1, support2]
    next_member_after: {rings: 4}
    overflow: {after: 60s, to: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for groups that ring one member after another and do not say when."""
    for group in linked.plan.hunt_groups.values():
        if group.next_member_after is None and group.policy != "simultaneous" and len(set(group.members)) > 1:
            yield _finding(group, linked)


def _finding(group: HuntGroup, linked: LinkedPlan) -> Finding:
    overflows = group.overflow is not None and group.overflow.to is not None
    text = (
        say("hunt group {key} rings one member until the overflow, and the others not at all", key=group.key)
        if overflows
        else say("hunt group {key} rings its first free member for ever, and the others not at all", key=group.key)
    )
    return Finding(
        group.at("next_member_after"),
        text,
        on_key=True,
        help=say("say when the next one rings: next_member_after: {{rings: 4}}, or choose policy: simultaneous"),
        level=Level.ADVICE if overflows else None,
        claim=over(steps(group, linked, "overflow", "no_answer"), essential=False),
    )
