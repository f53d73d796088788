"""For people: a line for each test, and under what failed what was expected, what came, and the call."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.call_tests.report import PlanResults, call_lines, coverage_line, failure_lines, summary
from nummerplan.compiler.text.escape_terminal import columns, escape_terminal
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
            lines.append(plan.linked.name)
        for result in plan.results:
            lines += _result(result, plan, translate)
    for plan in plans:
        lines += _coverage(plan, translate)
    lines += [line.text(translate) for plan in plans for line in plan.exchange]
    lines.append(summary(plans).text(translate))
    return "".join(f"{escape_terminal(line)}\n" for line in lines)


def _result(result: CallResult, plan: PlanResults, translate: Translate) -> Iterator[str]:
    words = [message.text(translate) for message in (say("FAILED"), say("ok"))]
    width = max(map(columns, words))
    line = f"  {words[result.ok]:{width}}  {result.name.text(translate)}"
    if result.ok:
        yield line
        yield from (" " * (width + 4) + note.text(translate) for note in result.notes)
        return
    yield f"{line}  [{plan.document.span(result.route)}]"
    inset = " " * (width + 4)
    yield from (inset + text for text in failure_lines(result, plan, translate))
    yield from (inset + "  " + text for text in call_lines(result, plan, translate))


def _coverage(plan: PlanResults, translate: Translate) -> Iterator[str]:
    coverage = plan.coverage
    if coverage is None:
        return
    yield coverage_line(coverage, plan.linked).text(translate)
    yield from _items(say("no test touches:"), coverage.untouched, plan, translate)
    yield from _items(say("no call can touch:"), coverage.untouchable, plan, translate)


def _items(title: Message, items: Sequence[Item], plan: PlanResults, translate: Translate) -> Iterator[str]:
    if items:
        yield "  " + title.text(translate)
    for item in items[:MOST_ITEMS]:
        yield f"    {item.what.text(translate)}  [{plan.document.span(item.route)}]"
    if len(items) > MOST_ITEMS:
        more = say("{count} more; --format json lists them all", count=len(items) - MOST_ITEMS)
        yield "    " + more.text(translate)
