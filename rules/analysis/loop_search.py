"""Walks that take loops out of a graph: each way is gone once, however the loops are tangled."""

from collections.abc import Iterator, Mapping

from nummerplan.model.calls.call_graph import Edge, Node

Ways = Mapping[Node, Mapping[Node, Edge]]
"""From each place the edge to each next place."""


def take_loops(ways: Ways) -> Iterator[tuple[Edge, ...]]:
    """Loops of which no two share an edge, each as short as its places allow; none if and only if there is none."""
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
                for gone in path[first:]:
                    del depth[gone.target]
                del path[first:]
                node = edge.target
            elif edge.target in left:
                path.append(edge)
                depth[edge.target] = len(path)
                node = edge.target


def _shortest(loop: tuple[Edge, ...], ways: Ways) -> tuple[Edge, ...]:
    """The shortest loop through the same start that keeps to the places of this one."""
    start = loop[0].source
    allowed = {edge.source for edge in loop}
    arrived: dict[Node, Edge] = {}
    queue = [start]
    for node in queue:
        for target, edge in ways[node].items():
            if target in allowed and target not in arrived:
                arrived[target] = edge
                queue.append(target)
        if start in arrived:
            break
    way = [arrived[start]]
    while way[-1].source != start:
        way.append(arrived[way[-1].source])
    return tuple(reversed(way))
