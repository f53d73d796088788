"""How a call goes on when nobody answers it anywhere."""

from collections.abc import Iterator

from nummerplan.model.call_graph import LOST, Edge, Node
from nummerplan.model.case import Case

Run = tuple[Edge, ...]
"""The steps of a call that nobody answers, until something takes it, it is lost, or it has been there before."""

_STARTS = frozenset({"number", "extension", "auto_attendant", "mailbox", "voicemail", "directory"})
_LONGEST = 30
"""No call is sent on more often than this, whatever a plan allows."""


def unanswered_runs(case: Case) -> list[Run]:
    """Runs of more than one step, from every place where a call can begin to ring; none that is a part of another."""
    graph = case.graph
    starts = {
        edge.target: None
        for node, edges in graph.edges.items()
        if node.kind in _STARTS
        for edge in edges
        if edge.target.kind in ("user", "hunt_group", "mobile")
    }
    runs = {start: run for start in starts if len(run := tuple(_steps(start, case))) > 1}
    within = {edge.source for run in runs.values() for edge in run[1:]}
    return [run for start, run in runs.items() if start not in within]


def _steps(node: Node, case: Case) -> Iterator[Edge]:
    seen = {node}
    while edge := _when_absent(case.graph.edges.get(node, ())):
        node = edge.target
        if node in LOST:
            return
        yield edge
        if node in seen or len(seen) == _LONGEST or node.kind not in ("user", "hunt_group", "mobile"):
            return
        seen.add(node)


def _when_absent(edges: tuple[Edge, ...]) -> Edge | None:
    """The edge by which a call leaves when it is not answered; where nothing rings, the one for that case."""
    found: Edge | None = None
    for edge in edges:
        if edge.condition in ("no_answer", "overflow", "always"):
            return edge
        if edge.condition == "not_reachable":
            found = edge
    return found
