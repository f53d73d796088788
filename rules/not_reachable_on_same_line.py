"""The destination for "not reachable" is on the same internet line.

A telephone is not reachable when the internet is down, and then the desks of the colleagues are down too. Sending the
call to another desk of the company helps only while a single telephone is broken.

Lead it to a mobile, a number outside, a voicemail or a mailbox; these need no line to the office. A colleague whose own
"not reachable" leads on to one of them will do.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import NOT_IN_USE, Edge, Node
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import deciding

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

Way = tuple[Edge, ...]


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Follow each such destination as calls go while no desk is registered; one finding for each desk at the end."""
    known: dict[Node, Way | None] = {}
    uses: dict[Node, list[DestinationUse]] = {}
    for use in linked.destinations:
        node = use.node
        if node is None or node.kind not in ("user", "hunt_group") or not _is_for_unreachable(use):
            continue
        if node not in known:
            way = _stuck(node, linked)
            # Where a number outside always rings along, nobody is ever out of reach.
            known[node] = way if way is None or all(map(linked.calls.ever_taken, way)) else None
        stuck = known[node]
        if stuck is not None:
            uses.setdefault(stuck[-1].source if stuck else node, []).append(use)
    for desk, places in uses.items():
        yield _finding(desk, places, linked, known)


def _finding(desk: Node, places: list[DestinationUse], linked: LinkedPlan, known: dict[Node, Way | None]) -> Finding:
    first = places[0]
    others = [Remark(use.route, say("this leads there too")) for use in places[1:3]]
    if len(places) > 3:
        others.append(Remark(places[3].route, say("this too, and {count} more", count=len(places) - 4)))
    return Finding(
        first.route,
        say("when the internet is down, {place} is down too", place=linked.words.place(desk)),
        remarks=tuple(others),
        help=say("lead it to a mobile, a voicemail or a mailbox, which need no line to the office"),
        claim=Claim(tuple((edge, *rest) for use in places for edge, rest in _ways(use, linked, known))),
    )


def _ways(use: DestinationUse, linked: LinkedPlan, known: dict[Node, Way | None]) -> Iterator[tuple[Edge, Way]]:
    """How a call leaves an unreachable telephone, and how it goes on."""
    for edge in deciding(use, linked):
        if edge.condition == "not_reachable":
            yield edge, known.get(edge.target) or ()


def _is_for_unreachable(use: DestinationUse) -> bool:
    if "not_reachable" in use.route:
        return True
    return "missed" in use.route and isinstance(use.owner, User) and use.owner.forwarding.not_reachable is None


def _stuck(node: Node, linked: LinkedPlan) -> Way | None:
    """The way on while nothing is registered, if it never leaves the desks; None when somebody or something answers.

    A way that comes back is a loop, which another rule reports.
    """
    steps: list[Edge] = []
    seen = {node}
    while True:
        edge = next((e for e in linked.graph.edges.get(node, ()) if e.condition in ("always", "not_reachable")), None)
        if edge is None:
            return None  # something rings here though no telephone is registered
        steps.append(edge)
        node = edge.target
        if node.kind not in ("user", "hunt_group"):
            # A destination that does not exist or is blocked is a mistake of its own.
            return tuple(steps) if node.kind == "end" and node != NOT_IN_USE else None
        if node in seen or len(steps) > linked.plan.company.max_redirections:
            return None
        seen.add(node)
