"""Callers are lost at the place to which night forwarding sends them.

At night nobody picks up, so the night destination must do without people: a mailbox, a menu that ends well,
or somebody whose calls go on to a mailbox or to a number outside. Here the caller hears ringing without
end, a busy tone, or is cut off, night after night.

Give the destination a voicemail, or send callers to the company's mailbox (999).
"""

from collections.abc import Iterator

from nummerplan.model.call_graph import LOST, CallGraph, Clock, Edge, Node
from nummerplan.model.call_way import called, way
from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.night import night_active
from nummerplan.model.rule import About

ABOUT = About(
    code="NP302",
    level=Level.WARNING,
    manual="6.4.4",
    bad="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: piket  # <-
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  piket:
    extension: 230
    devices: [{model: yealink-t54w}]
    night_forwarding: off
""",
    good="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: piket
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  piket:
    extension: 230
    devices: [{model: yealink-t54w}]
    night_forwarding: off
    voicemail: {email: piket@mijnbedrijf.example}
""",
)

NOT_AT_NIGHT = frozenset({"answered", "pressed", "dialled", "refused", "busy", "when_busy"})
"""What a call does not do when nobody is there and the caller waits for what comes."""
PEOPLE = frozenset({"no_answer", "overflow"})
"""What it takes people being away to happen."""


def check(case: Case) -> Iterator[Finding]:
    """Follow the call of a caller at night whom nobody answers, from every night destination."""
    for use in case.destinations:
        if use.purpose != "night" or use.node is None or use.node.kind == "end":
            continue
        night = night_active(case.plan.company, use.owner)
        if night is None:
            continue
        lost = _lost_way(case.graph, use.node, night.clock)
        if lost:
            there, end = called(use.node, case.numbering), called(lost[-1].target, case.numbering)
            yield Finding(
                use.route,
                say(
                    "at night callers go to {there}; when nobody answers they come to {end}",
                    there=there,
                    end=end,
                ),
                help=say("send them to a mailbox, or give the last place a voicemail or an overflow that ends at one"),
                path=way(lost, case.numbering),
                level=None if any(edge.condition in PEOPLE for edge in lost) else Level.ERROR,
            )


def _lost_way(graph: CallGraph, start: Node, night: Clock | None) -> tuple[Edge, ...]:
    """The fewest edges to a lost end, with nobody answering; empty when there is none."""
    arrived: dict[Node, tuple[Edge, ...]] = {start: ()}
    queue = [start]
    for node in queue:
        for edge in _taken(graph.edges.get(node, ()), night):
            if edge.target in LOST:
                return (*arrived[node], edge)
            if edge.target not in arrived:
                arrived[edge.target] = (*arrived[node], edge)
                queue.append(edge.target)
    return ()


def _taken(edges: tuple[Edge, ...], night: Clock | None) -> Iterator[Edge]:
    rings = any(edge.condition in PEOPLE for edge in edges)
    for edge in edges:
        if edge.condition in NOT_AT_NIGHT or (rings and edge.condition == "not_reachable"):
            continue
        if edge.takes(external=True) and (night, True) not in edge.clocks(external=True):
            yield edge
