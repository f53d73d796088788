"""How the results of call tests are written: one file per format, found by its name; a new format edits no list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.compiler.calls.situations import situation_of
from nummerplan.compiler.text.trace_text import trace_text
from nummerplan.model.calls.call_coverage import CallCoverage
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.document import Document
from nummerplan.model.message import Message, Translate, say


@dataclass(frozen=True, slots=True)
class PlanResults:
    """The call tests of one plan; `coverage` where it was asked for.

    `exchange` says what was called on a real exchange and what was not, where that was asked for.
    """

    linked: LinkedPlan
    document: Document
    results: tuple[CallResult, ...]
    coverage: CallCoverage | None = None
    exchange: tuple[Message, ...] = ()
    has_errors: bool = False


Render = Callable[[Sequence[PlanResults], Translate], str]
"""Writes the results in the reader's language; ends with a line end."""


def all_formats() -> tuple[str, ...]:
    """The names of the formats, in order of the alphabet."""
    return tuple(sorted(found.name for found in iter_modules(__path__)))


def render(name: str, plans: Sequence[PlanResults], translate: Translate) -> str:
    """Write results in one of `all_formats`."""
    write: Render = import_module(f"{__name__}.{name}").render
    return write(plans, translate)


def failure_lines(result: CallResult, plan: PlanResults, translate: Translate) -> list[str]:
    """Why a test failed: what is wrong with it, or what was expected and what came; each with its place."""
    messages = []
    if result.problem is not None:
        route, message = result.problem
        messages.append(say("{message}  [{place}]", message=message, place=str(plan.document.span(route))))
    for unmet in result.unmet:
        place = str(plan.document.span(unmet.route))
        messages.append(say("expected: {what}  [{place}]", what=unmet.expected, place=place))
        messages.append(say("but: {what}", what=unmet.came))
    return [message.text(translate) for message in (*messages, *result.notes)]


def call_lines(result: CallResult, plan: PlanResults, translate: Translate) -> list[str]:
    """The call that shows why a test failed, step by step, and the command that follows it."""
    lines = []
    if result.shown is not None:
        situation = situation_of(result.shown, plan.linked)
        lines += trace_text(result.shown, plan.linked, plan.document, translate, situation).splitlines()
    return lines if result.command is None else [*lines, result.command]


def summary(plans: Sequence[PlanResults]) -> Message:
    """`12 call tests in 1 plan: 11 ok, 1 failed`."""
    results = [result for plan in plans for result in plan.results]
    failed = sum(not result.ok for result in results)
    tests = say("1 call test") if len(results) == 1 else say("{count} call tests", count=len(results))
    where = say("1 plan") if len(plans) == 1 else say("{count} plans", count=len(plans))
    if not results:
        return say("no call tests in {plans}", plans=where)
    wrong = sum(plan.has_errors for plan in plans)
    if not failed and wrong:
        return say("{tests} in {plans}: all ok, but plans with errors: {wrong}", tests=tests, plans=where, wrong=wrong)
    if not failed:
        return say("{tests} in {plans}: all ok", tests=tests, plans=where)
    counts = {"ok": len(results) - failed, "failed": failed}
    return say("{tests} in {plans}: {ok} ok, {failed} failed", tests=tests, plans=where, **counts)


def coverage_line(coverage: CallCoverage, linked: LinkedPlan) -> Message:
    """`plan.yaml: 18 of 68 touched by a test (26.4 %)`; never rounded up to 100."""
    return say(
        "{plan}: {touched} of {total} touched by a test of one call ({percent} %)",
        plan=linked.name,
        touched=len(coverage.touched),
        total=coverage.total,
        percent=percent(coverage),
    )


def percent(coverage: CallCoverage) -> str:
    """One digit after the point, never rounded up."""
    return f"{int(coverage.percent * 10) / 10:.1f}"
