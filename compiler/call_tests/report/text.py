"""For people: a line for each test, and under what failed what was expected, what came, and the call."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.call_tests.report import PlanResults, coverage_line, failure, summary
from nummerplan.compiler.calls.situations import situation_of
from nummerplan.compiler.text.escape_terminal import columns, escape_terminal
from nummerplan.compiler.text.trace_text import trace_text
from nummerplan.model.calls.call_coverage import Item
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.message import Message, Translate, say

MOST_ITEMS = 60
"""What no test touches is listed up to here; the rest is counted, and JSON has it all."""


def render(plans: Sequence[PlanResults], translate: Translate) -> str:
    """Plan by plan, and a line that counts."""
    lines: list[str] = []
    for plan in plans:
        if plan.results:
            lines.append(escape_terminal(plan.linked.name))
        for result in plan.results:
            lines += _result(result, plan, translate)
    for plan in plans:
        lines += _coverage(plan, translate)
    lines.append(escape_terminal(summary(plans).text(translate)))
    return "".join(f"{line}\n" for line in lines)


def _result(result: CallResult, plan: PlanResults, translate: Translate) -> Iterator[str]:
    words = [message.text(translate) for message in (say("ok"), say("FAILED"))]
    width = max(map(columns, words))
    word = words[0] if result.ok else words[1]
    name = escape_terminal(result.name.text(translate))
    if result.ok:
        yield f"  {word:{width}}  {name}"
        return
    yield f"  {word:{width}}  {name}  [{escape_terminal(str(plan.document.span(result.route)))}]"
    inset = " " * (width + 4)
    for message in failure(result, plan):
        yield inset + escape_terminal(message.text(translate))
    if result.shown is not None:
        situation = situation_of(result.shown, plan.linked)
        shown = trace_text(result.shown, plan.linked, plan.document, translate, situation)
        yield from (inset + "  " + line for line in shown.splitlines())
    if result.command is not None:
        yield inset + "  " + escape_terminal(result.command)


def _coverage(plan: PlanResults, translate: Translate) -> Iterator[str]:
    coverage = plan.coverage
    if coverage is None:
        return
    yield escape_terminal(coverage_line(coverage, plan.linked).text(translate))
    yield from _items(say("no test touches:"), coverage.untouched, plan, translate)
    yield from _items(say("no call can touch:"), coverage.out_of_reach, plan, translate)


def _items(title: Message, items: Sequence[Item], plan: PlanResults, translate: Translate) -> Iterator[str]:
    if items:
        yield "  " + title.text(translate)
    for item in items[:MOST_ITEMS]:
        yield "    " + escape_terminal(f"{item.what.text(translate)}  [{plan.document.span(item.route)}]")
    if len(items) > MOST_ITEMS:
        more = say("{count} more; --format json lists them all", count=len(items) - MOST_ITEMS)
        yield "    " + more.text(translate)
