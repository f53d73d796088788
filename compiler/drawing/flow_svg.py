"""A call flow as SVG, drawn by Graphviz's `dot` where it is installed."""

import shutil
import subprocess

from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import say

PATIENCE = 120
"""Seconds after which a drawing is given up."""


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
