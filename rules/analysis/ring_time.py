"""How a call goes on when nobody answers it anywhere."""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP, LOST, CallGraph, Condition, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


def ends_before_its_turn(edge: Edge) -> bool:
    """Whether a user's call is given up here, though forwarding or a voicemail is to take it after more rings."""
    given_up = edge.condition == "no_answer" and edge.target == GIVES_UP
    return given_up and edge.source.kind == "user" and len(edge.route) > 2


UnansweredRun = tuple[Edge, ...]
"""The steps of a call that nobody answers, until something takes it, it is lost, or it has been there before."""

_RINGING = frozenset({"user", "hunt_group", "mobile"})
_LEAVING: frozenset[Condition] = frozenset({"no_answer", "overflow", "always", "not_reachable"})
_MOST_STEPS = 30
"""No call is sent on more often than this, whatever a plan allows."""


def runs_beyond(seconds: int, steps: int, linked: LinkedPlan) -> list[UnansweredRun]:
    """Runs of more than one step that ring longer or are sent on more often than this; none is a part of another."""
    graph = linked.graph
    starts = [node for node in _hops(graph) if _goes_beyond(node, seconds, steps, graph.edges)]
    starts = [node for node in starts if node in linked.calls.from_inside]
    runs = {start: run for start in starts if len(run := tuple(_steps(start, graph.edges))) > 1}
    within = {edge.source for run in runs.values() for edge in run[1:]}
    return [run for start, run in runs.items() if start not in within]


def _hops(graph: CallGraph) -> list[Node]:
    """The places from which an unanswered call comes to another place that rings.

    What happens when nobody answers is tried last at every place, so it is the last edge.
    """
    return [
        node
        for node, edges in graph.edges.items()
        if edges and edges[-1].condition in _LEAVING and edges[-1].target.kind in _RINGING
    ]


def _goes_beyond(node: Node, seconds: int, steps: int, edges: dict[Node, tuple[Edge, ...]]) -> bool:
    waited = taken = 0
    while taken < _MOST_STEPS and node.kind in _RINGING and (onward := edges.get(node)):
        edge = onward[-1]
        if edge.condition not in _LEAVING or edge.target in LOST:
            break
        waited += edge.seconds
        taken += 1
        node = edge.target
    return waited > seconds or taken > steps


def _steps(node: Node, edges: dict[Node, tuple[Edge, ...]]) -> Iterator[Edge]:
    seen = {node}
    while node.kind in _RINGING and (onward := edges.get(node)):
        edge = onward[-1]
        if edge.condition not in _LEAVING or edge.target in LOST:
            return
        yield edge
        node = edge.target
        if node in seen or len(seen) == _MOST_STEPS:
            return
        seen.add(node)
