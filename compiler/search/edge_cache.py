"""The edges of places with their conditions, worked out once for each caller and each row of the clocks read there."""

from typing import NamedTuple

from nummerplan.compiler.calls.clocks import clocks_here
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import ALWAYS, SILENT, Guard
from nummerplan.model.calls.linked_plan import LinkedPlan


class Branch(NamedTuple):
    """One way on from a place, and its condition on people."""

    edge: Edge
    guard: Guard
    asks: bool
    """Whether people decide that it is this way on and no other."""


class EdgeCache:
    """The ways on from the places of one plan."""

    def __init__(self, linked: LinkedPlan) -> None:
        self._linked = linked
        self._clocks: dict[tuple[Node, bool], tuple[Clock, ...]] = {}
        self._known: dict[tuple[Node, Caller, bool, tuple[bool, ...]], tuple[Branch, ...]] = {}

    def at(self, node: Node, caller: Caller, is_open: IsOpen, joined: bool) -> tuple[Branch, ...]:
        """The ways on for a caller at some time; `joined` where nobody answers and only the next place counts."""
        external = caller.external
        clocks = self._clocks.get((node, external))
        if clocks is None:
            clocks = tuple(dict.fromkeys(clocks_here(node, external, self._linked)))
            self._clocks[node, external] = clocks
        key = (node, caller, joined, tuple(map(is_open, clocks)))
        known = self._known.get(key)
        if known is None:
            edges = ways(node, caller, is_open, self._linked)
            known = tuple(Branch(edge, edge.guard, edge.guard != ALWAYS) for edge in edges)
            known = self._known[key] = _joined(known) if joined else known
        return known


def _leads_to(edge: Edge) -> tuple[Node, str]:
    """The next place; the voicemails of two mobiles are two."""
    return edge.target, edge.key if edge.condition == "mobile_voicemail" else ""


def _joined(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """Where all ways that people decide lead to one place, it is enough that none of them answers: one way for all."""
    left = tuple(branch for branch in branches if branch.edge.condition != "answered")
    targets = {_leads_to(branch.edge) for branch in left if branch.asks}
    if len(left) > 1 and len(targets) == 1 and all(branch.asks for branch in left):
        people = dict.fromkeys(
            person
            for branch in left
            for person in (
                *(one for one, _ in branch.guard.each),
                *(one for row, _ in branch.guard.some for one in row),
            )
        )
        silent = Guard(tuple((person, SILENT) for person in people))
        return (Branch(max(left, key=lambda branch: branch.edge.seconds).edge, silent, asks=False),)
    return left
