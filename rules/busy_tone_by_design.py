"""Callers of a published number can come to a busy tone that the plan asks for.

`busy_tone` is a choice, and a caller who hears it is lost all the same. A destination (a mailbox, the
reception, a mobile) or `wait` keeps him.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import BUSY_BY_NAME, BUSY_TONE
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import decided_at

ABOUT = About(
    code="NP306",
    level=Level.ADVICE,
    manual="6.7.4",
    bad="""
hunt_groups:
  support:
    number: 088-7654002
    members: [support1]
    when_busy: busy_tone  # <-
users:
  support1: {extension: 221, devices: [{model: yealink-t31p}]}
""",
    good="""
hunt_groups:
  support:
    number: 088-7654002
    members: [support1]
    when_busy: wait
  intern:
    extension: 103
    members: [support1]
    when_busy: busy_tone
users:
  support1: {extension: 221, devices: [{model: yealink-t31p}]}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report busy tones by name at groups that a caller from outside can come to."""
    for group in linked.plan.hunt_groups.values():
        tones = [group.at("when_busy")] if group.when_busy == BUSY_TONE.key else []
        if group.not_reachable and group.not_reachable.to == BUSY_TONE.key:
            tones.append(group.at("not_reachable", "to"))
        node = node_of(group)
        if not tones or node not in linked.calls.from_outside:
            continue
        path = linked.calls.path_to(node)
        entry = linked.words.place(path[0].source) if path else group.key
        for route in tones:
            yield Finding(
                route,
                say("who calls {number} can come to a busy tone here", number=entry),
                help=say("name a destination instead"),
                claim=over(decided_at(route, group, linked), BUSY_BY_NAME, who="external"),
            )
