"""Fold what looks alike: places of one kind from which calls go on in the same way to places that fold together.

A folded arrow therefore holds for every place in its box: nothing is drawn that is true of some of them only.
"""

from collections.abc import Iterable

from nummerplan.compiler.drawing.flow_strokes import Strokes
from nummerplan.model.calls.call_graph import Node

Signature = frozenset[tuple[str, bool, int]]


def fold(drawn: Strokes, kinds: frozenset[str]) -> list[tuple[Node, ...]]:
    """The fewest boxes for the places, folding these kinds only; in the order of their first places.

    First all places of a kind are one; boxes are split until nothing within one differs. The largest part keeps its
    place, so that only what leads to the others is looked at again: the work grows with the arrows, hardly faster.
    """
    folding = _Folding(drawn, kinds)
    changed: Iterable[Node] = drawn
    while changed:
        changed = folding.split(changed)
    boxes: dict[int, list[Node]] = {}
    for node, box in folding.box_of.items():
        boxes.setdefault(box, []).append(node)
    return [tuple(nodes) for nodes in boxes.values()]


class _Folding:
    """Which box each place is in, so far. Places of a box that were not looked at again all have one signature."""

    def __init__(self, drawn: Strokes, kinds: frozenset[str]) -> None:
        self.drawn = drawn
        self.box_of: dict[Node, int] = {}
        self.inside: list[dict[Node, None]] = []
        self.sources: dict[Node, list[Node]] = {}
        first: dict[tuple[str, str], int] = {}
        for node, leaving in drawn.items():
            box = first.setdefault((node.kind, "" if node.kind in kinds else node.key), len(first))
            if box == len(self.inside):
                self.inside.append({})
            self.box_of[node] = box
            self.inside[box][node] = None
            for stroke in leaving:
                self.sources.setdefault(stroke.target, []).append(node)

    def split(self, changed: Iterable[Node]) -> dict[Node, None]:
        """Split boxes by the signatures of these places; returns the places that lead to what moved."""
        looked_at: dict[int, list[Node]] = {}
        for node in changed:
            looked_at.setdefault(self.box_of[node], []).append(node)
        parts = [part for box, nodes in looked_at.items() for part in self._parts(box, nodes)]
        for part in parts:
            for node in part:
                self.box_of[node] = len(self.inside)
            self.inside.append(part)
        return {source: None for part in parts for node in part for source in self.sources.get(node, ())}

    def _parts(self, box: int, nodes: list[Node]) -> list[dict[Node, None]]:
        """What has to leave a box; the largest part stays."""
        rest = self.inside[box]
        for node in nodes:
            del rest[node]
        parts: dict[Signature, dict[Node, None]] = {}
        if rest:
            parts[self._signature(next(iter(rest)))] = rest
        for node in nodes:
            parts.setdefault(self._signature(node), {})[node] = None
        self.inside[box] = max(parts.values(), key=len)
        return [part for part in parts.values() if part is not self.inside[box]]

    def _signature(self, node: Node) -> Signature:
        return frozenset((stroke.shape, stroke.rings, self.box_of[stroke.target]) for stroke in self.drawn[node])
