"""`nummerplan trace`: where one call goes, step by step."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from nummerplan.cli.screen import CLEAN, FINDINGS, Screen
from nummerplan.compiler.calls.describe_call import CallError, Description, describe, dialled_outside, keys_of
from nummerplan.compiler.calls.follow_call import follow, waits_for_key
from nummerplan.compiler.calls.outgoing_calls import outgoing_text
from nummerplan.compiler.calls.situations import situation_of
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_paths, unusable
from nummerplan.compiler.text.trace_json import trace_json
from nummerplan.compiler.text.trace_text import trace_text
from nummerplan.model.calls.call import Call, State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import say


@click.command("trace", short_help="Show where one call goes.")
@click.argument("path", type=click.Path(readable=False, path_type=Path))
@click.option("--dial", required=True, metavar="NUMBER", help="The number, extension or key that is called.")
@click.option(
    "--from",
    "caller",
    default="external",
    show_default=True,
    help="external, anonymous, a number; an extension or key for a colleague, who may also dial out.",
)
@click.option("--at", default="now", show_default=True, metavar="TIME", help='now, "2026-12-25 10:00" or "Mon 10:00".')
@click.option("--press", multiple=True, metavar="KEYS", help="What the caller presses, in order; star and hash too.")
@click.option("--busy", metavar="KEY", multiple=True, help="Who is busy; can be given more than once.")
@click.option("--on-call", metavar="KEY", multiple=True, help="Who is on another call.")
@click.option("--absent", metavar="KEY", multiple=True, help="Who does not answer.")
@click.option("--unreachable", metavar="KEY", multiple=True, help="Whose telephone is not registered.")
@click.option("--interactive", is_flag=True, help="Ask at each menu which key is pressed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or programs.")
@click.pass_obj
def command(screen: Screen, /, path: Path, interactive: bool, form: str, **described: Any) -> int:
    """Follow one call through the plan at PATH; everybody who is not named otherwise answers.

    Exit code 0: the call was followed, however it ended; 1: the plan cannot be read; 2: there is no such call.
    """
    checked, _ = check_paths([path], datetime.now().date(), Selection())
    problem = unusable(checked)
    if problem is not None:
        return screen.refuse(problem, FINDINGS)
    linked, document = checked[0].linked, checked[0].document
    description = _description(**described)
    if (dialled := dialled_outside(description.dial, description.caller, linked)) is not None:
        screen.result(outgoing_text(*dialled, linked).text(screen.translate) + "\n")
        return CLEAN
    call = describe(description, linked)
    trace = follow(_with_chosen_keys(call, linked, screen) if interactive else call, linked)
    if form == "json":
        screen.result(trace_json(trace, linked, document))
    else:
        screen.result(trace_text(trace, linked, document, screen.translate, situation_of(trace, linked)))
    return CLEAN


def _description(dial: str, caller: str, at: str, press: tuple[str, ...], **people: tuple[str, ...]) -> Description:
    """What the options say of the call; the others are the states of people."""
    states: dict[State, tuple[str, ...]] = {
        "busy": people["busy"],
        "on_call": people["on_call"],
        "absent": people["absent"],
        "unreachable": people["unreachable"],
    }
    return Description(dial, caller, at, press, states)


def _with_chosen_keys(call: Call, linked: LinkedPlan, screen: Screen) -> Call:
    """The call with the keys that the user chooses wherever a menu waits; Enter presses nothing."""
    while waiting := waits_for_key(follow(call, linked), linked):
        menu, keys = waiting
        question = say("{menu} ({keys}); which key, or Enter for none", menu=menu.key, keys=" ".join(keys))
        answer = click.prompt(question.text(screen.translate), default="", show_default=False, err=True)
        if not answer.strip():
            break
        try:
            call = replace(call, keys=(*call.keys, *keys_of([answer.strip()])))
        except CallError as error:
            screen.note(error.message)
    return call
