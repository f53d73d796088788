"""A call flow in DOT (graphviz.org/doc/info/lang.html), and as SVG where Graphviz is installed."""

import shutil
import subprocess
from collections.abc import Iterable

from nummerplan.compiler.drawing.flow import Arrow, Box, Flow
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.calls.call_graph import NodeKind
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import Message, Translate, say

PATIENCE = 120
"""Seconds after which a drawing is given up."""
_SHAPES: dict[NodeKind, str] = {
    "number": "cds",
    "extension": "cds",
    "user": "box",
    "hunt_group": "box3d",
    "auto_attendant": "hexagon",
    "mailbox": "cylinder",
    "voicemail": "cylinder",
    "mobile": "box",
    "directory": "parallelogram",
    "outside": "house",
    "end": "oval",
}
_FONT = 'fontname="Helvetica,Arial,sans-serif"'
_RED = 'color="#b00020", fontcolor="#b00020", style='


def dot(drawing: Flow, translate: Translate) -> str:
    """The drawing from left to right; lost ends and the arrows to them are red."""
    lines = [
        "digraph flow {",
        "  rankdir=LR;",
        f"  node [{_FONT}, fontsize=11, height=0.3];",
        f"  edge [{_FONT}, fontsize=9];",
    ]
    lines += [f"  {_box(position, box, translate)};" for position, box in enumerate(drawing.boxes)]
    lines += [f"  {_arrow(arrow, translate)};" for arrow in drawing.arrows]
    return "\n".join([*lines, "}"]) + "\n"


def _box(position: int, box: Box, translate: Translate) -> str:
    look = f', {_RED}"filled,dashed", fillcolor="#fdecea", penwidth=2' if box.lost else ""
    return f"n{position} [shape={_SHAPES[box.kind]}, label={_quoted(box.title, translate)}{look}]"


def _arrow(arrow: Arrow, translate: Translate) -> str:
    settings = [f"label={_quoted(arrow.labels, translate)}"] if arrow.labels else []
    if arrow.lost:
        settings.append(f"{_RED}dashed")
    elif arrow.rings:
        settings.append('style=dotted, color="#606060", fontcolor="#606060"')
    look = f" [{', '.join(settings)}]" if settings else ""
    return f"n{arrow.source} -> n{arrow.target}{look}"


def _quoted(lines: Iterable[Message], translate: Translate) -> str:
    """A quoted string in which backslashes and entities are data, and nothing ends the quotes."""
    return '"' + r"\n".join(_escaped(escape_terminal(line.text(translate))) for line in lines) + '"'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


class DrawingError(NummerplanError):
    """The drawing could not be made."""


def svg(dot: str) -> str:
    """Hand DOT to Graphviz and take its SVG as it is; raises `DrawingError`, saying what to do instead."""
    program = shutil.which("dot")
    if program is None:
        raise DrawingError(
            say("SVG is drawn by Graphviz, and its command dot is not installed; --format mermaid and dot need nothing")
        )
    try:
        done = subprocess.run(  # noqa: S603 - our own argument list, no shell; the plan goes in as data
            [program, "-Tsvg"], input=dot.encode(), capture_output=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise DrawingError(
            say("Graphviz did not finish in {seconds} s; draw less, with --dial or --fold", seconds=PATIENCE)
        ) from None
    if done.returncode != 0:
        reason = escape_terminal(done.stderr.decode(errors="replace").strip())
        raise DrawingError(say("Graphviz could not draw this: {reason}", reason=reason))
    return done.stdout.decode()
