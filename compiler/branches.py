"""The ways on from a place when nobody answers, for all states of people at once."""

from nummerplan.compiler.guards import ALWAYS, Guard, IsOpen, clocks_here, guard_of
from nummerplan.compiler.narrow import NOT_ANSWERING
from nummerplan.compiler.step import ways
from nummerplan.model.call import Caller
from nummerplan.model.call_graph import Clock, Edge, Node
from nummerplan.model.case import Case


class Branches:
    """The ways on from the places of one plan: worked out once for each row of the clocks that a place reads."""

    def __init__(self, case: Case) -> None:
        self._case = case
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
