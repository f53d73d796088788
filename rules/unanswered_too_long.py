"""A call rings too long before anything takes it.

Each place on the way rings for its own time, and the caller waits for their sum. Callers give up after a minute or
less, and the network ends the call after `company.ring_limit`, two minutes unless the company says otherwise: whatever
stands behind that is never reached.
"""

import sys
from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.ring_time import UnansweredRun, runs_beyond

ABOUT = About(
    code="NP228",
    level=Level.WARNING,
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, rings: 8}  # <-
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 100s, to: receptie}
""",
    good="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, rings: 5}
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Add up the seconds along each way that nobody answers."""
    limit = linked.plan.company.ring_limit
    reported: set[Edge] = set()
    for run in runs_beyond(limit, sys.maxsize, linked):
        seconds = 0
        for index, edge in enumerate(run):
            if edge.seconds > limit:
                break
            seconds += edge.seconds
            if seconds > limit:
                if edge not in reported:
                    reported.add(edge)
                    yield _finding(run[: index + 1], seconds, limit, linked)
                break


def _finding(run: UnansweredRun, seconds: int, limit: int, linked: LinkedPlan) -> Finding:
    return Finding(
        run[-1].route,
        say(
            "a call to {start} would ring for {seconds} s before it came to {end}: the network ends it after {limit} s",
            start=linked.words.place(run[0].source),
            end=linked.words.place(run[-1].target),
            seconds=seconds,
            limit=limit,
        ),
        help=say("let the places on the way ring shorter"),
        claim=Claim((run,), frozenset({GIVES_UP})),
    )
