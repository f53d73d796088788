"""`nummerplan trace`: where one call goes, step by step."""

from pathlib import Path
from typing import Any

import click

import nummerplan
from nummerplan.cli.options import format_option, one_plan
from nummerplan.cli.screen import CLEAN, Screen
from nummerplan.compiler.calls.describe_call import CallError
from nummerplan.compiler.calls.follow_call import waits_for_key
from nummerplan.compiler.calls.situations import situation_of
from nummerplan.compiler.text.trace_text import trace_text
from nummerplan.model.calls.guard import State
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import say
from nummerplan.model.results import FollowedCall

STATES: tuple[State, ...] = ("busy", "on_call", "absent", "unreachable")


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
@format_option(["text", "json"])
@click.pass_obj
def command(screen: Screen, /, path: Path, interactive: bool, form: str, **described: Any) -> int:
    """Follow one call through the plan at PATH; everybody who is not named otherwise answers.

    Exit code 0: the call was followed, however it ended; 1: the plan cannot be read; 2: there is no such call.
    """
    plan = one_plan(path)
    call = _traced(plan, **described)
    if interactive and call.outgoing is None:
        call = _with_chosen_keys(call, plan, screen, **described)
    if form == "json":
        screen.result(call.to_json())
    elif call.outgoing is not None:
        screen.show(call.outgoing)
    else:
        situation = situation_of(call, plan.linked)
        screen.result(trace_text(call, plan.linked, plan.document, screen.translate, situation))
    return CLEAN


def _traced(plan: LoadedPlan, dial: str, caller: str, at: Any, press: tuple[str, ...], **people: Any) -> FollowedCall:
    """The call that the options describe; those that are left say how people are."""
    states: dict[str, State] = {name: state for state in STATES for name in people[state]}
    return nummerplan.trace(plan, dial, caller=caller, at=at, press=press, people=states)


def _with_chosen_keys(call: FollowedCall, plan: LoadedPlan, screen: Screen, **described: Any) -> FollowedCall:
    """The call with the keys that the user chooses wherever a menu waits; Enter presses nothing."""
    described["at"] = call.call.moment  # it does not become later while somebody thinks
    while waiting := waits_for_key(call, plan.linked):
        menu, keys = waiting
        question = say("{menu} ({keys}); which key, or Enter for none", menu=menu.key, keys=" ".join(keys))
        answer = click.prompt(question.text(screen.translate), default="", show_default=False, err=True)
        if not answer.strip():
            break
        try:
            call = _traced(plan, **described | {"press": (*call.call.keys, answer.strip())})
        except CallError as error:
            screen.note(error.message)
    return call
