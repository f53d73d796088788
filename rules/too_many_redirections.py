"""A call is sent on too often.

The network drops a call that was forwarded more than `company.max_redirections` times (five unless the company says
otherwise) since somebody or something answered it. A menu or a mailbox on the way answers, and the count begins anew.
"""

import sys
from collections.abc import Iterator

from nummerplan.model.call_graph import TOO_MANY_REDIRECTIONS, Edge
from nummerplan.model.call_way import called
from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.unanswered import runs_beyond
from nummerplan.model.witness import Claim

ABOUT = About(
    code="NP231",
    level=Level.WARNING,
    bad="""
company: {max_redirections: 2}
users:
  anna: {extension: 201, devices: [{model: yealink-t54w}], forwarding: {missed: {to: bert, rings: 3}}}
  bert: {extension: 202, devices: [{model: yealink-t54w}], forwarding: {missed: {to: carl, rings: 3}}}
  carl:
    extension: 203
    devices: [{model: yealink-t54w}]
    forwarding:
      missed:
        to: "0612345678"  # <-
        rings: 3
""",
    good="""
users:
  anna: {extension: 201, devices: [{model: yealink-t54w}], forwarding: {missed: {to: bert, rings: 3}}}
  bert: {extension: 202, devices: [{model: yealink-t54w}], forwarding: {missed: {to: carl, rings: 3}}}
  carl: {extension: 203, devices: [{model: yealink-t54w}], forwarding: {missed: {to: "0612345678", rings: 3}}}
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Count the steps of each way that nobody answers; what goes round is reported as a circle."""
    most = case.plan.company.max_redirections
    reported: set[Edge] = set()
    for run in runs_beyond(sys.maxsize, most, case.graph):
        if len(run) <= most or most < 0 or run[-1].target in {edge.source for edge in run}:
            continue
        edge = run[most]
        if edge not in reported:
            reported.add(edge)
            start = run[0].source
            yield Finding(
                edge.route,
                say(
                    "a call to {start} is sent on more than {most} times, and dropped before {end}",
                    start=called(start, case.numbering),
                    end=called(edge.target, case.numbering),
                    most=most,
                ),
                help=say("shorten the way: let an earlier place lead to the end of it"),
                claim=Claim((run[: most + 1],), frozenset({TOO_MANY_REDIRECTIONS})),
            )
