"""`nummerplan diff`: what callers notice when one plan takes the place of another."""

import shlex
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from time import monotonic

import click

from nummerplan.cli.options import format_option, today_option
from nummerplan.cli.screen import CLEAN, FINDINGS, UNREADABLE, Screen
from nummerplan.compiler.comparison.compare_plans import Compared, ComparisonProgress, compare_plans
from nummerplan.compiler.comparison.difference_json import difference_json
from nummerplan.compiler.comparison.pull_request_comment import difference_markdown
from nummerplan.compiler.comparison.read_sides import Plans, plans_of
from nummerplan.compiler.comparison.report import difference_text
from nummerplan.model.message import Message, say

PATIENCE = 1.5
"""After so many seconds progress is shown."""


@click.command("diff", short_help="Show what callers notice of a change.")
@click.argument("old")
@click.argument("new")
@format_option(["text", "markdown", "json"], "Lines, a comment for a pull request, or everything for programs.")
@today_option("The first of the eighteen months that are looked at. Default: today.", "DATE")
@click.pass_obj
def command(screen: Screen, old: str, new: str, form: str, today: date) -> int:
    """Say what callers notice when the plans at NEW take the place of those at OLD.

    Each is a plan, a folder, git:REV (what the other argument names, as revision REV has it) or git:REV:PATH. Names of
    people, groups and menus are not compared, nor is how a plan is written: only what callers hear, and when.

    Exit code 0: nobody notices anything; 1: somebody does, or some calls were too much to compare; 2: there is no such
    plan or revision; 3: a plan could not be read.
    """
    sides = plans_of(old, new, today), plans_of(new, old, today)
    if not any(sides):
        return screen.refuse(say("there is no plan in {old}, and none in {new}", old=old, new=new))
    with ExitStack() as stack:
        compared = list(compare_plans(*sides, _progress(screen, stack)))
    for note in _damaged(*sides):
        screen.note(note)
    everything = shlex.join(["nummerplan", "diff", old, new])
    screen.result(_written(compared, form, screen, everything))
    if any(plan.unread for plan in compared):
        return UNREADABLE
    return CLEAN if all(plan.alike for plan in compared) else FINDINGS


def _progress(screen: Screen, stack: ExitStack) -> ComparisonProgress:
    """A progress bar on a terminal, for a comparison that takes longer than people wait without asking."""
    begun = monotonic()
    shown: list[ComparisonProgress] = []

    def advance(path: str, done: int, total: int) -> None:
        if screen.watched and not shown and monotonic() - begun > PATIENCE:
            shown.append(stack.enter_context(screen.progress(say("comparing calls"))))
        for progress_of in shown:
            progress_of(path)(done, total)

    return lambda path: partial(advance, path)


def _damaged(*sides: Plans) -> Iterator[Message]:
    for plan, _ in (plan for side in sides for plan in side.values()):
        if plan.found and plan.usable:
            yield say(
                "{plan} could not be read whole: what nummerplan check reports may be missing", plan=plan.linked.name
            )


def _written(compared: list[Compared], form: str, screen: Screen, everything: str) -> str:
    match form:
        case "json":
            return difference_json(compared)
        case "markdown":
            return difference_markdown(compared, screen.translate, everything)
        case _:
            return difference_text(compared, screen.translate)
