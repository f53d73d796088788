"""The call flow of a plan as boxes and arrows, ready to be written as Mermaid or DOT."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nummerplan.compiler.drawing.flow_strokes import Stroke, Strokes, View, strokes
from nummerplan.compiler.drawing.fold import fold
from nummerplan.compiler.text.vocabulary.ends import judged_end
from nummerplan.compiler.text.vocabulary.places import counted_places, place_name
from nummerplan.model.calls.call_graph import LOST, Node, NodeKind
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import Numbering

MOST_BOXES = 150
"""A drawing with more boxes than this is folded; about what a person can find his way in."""

EVERYTHING = View()

_MANY_OF_A_KIND = frozenset({"number", "extension", "user", "voicemail", "outside"})
_EVERY_OBJECT = _MANY_OF_A_KIND | {"hunt_group", "auto_attendant", "mailbox", "mobile"}


@dataclass(frozen=True, slots=True)
class Box:
    """A place, or several that look alike folded into one. `title` is one line or two; `lost`: callers end here."""

    nodes: tuple[Node, ...]
    title: tuple[Message, ...]
    lost: bool

    @property
    def kind(self) -> NodeKind:
        """What sort of place it is."""
        return self.nodes[0].kind


@dataclass(frozen=True, slots=True)
class Arrow:
    """All that leads from one box to another, by their positions; it stands for `count` ways on of single places.

    `rings` is no way of a call: telephones ring there for the box that it leaves.
    """

    source: int
    target: int
    labels: tuple[Message, ...]
    lost: bool
    rings: bool
    count: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A drawing: everything in the order of the plan."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def places(self) -> int:
        """How many places are drawn, counting those within folded boxes."""
        return sum(len(box.nodes) for box in self.boxes)

    @property
    def folded(self) -> bool:
        """Whether a box stands for several places."""
        return self.places > len(self.boxes)


def flow(linked: LinkedPlan, view: View = EVERYTHING, entry: Node | None = None, most: int = MOST_BOXES) -> Flow:
    """Draw a plan, or what a call can come to from `entry`, in `most` boxes if it folds that far.

    Numbers, extensions, people and their voicemail fold first; groups, menus, mailboxes and mobiles only if that is
    not enough; and if it still is not, which schedules they follow is left out.
    """
    drawn = _drawn(linked, view, entry)
    parts: list[tuple[Node, ...]] = [(node,) for node in drawn]
    for kinds, hours in ((_MANY_OF_A_KIND, True), (_EVERY_OBJECT, True), (_EVERY_OBJECT, False)):
        if len(parts) > most:
            drawn = drawn if hours else _drawn(linked, replace(view, hours=False), entry)
            parts = fold(drawn, kinds)
    boxes = tuple(_box(part, linked.numbering) for part in parts)
    return Flow(boxes, _arrows(boxes, drawn))


def _drawn(linked: LinkedPlan, view: View, entry: Node | None) -> Strokes:
    drawn = strokes(linked, view)
    return drawn if entry is None else _from(entry, drawn)


def _from(entry: Node, drawn: Strokes) -> Strokes:
    """What can be reached from a place. Who only rings is shown, but a call does not go on from him."""
    reached, rung = {entry: None}, dict[Node, None]()
    queue = [entry]
    for node in queue:
        for stroke in drawn.get(node, ()):
            if stroke.rings:
                rung[stroke.target] = None
            elif stroke.target not in reached:
                reached[stroke.target] = None
                queue.append(stroke.target)
    return {node: drawn.get(node, []) if node in reached else [] for node in reached | rung}


def _arrows(boxes: Iterable[Box], drawn: Strokes) -> tuple[Arrow, ...]:
    place = {node: position for position, box in enumerate(boxes) for node in box.nodes}
    bundles: dict[tuple[int, int, bool], list[Stroke]] = {}
    for node, leaving in drawn.items():
        for stroke in leaving:
            bundles.setdefault((place[node], place[stroke.target], stroke.rings), []).append(stroke)
    return tuple(_arrow(*ends, bundle) for ends, bundle in sorted(bundles.items(), key=lambda item: item[0]))


def _arrow(source: int, target: int, rings: bool, bundle: list[Stroke]) -> Arrow:
    labels = {stroke.shape: stroke.words for stroke in bundle if stroke.words is not None}
    return Arrow(source, target, tuple(labels.values()), bundle[0].target in LOST, rings, len(bundle))


def _box(nodes: tuple[Node, ...], numbering: Numbering) -> Box:
    if len(nodes) == 1:
        return Box(nodes, (_title(nodes[0], numbering),), nodes[0] in LOST)
    first, last = (_name(node, numbering) for node in (nodes[0], nodes[-1]))
    return Box(
        nodes, (counted_places(nodes[0], len(nodes)), say("{first} ... {last}", first=first, last=last)), lost=False
    )


def _name(node: Node, numbering: Numbering) -> str:
    return numbering.shown(node.key) if node.kind in ("number", "outside") else node.key


def _title(node: Node, numbering: Numbering) -> Message:
    if node.kind == "end":
        return judged_end(node)
    name = place_name(node, numbering)
    return say("{number}, outside", number=name) if node.kind == "outside" else name
