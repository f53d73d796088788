"""A call is sent on too often.

The network drops a call that was forwarded more than `company.max_redirections` times (five unless the company says
otherwise) since somebody or something answered it. A menu or a mailbox on the way answers, and the count begins anew.

Where only colleagues can meet it, this is advice.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import TOO_MANY_REDIRECTIONS
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Claim, Witness
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.redirection_chains import ways_beyond

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


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for calls that are dropped, one for each step that comes too late; loops are another rule's."""
    most = linked.plan.company.max_redirections
    reported: set[Route] = set()
    for way in ways_beyond(most, linked) if most >= 0 else ():
        claim = Claim((way,), frozenset({TOO_MANY_REDIRECTIONS}))
        if way[-1].route not in reported and isinstance(linked.calls.call(claim), Witness):
            reported.add(way[-1].route)
            yield Finding(
                way[-1].route,
                say(
                    "a call to {start} is sent on more than {most} times, and dropped before {end}",
                    start=linked.words.place(way[0].source),
                    end=linked.words.place(way[-1].target),
                    most=most,
                ),
                help=say("shorten the way: let an earlier place lead to the end of it"),
                claim=claim,
            )
