"""Ways on which a call is sent on so often that the network drops it."""

from collections.abc import Iterator
from itertools import islice

from nummerplan.model.calls.call_graph import CallGraph, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Way

SENDING_ON = frozenset({"user", "hunt_group", "mobile"})
"""Kinds of places at which being sent on counts; all others answer, or are where a call begins."""

MOST_WAYS = 400
MOST_STEPS = 20_000
"""So many ways are given, after so many steps in all: plans of companies have a few."""


def ways_beyond(most: int, linked: LinkedPlan) -> Iterator[Way]:
    """Ways of `most` steps and one more from where the counting begins; what comes back to a place is no such way."""
    graph = linked.graph
    layers = [_leading_on(most, graph)]
    if not layers[0]:
        return
    for _ in range(most):
        before = layers[-1]
        layers.append({node for node in before if any(edge.target in before for edge in graph.edges[node])})
        if not layers[-1]:
            return
    found = (way for start in _starts(graph, layers[-1]) for way in _ways(start, layers, graph))
    ways = (way for way in islice(found, MOST_STEPS) if way is not None and not _looping(way, linked))
    yield from islice(ways, MOST_WAYS)


def _leading_on(most: int, graph: CallGraph) -> set[Node]:
    """Places from which a call is sent on at least once; none where no call comes to a third place that sends it on."""
    edges = graph.edges
    if most > 1:
        twice = {node for node, onward in edges.items() if node[0] in SENDING_ON and _sends(onward)}
        if not any(edge[1] in twice for node in twice for edge in edges[node] if edge[1][0] in SENDING_ON):
            return set()
    places = (node for node in edges if node[0] in SENDING_ON)
    return {node for node in places if any(edge.target.kind != "end" for edge in edges[node])}


def _sends(edges: tuple[Edge, ...]) -> bool:
    return any(edge[1][0] in SENDING_ON for edge in edges)


def _looping(way: Way, linked: LinkedPlan) -> bool:
    """Whether a way keeps to places on loops that no key opens: such a way is reported as a loop.

    Callers who go round by pressing keys are no loop, and what drops them on their way is reported here.
    """
    if way[-1].target not in linked.calls.loop_nodes:
        return False
    looping = {edge.source for loop in linked.calls.loops for edge in loop.edges}
    return way[-1].target in looping and all(edge.source in looping for edge in way)


def _starts(graph: CallGraph, wanted: set[Node]) -> Iterator[Node]:
    """Places to which a call comes as to the first that counts."""
    reported: set[Node] = set()
    for node, edges in graph.edges.items():
        if node.kind not in SENDING_ON:
            for edge in edges:
                if edge.target in wanted and edge.target not in reported:
                    reported.add(edge.target)
                    yield edge.target


def _ways(start: Node, layers: list[set[Node]], graph: CallGraph) -> Iterator[Way | None]:
    """Every way of one step for each layer that never comes to a place twice, the last reason to be sent on first.

    None stands for a step on which nothing was found yet, so that steps can be counted.
    """
    stack: list[Way] = [(edge,) for edge in graph.edges[start] if edge.target.kind != "end"]
    while stack:
        way = stack.pop()
        last = way[-1].target
        done = len(way) == len(layers)
        yield way if done else None
        if not done and last in layers[len(layers) - len(way) - 1] and last not in {edge.source for edge in way}:
            stack += [(*way, edge) for edge in graph.edges[last] if edge.target.kind != "end"]
