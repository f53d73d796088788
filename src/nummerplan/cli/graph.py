"""`nummerplan graph`: the call flow of a plan as a drawing."""

from pathlib import Path

import click

from nummerplan.cli.options import format_option, one_plan
from nummerplan.cli.screen import CLEAN, Screen
from nummerplan.compiler.calls.describe_call import entry_of, moment_of
from nummerplan.compiler.drawing.flow import MOST_BOXES, Flow, flow
from nummerplan.compiler.drawing.flow_dot import dot, svg
from nummerplan.compiler.drawing.flow_mermaid import mermaid
from nummerplan.compiler.drawing.flow_strokes import View
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, Translate, say

DRAWINGS = (b"flowchart", b"digraph", b"<?xml", b"<svg", b"<!DOCTYPE svg")
"""How files of drawings begin: only these are overwritten."""


@click.command("graph", short_help="Draw where calls can go.")
@click.argument("path", type=click.Path(readable=False, path_type=Path))
@click.option("--dial", metavar="NUMBER", help="Only what can be reached from this number, extension or key.")
@click.option("--at", metavar="TIME", help='Only what is possible then: now, "2026-12-25 10:00" or "Mon 10:00".')
@click.option(
    "--from", "caller", type=click.Choice(["external", "internal"]), help="Only for these callers. Default: both."
)
@format_option(["mermaid", "dot", "svg"], "What is written; svg needs Graphviz.", show_default=True)
@click.option(
    "--fold",
    "most",
    type=click.IntRange(min=0),
    default=MOST_BOXES,
    show_default=True,
    metavar="BOXES",
    help="Fold what looks alike when there would be more boxes than this.",
)
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    path: Path,
    dial: str | None,
    at: str | None,
    caller: str | None,
    form: str,
    most: int,
    out: Path | None,
) -> int:
    """Draw the call flow of the plan at PATH: whole or from one entry, at one moment or at all times.

    Lost ends are red. A dotted arrow leads to telephones that ring. Nothing is left out: what looks alike in a large
    plan is folded into one box that says how many it holds.

    Exit code 0: it was drawn; 1: the plan cannot be read; 2: there is no such entry or moment, or no Graphviz.
    """
    plan = one_plan(path)
    linked = plan.linked
    view = View(None if caller is None else caller == "external", moment_of(at, linked) if at else None)
    drawing = flow(linked, view, entry_of(dial, linked) if dial else None, most)
    text = _written(drawing, form, screen.translate)
    if plan.damaged:
        screen.note(
            say("{plan} could not be read whole: what nummerplan check reports may be missing", plan=linked.name)
        )
    if drawing.folded:
        screen.note(_folded(drawing, linked))
    if out is None:
        screen.result(text)
    else:
        atomic_write(out, text.encode(), lambda held: held.lstrip().startswith(DRAWINGS))
    return CLEAN


def _written(drawing: Flow, form: str, translate: Translate) -> str:
    if form == "mermaid":
        return mermaid(drawing, translate)
    text = dot(drawing, translate)
    return text if form == "dot" else svg(text)


def _folded(drawing: Flow, linked: LinkedPlan) -> Message:
    return say(
        "{plan}: {places} places are folded into {boxes} boxes; --dial draws one entry, --fold {places} everything",
        plan=linked.name,
        places=drawing.places,
        boxes=len(drawing.boxes),
    )
