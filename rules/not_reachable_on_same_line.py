"""The destination for "not reachable" is on the same internet line.

A telephone is not reachable when the internet is down, and then the desks of the colleagues are down too. Sending the
call to another desk of the company helps only while a single telephone is broken.

Lead it to a mobile, a number outside, a voicemail or a mailbox; these need no line to the office. A colleague whose own
"not reachable" leads on to one of them will do.
"""

from collections.abc import Iterator

from nummerplan.model.call_graph import Edge, Node
from nummerplan.model.call_way import called, way
from nummerplan.model.case import Case, DestinationUse
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.people import rings_elsewhere
from nummerplan.model.rule import About
from nummerplan.model.users import User

ABOUT = About(
    code="NP226",
    level=Level.WARNING,
    manual="5.2.3",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      not_reachable: verkoper  # <-
  verkoper:
    extension: 211
    devices: [{model: yealink-t54w}]
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      not_reachable: verkoper
  verkoper:
    extension: 211
    devices: [{model: yealink-t54w}]
    forwarding:
      not_reachable: "0612345678"
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Follow each such destination as calls go while no desk is registered."""
    known: dict[Node, list[Edge] | None] = {}
    for use in case.destinations:
        node = use.node
        if node is None or node.kind not in ("user", "hunt_group") or not _is_for_unreachable(use):
            continue
        if node not in known:
            known[node] = _stuck(node, case)
        steps = known[node]
        if steps is not None:
            yield Finding(
                use.route,
                say("when the internet is down, {place} is down too", place=called(node, case.numbering)),
                help=say("lead it to a mobile, a voicemail or a mailbox, which need no line to the office"),
                path=way(steps, case.numbering),
            )


def _is_for_unreachable(use: DestinationUse) -> bool:
    if "not_reachable" in use.route:
        return True
    return "missed" in use.route and isinstance(use.owner, User) and use.owner.forwarding.not_reachable is None


def _stuck(node: Node, case: Case) -> list[Edge] | None:
    """The way on while nothing is registered, if it never leaves the desks; None when somebody or something answers."""
    steps: list[Edge] = []
    seen = {node}
    while (user := case.plan.users.get(node.key)) is None or node.kind != "user" or not rings_elsewhere(user):
        edge = _onward(node, case)
        if edge is None:
            return steps
        steps.append(edge)
        node = edge.target
        if node.kind not in ("user", "hunt_group"):
            return steps if node.kind == "end" else None
        if node in seen:
            return steps
        seen.add(node)
    return None


def _onward(node: Node, case: Case) -> Edge | None:
    edges = case.graph.edges.get(node, ())
    return next((edge for edge in edges if edge.condition in ("always", "not_reachable")), None)
