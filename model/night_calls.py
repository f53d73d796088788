"""Where callers who come at night only wait in vain: nobody picks up, so night destinations must do without people."""

from collections.abc import Iterator

from nummerplan.model.call_graph import RINGS_OUT, CallGraph, Clock, Edge, Node
from nummerplan.model.case import Case, DestinationUse
from nummerplan.model.night import night_active

Way = tuple[Edge, ...]

NOT_AT_NIGHT = frozenset({"answered", "dialled", "refused", "busy", "when_busy"})
"""What a call does not do when nobody is there and the caller waits for what comes, or does as the menu says."""
PEOPLE = frozenset({"no_answer", "overflow"})
"""What it takes people being away to happen."""


def lost_at_night(case: Case) -> Iterator[tuple[DestinationUse, Way]]:
    """Night destinations, each with the way to a place at which a call rings on unanswered; each such place once.

    Left out are places to which callers from outside come by day too: they lose calls at any hour.
    """
    told: set[Node] = set()
    for use in case.destinations:
        if use.purpose != "night" or use.node is None or use.node.kind == "end":
            continue
        night = night_active(case.plan.company, use.owner)
        if night is None:
            continue
        for way in _lost_ways(case.graph, use.node, night.clock):
            if way[-1].source not in told:
                told.add(way[-1].source)
                yield use, way


def waits_in_vain_at_night(node: Node, case: Case) -> bool:
    """Whether a place loses the calls of the night, and of the night only: the night destination is to blame."""
    if node not in case.graph.from_outside or node in case.graph.by_day:
        return False
    return any(way[-1].source == node for _, way in lost_at_night(case))


def _lost_ways(graph: CallGraph, start: Node, night: Clock | None) -> Iterator[Way]:
    """The fewest edges to each place, of those that nobody comes to by day, at which a call rings on unanswered."""
    arrived: dict[Node, Way] = {start: ()}
    queue = [start]
    for node in queue:
        for edge in _taken(graph.edges.get(node, ()), night):
            if edge.target == RINGS_OUT and node not in graph.by_day:
                yield (*arrived[node], edge)
            elif edge.target not in arrived:
                arrived[edge.target] = (*arrived[node], edge)
                queue.append(edge.target)


def _taken(edges: tuple[Edge, ...], night: Clock | None) -> Iterator[Edge]:
    rings = any(edge.condition in PEOPLE for edge in edges)
    for edge in edges:
        if edge.condition in NOT_AT_NIGHT or (rings and edge.condition == "not_reachable"):
            continue
        if edge.takes(external=True) and (night, True) not in edge.clocks(external=True):
            yield edge
