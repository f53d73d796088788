"""A call is sent on too often.

The network drops a call that was forwarded more than `company.max_redirections` times (five unless the company says
otherwise) since somebody or something answered it. A menu or a mailbox on the way answers, and the count begins anew.

A chain that loses every call, whatever people do, is an error. Where only colleagues can meet it, this is advice.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import TOO_MANY_REDIRECTIONS
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Claim, Way, Who, Witness
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.redirection_chains import SENDING_ON, ways_beyond

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


_CALLERS: tuple[Who, ...] = ("external", "internal")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for calls that are dropped, one for each step that comes too late; loops are another rule's."""
    most = linked.plan.company.max_redirections
    by_last: dict[Route, list[Way]] = {}
    for way in ways_beyond(most, linked) if most >= 0 else ():
        by_last.setdefault(way[-1].route, []).append(way)
    for ways in by_last.values():
        if shown := _shown(ways, linked):
            way, claim = shown
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


def _shown(ways: list[Way], linked: LinkedPlan) -> tuple[Way, Claim] | None:
    """The first of some ways that a call from outside takes from its beginning; else one that a colleague's takes."""
    for who in _CALLERS:
        for way in ways:
            # Redirections are counted from where the call came in or was answered last: the claim begins there, so
            # that the call which shows it is one to this place, and not one that came by on its way.
            arriving = [edge for edge in linked.graph.incoming[way[0].source] if edge.source.kind not in SENDING_ON]
            claim = Claim(tuple((edge, *way) for edge in arriving), frozenset({TOO_MANY_REDIRECTIONS}), who)
            if isinstance(linked.calls.call(claim), Witness):
                return way, claim
    return None
