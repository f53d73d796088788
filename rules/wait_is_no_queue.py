"""A hunt group lets callers wait, but it is no queue.

With `when_busy: wait` a caller who finds everyone passed over hears the ringing tone until a member is free or the
overflow comes. He keeps no place in a line: of those who wait, whoever is offered to a free member first has him, and
nobody is told how long it takes. Give the group an overflow, so that waiting ends well; a queue (a call centre) is
another product of the platform.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP236",
    level=Level.ADVICE,
    manual="6.7.4",
    bad="""
users:
  support1: {extension: 221, devices: [{model: yealink-t54w}]}
hunt_groups:
  support:
    extension: 102
    number: 088-7654002
    members: [support1]
    when_busy: wait  # <-
    overflow: {after: 60s, to: 0612345678}
""",
    good="""
users:
  support1: {extension: 221, devices: [{model: yealink-t54w}]}
hunt_groups:
  support:
    extension: 102
    number: 088-7654002
    members: [support1]
    when_busy: 0612345678
    overflow: {after: 60s, to: 0612345678}
  ploeg:
    extension: 103
    number: 088-7654003
    members: [support1]
    overflow: {after: 60s, to: 0612345678}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report groups that somebody can come to and wait at."""
    for group in linked.plan.hunt_groups.values():
        if group.when_busy == "wait" and group.members and node_of(group) in linked.calls.from_inside:
            yield Finding(
                group.at("when_busy"),
                say("who waits at hunt group {key} keeps no place in a line: it is no queue", key=group.key),
                help=say("let callers wait a short time before the overflow takes them")
                if group.overflow
                else say("let callers wait a short time, and give the group an overflow"),
                claim=over(steps(group, linked, "when_busy"), essential=False),
            )
