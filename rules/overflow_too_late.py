"""A hunt group overflows later than any caller waits.

The network ends a call that has rung for `company.ring_limit`, two minutes unless the company says otherwise. An
overflow that comes later never happens: the caller is gone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP215",
    level=Level.WARNING,
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
    overflow: {after: 5m, to: "0612345678"}  # <-
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
    overflow: {after: 1m, to: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare each overflow with the time after which ringing ends."""
    limit = linked.plan.company.ring_limit
    for group in linked.plan.hunt_groups.values():
        if group.overflow is not None and (group.overflow.after or 0) > limit:
            yield Finding(
                group.at("overflow", "after"),
                say(
                    "hunt group {key} overflows after {seconds} s, but ringing ends after {limit} s",
                    key=group.key,
                    seconds=group.overflow.after,
                    limit=limit,
                ),
                remarks=(Remark(("company", "ring_limit"), say("ringing ends after {limit} s", limit=limit)),)
                if "ring_limit" in linked.plan.company.model_fields_set
                else (),
                help=say("let it overflow sooner; few callers wait longer than a minute"),
                claim=over(steps(group, linked, "no_answer"), GIVES_UP, essential=False),
            )
