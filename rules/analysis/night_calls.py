"""Where callers who come at night only wait in vain: nobody picks up, so night destinations must do without people."""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP, CallGraph, Clock, Node
from nummerplan.model.calls.call_questions import IsOpen, open_in
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.calls.night import night_active
from nummerplan.model.calls.witness import Way


def lost_at_night(linked: LinkedPlan) -> Iterator[tuple[DestinationUse, Way]]:
    """Night destinations, each with the way to a place at which a call rings on unanswered; each such place once.

    Left out are places to which callers from outside come by day too: they lose calls at any hour.
    """
    reported: set[Node] = set()
    for use in linked.destinations:
        if use.purpose != "night" or use.node is None or use.node.kind == "end":
            continue
        night = night_active(linked.plan.company, use.owner)
        if night is None:
            continue
        for way in _lost_ways(linked, use.node, night.clock):
            if way[-1].source not in reported:
                reported.add(way[-1].source)
                yield use, way


def waits_in_vain_at_night(node: Node, linked: LinkedPlan) -> bool:
    """Whether a place loses the calls of the night, and of the night only: the night destination is to blame."""
    if node not in linked.calls.from_outside or node in linked.calls.by_day:
        return False
    return any(way[-1].source == node for _, way in lost_at_night(linked))


def _lost_ways(linked: LinkedPlan, start: Node, night: Clock | None) -> Iterator[Way]:
    """The fewest edges to each place, of those that nobody comes to by day, at which a call rings on unanswered."""
    if not _may_ring_out(linked.graph, start):
        return
    found: dict[Node, Way] = {}
    clocks = tuple(sorted({*linked.calls.clocks_met(start), *((night,) if night else ())}, key=str))
    for row in sorted(linked.calls.rows(clocks)):
        by_clock = dict(zip(clocks, row, strict=True))
        if night is None or not by_clock[night]:
            for way in _in_row(linked, start, open_in(by_clock)):
                found.setdefault(way[-1].source, way)
    yield from found.values()


def _in_row(linked: LinkedPlan, start: Node, is_open: IsOpen) -> Iterator[Way]:
    """Where a caller comes to who presses what he likes, and whom nobody answers."""
    arrived: dict[Node, Way] = {start: ()}
    queue = [start]
    for node in queue:
        for edge in linked.calls.while_all_are_absent(node, is_open):
            if edge.target == GIVES_UP and node not in linked.calls.by_day:
                yield (*arrived[node], edge)
            elif edge.target not in arrived and edge.condition != "dialled":
                arrived[edge.target] = (*arrived[node], edge)
                queue.append(edge.target)


def _may_ring_out(graph: CallGraph, start: Node) -> bool:
    """Whether ringing without end is anywhere behind a place: a first look, without people and clocks."""
    reached, queue = {start}, [start]
    for node in queue:
        for edge in graph.edges.get(node, ()):
            if edge.target == GIVES_UP:
                return True
            if edge.target not in reached:
                reached.add(edge.target)
                queue.append(edge.target)
    return False
