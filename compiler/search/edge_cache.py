"""The ways on from a place when nobody answers, for all states of people at once."""

from nummerplan.compiler.calls.edge_conditions import ALWAYS, Guard, IsOpen, clocks_here, guard_of
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.search.narrow import NOT_ANSWERING
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


class Branches:
    """The ways on from the places of one plan: worked out once for each row of the clocks that a place reads."""

    def __init__(self, linked: LinkedPlan) -> None:
        self._case = linked
        self._clocks: dict[tuple[Node, bool], tuple[Clock, ...]] = {}
        self._known: dict[tuple[Node, bool, tuple[bool, ...]], tuple[tuple[Edge, Guard], ...]] = {}

    def at(self, node: Node, external: bool, is_open: IsOpen) -> tuple[tuple[Edge, Guard], ...]:
        """The ways on from a place at some time, each with its guard."""
        clocks = self._clocks.get((node, external))
        if clocks is None:
            clocks = tuple(dict.fromkeys(clocks_here(node, external, self._case)))
            self._clocks[node, external] = clocks
        row = tuple(map(is_open, clocks))
        known = self._known.get((node, external, row))
        if known is None:
            known = self._known[node, external, row] = self._found(node, external, is_open)
        return known

    def _found(self, node: Node, external: bool, is_open: IsOpen) -> tuple[tuple[Edge, Guard], ...]:
        caller = Caller("external" if external else "internal")
        edges = ways(node, caller, is_open, self._case)
        found = ((edge, guard_of(edge, self._case, is_open)) for edge in edges if edge.condition != "answered")
        return _joined(tuple(pair for pair in found if all(states & NOT_ANSWERING for _, states in pair[1].each)))


def _joined(branches: tuple[tuple[Edge, Guard], ...]) -> tuple[tuple[Edge, Guard], ...]:
    """Where all ways that people decide lead to one place, people decide nothing: one of them, for everybody."""
    guarded = [pair for pair in branches if pair[1] != ALWAYS]
    if len(guarded) == len(branches) > 1 and len({edge.target for edge, _ in guarded}) == 1:
        longest = max(guarded, key=lambda pair: pair[0].seconds)
        return ((longest[0], ALWAYS),)
    return branches
