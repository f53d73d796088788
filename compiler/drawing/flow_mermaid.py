"""A call flow as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html)."""

import unicodedata
from collections.abc import Iterable

from nummerplan.compiler.drawing.flow import Arrow, Box, Flow
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.calls.call_graph import NodeKind
from nummerplan.model.message import Message, Translate

_SHAPES: dict[NodeKind, tuple[str, str]] = {
    "number": (">", "]"),
    "extension": (">", "]"),
    "hunt_group": ("[[", "]]"),
    "auto_attendant": ("{{", "}}"),
    "mailbox": ("[(", ")]"),
    "voicemail": ("[(", ")]"),
    "mobile": ("(", ")"),
    "directory": ("[/", "/]"),
    "outside": ("[\\", "\\]"),
    "end": ("([", "])"),
}
_RECTANGLE = ("[", "]")
_PLAIN = frozenset(" ,()'-")
"""Signs that mean nothing within quotes. A colon does: Mermaid looks for `style ...:...#...;` in whole lines."""


def mermaid(drawing: Flow, translate: Translate) -> str:
    """The drawing from left to right; lost ends are red and dashed, and so are the arrows to them."""
    lines = ["flowchart LR"]
    lines += [_box(position, box, translate) for position, box in enumerate(drawing.boxes)]
    lines += [_arrow(arrow, translate) for arrow in drawing.arrows]
    lines.append("classDef lost fill:#fdecea,stroke:#b00020,stroke-width:2px,stroke-dasharray:5 3,color:#b00020")
    if lost := [position for position, box in enumerate(drawing.boxes) if box.lost]:
        lines.append(f"class {','.join(f'n{position}' for position in lost)} lost")
    if lost := [position for position, arrow in enumerate(drawing.arrows) if arrow.lost]:
        lines.append(f"linkStyle {','.join(map(str, lost))} stroke:#b00020,stroke-dasharray:5 3")
    return "\n  ".join(lines) + "\n"


def _box(position: int, box: Box, translate: Translate) -> str:
    opened, closed = _SHAPES.get(box.kind, _RECTANGLE)
    return f"n{position}{opened}{_quoted(box.title, translate)}{closed}"


def _arrow(arrow: Arrow, translate: Translate) -> str:
    line = "-.->" if arrow.rings else "-->"
    label = f"|{_quoted(arrow.labels, translate)}|" if arrow.labels else ""
    return f"n{arrow.source} {line}{label} n{arrow.target}"


def _quoted(lines: Iterable[Message], translate: Translate) -> str:
    return '"' + "<br/>".join("".join(map(_safe, escape_terminal(line.text(translate)))) for line in lines) + '"'


def _safe(character: str) -> str:
    """Letters, digits and marks as they are; what could be markup as its number, which Mermaid shows as the sign."""
    if character.isalnum() or character in _PLAIN or unicodedata.category(character).startswith("M"):
        return character
    return f"#{ord(character)};"
