"""Loops of a plan: ways on which a call comes back to a place without a key being pressed.

A loop is judged by who can leave it (`docs/semantics.md`, Loops). Loops are not counted out, since their number
grows beyond all bounds: walks take loops out of the graph one by one, and what one loop used belongs to no other.
So the work stays in proportion to the number of edges, and fixing what is found leaves none.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from nummerplan.compiler.search.reachability import components, on_or_behind_loops, reachable
from nummerplan.model.calls.call_graph import ENTRIES, CallGraph, Clock, Condition, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen, open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.loop import Loop, Need

MOST_WORK = 200_000
FEWEST_ROWS = 8
"""The edges of one knot are looked at in every row of its clocks while edges and rows are no more than the one, and in
so many rows in any case: the work stays bounded."""

_NEEDS: dict[Condition, Need] = {
    "silence": Need.SILENCE,
    "no_answer": Need.ABSENCE,
    "overflow": Need.ABSENCE,
    "busy": Need.TROUBLE,
    "not_reachable": Need.TROUBLE,
    "when_busy": Need.TROUBLE,
}
_BY_CHOICE: tuple[Condition, ...] = ("pressed", "dialled")

MOST_REASONS = 64
"""So many rows of reasons for which a call stays on one loop are tried."""

LoopStep = tuple[Node, Node]
Ways = Mapping[Node, Mapping[Node, Edge]]
"""From each place the edge to each next place."""

ClockRow = Mapping[Clock, bool]


def loop_nodes(graph: CallGraph) -> frozenset[Node]:
    """Nodes that lie on a loop, with keys or without, or on a way between loops of several nodes."""
    targets = {node: [edge[1] for edge in edges] for node, edges in graph.edges.items() if node[0] not in ENTRIES}
    left = on_or_behind_loops(targets)
    if not left:
        return frozenset()
    inside = {node: [target for target in targets[node] if target in left] for node in left}
    groups = [group for group in components(inside, inside.__getitem__, lambda _: False) if len(group) > 1]
    alone = {node for node, onward in inside.items() if node in onward}
    shared = [node for group in groups for node in group]
    before: dict[Node, list[Node]] = {}
    for node, onward in inside.items():
        for target in onward:
            before.setdefault(target, []).append(node)
    behind = reachable(shared, inside.__getitem__).keys()
    return frozenset(alone | (reachable(shared, lambda node: before.get(node, ())).keys() & behind))


def find_loops(linked: LinkedPlan) -> Iterator[Loop]:
    """The loops of a plan, callers from outside first, what takes least first; no two of them share a step."""
    if not linked.calls.loop_nodes:
        return
    used: set[LoopStep] = set()
    for external in (True, False):
        edges = _candidates(linked, external)
        if not any(take_loops(_ways(edges, used))):
            continue
        needs = _needs(edges, linked)
        edges.sort(key=needs.__getitem__)
        arrived = linked.calls.from_outside if external else linked.calls.from_inside
        order = {node: position for position, node in enumerate(arrived)}
        for need in Need:
            within = [edge for edge in edges if needs[edge] <= need and (edge.source, edge.target) not in used]
            for part in _parts(within):
                for found in _in_part(part, linked, external, used):
                    taken = max(needs[edge] for edge in found)
                    yield Loop(_from_arrival(found, order), taken, external, _clocks(found, external))


def _candidates(linked: LinkedPlan, external: bool) -> list[Edge]:
    """The edges that can lie on a loop: no key is pressed, and this caller can come to them."""
    graph = linked.graph
    inside = linked.calls.loop_nodes
    arrived = linked.calls.from_outside if external else linked.calls.from_inside
    return [
        edge
        for node in sorted(inside)
        if node in arrived
        for edge in graph.edges.get(node, ())
        if edge.target in inside and edge.condition not in _BY_CHOICE and edge.takes(external)
    ]


def _parts(edges: list[Edge]) -> list[list[Edge]]:
    """The edges by strongly connected part: a loop never leaves one."""
    if not any(take_loops(_ways(edges, set()))):
        return []
    import networkx

    graph: networkx.DiGraph[Node] = networkx.DiGraph([(edge.source, edge.target) for edge in edges])
    part_of = {node: index for index, part in enumerate(networkx.strongly_connected_components(graph)) for node in part}
    parts: dict[int, list[Edge]] = {}
    for edge in edges:
        if part_of[edge.source] == part_of[edge.target]:
            parts.setdefault(part_of[edge.source], []).append(edge)
    return list(parts.values())


def _in_part(edges: list[Edge], linked: LinkedPlan, external: bool, used: set[LoopStep]) -> Iterator[tuple[Edge, ...]]:
    """The loops of one part, in every situation that its clocks make."""
    timed = [(edge, edge.clocks(external)) for edge in edges]
    for row in _rows(edges, linked):
        is_open = open_in(row)
        fitting = (edge for edge, clocks in timed if not clocks or _fits(clocks, row))
        possible = [edge for edge in fitting if linked.calls.can_be_met([edge], is_open)]
        yield from _until_none(possible, linked, used, is_open)
        if not any(take_loops(_ways(edges, used))):
            return


def _until_none(
    edges: list[Edge], linked: LinkedPlan, used: set[LoopStep], is_open: IsOpen
) -> Iterator[tuple[Edge, ...]]:
    """Loops without a common step; a walk may skip some, so it is repeated, but not without end."""
    beside: dict[LoopStep, list[Edge]] = {}
    for edge in edges:
        beside.setdefault((edge.source, edge.target), []).append(edge)
    for _ in range(4):
        before = len(used)
        for loop in take_loops(_ways(edges, used)):
            pairs = [(edge.source, edge.target) for edge in loop]
            if used.isdisjoint(pairs) and (
                found := _that_can_be_met([beside[pair] for pair in pairs], linked, is_open)
            ):
                used.update(pairs)
                yield found
        if len(used) == before:
            return


def _that_can_be_met(steps: list[list[Edge]], linked: LinkedPlan, is_open: IsOpen) -> tuple[Edge, ...] | None:
    """One edge for each step, the least that it takes, such that people can be in such states all at once."""
    tries = islice(product(*steps), MOST_REASONS)
    return next((edges for edges in tries if linked.calls.can_be_met(edges, is_open)), None)


def _ways(edges: Iterable[Edge], used: set[LoopStep]) -> Ways:
    """One edge for each step that is left, the first: a `missed` that stands for three cases is one mistake."""
    ways: dict[Node, dict[Node, Edge]] = {}
    for edge in edges:
        if (edge.source, edge.target) not in used:
            ways.setdefault(edge.source, {}).setdefault(edge.target, edge)
    return ways


def _needs(edges: list[Edge], linked: LinkedPlan) -> dict[Edge, Need]:
    """What each edge takes; where nothing can ring, being unreachable takes nothing."""
    ringing = {
        node: any(edge.condition == "answered" for edge in linked.graph.edges[node])
        for node in {e.source for e in edges}
    }
    return {
        edge: _NEEDS.get(edge.condition, Need.NOTHING)
        if ringing[edge.source] or edge.condition == "silence"
        else Need.NOTHING
        for edge in edges
    }


def _rows(edges: list[Edge], linked: LinkedPlan) -> Iterator[ClockRow]:
    """Clocks as they ever stand together, so many as the work allows."""
    clocks = linked.calls.clocks_at({edge.source for edge in edges})
    rows = sorted(linked.calls.rows(clocks), reverse=True)
    for row in rows[: max(FEWEST_ROWS, MOST_WORK // len(edges))]:
        yield dict(zip(clocks, row, strict=True))


def _fits(clocks: tuple[tuple[Clock, bool], ...], row: ClockRow) -> bool:
    return all(row.get(clock, True) == state for clock, state in clocks)


def _clocks(edges: tuple[Edge, ...], external: bool) -> tuple[tuple[Clock, bool], ...]:
    return tuple(sorted({state for edge in edges for state in edge.clocks(external)}, key=repr))


def _from_arrival(edges: tuple[Edge, ...], order: Mapping[Node, int]) -> tuple[Edge, ...]:
    """The loop turned so that it starts where a caller comes onto it by the fewest steps."""
    start = min(range(len(edges)), key=lambda position: order[edges[position].source])
    return edges[start:] + edges[:start]


def take_loops(ways: Ways) -> Iterator[tuple[Edge, ...]]:
    """Loops of which no two share an edge, each as short as its places allow; none if and only if there is none.

    Each way is gone once, however the loops are tangled.
    """
    left = {node: iter(onward.values()) for node, onward in ways.items()}
    for start in ways:
        if start not in left:
            continue
        path: list[Edge] = []
        depth = {start: 0}
        node = start
        while True:
            edge = next(left[node], None)
            if edge is None:
                del left[node], depth[node]
                if not path:
                    break
                node = path.pop().source
            elif edge.target in depth:
                first = depth[edge.target]
                yield _shortest((*path[first:], edge), ways)
                for behind in path[first:]:
                    del depth[behind.target]
                del path[first:]
                node = edge.target
            elif edge.target in left:
                path.append(edge)
                depth[edge.target] = len(path)
                node = edge.target


def _shortest(loop: tuple[Edge, ...], ways: Ways) -> tuple[Edge, ...]:
    """The shortest loop through the same start that keeps to the places of this one."""
    start, allowed = loop[0].source, {edge.source for edge in loop}

    def targets(node: Node) -> Iterator[Node]:
        return (target for target in ways[node] if target in allowed)

    before = reachable(targets(start), targets)
    node, way = start, []
    while (source := before[node]) is not None:
        way.append(ways[source][node])
        node = source
    return (ways[start][node], *reversed(way))
