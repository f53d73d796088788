"""For test harnesses: the Test Anything Protocol, version 14; what failed has a YAML block."""

import json
from collections.abc import Iterator, Sequence

from nummerplan.compiler.call_tests.report import PlanResults, coverage_line, failure_lines, summary
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.message import Translate


def render(plans: Sequence[PlanResults], translate: Translate) -> str:
    """A point for each test; what else there is to say stands in comments."""
    tests = [(plan, result) for plan in plans for result in plan.results]
    lines = ["TAP version 14", f"1..{len(tests)}"]
    for number, (plan, result) in enumerate(tests, 1):
        lines += _point(number, result, plan, translate)
    comments = [coverage_line(plan.coverage, plan.linked) for plan in plans if plan.coverage is not None]
    comments += [line for plan in plans for line in plan.exchange]
    lines += ["# " + escape_terminal(comment.text(translate)) for comment in (*comments, summary(plans))]
    return "".join(f"{line}\n" for line in lines)


def _point(number: int, result: CallResult, plan: PlanResults, translate: Translate) -> Iterator[str]:
    # A hash would begin a directive, such as SKIP.
    name = escape_terminal(result.name.text(translate)).replace("\\", "\\\\").replace("#", "\\#")
    yield f"{'ok' if result.ok else 'not ok'} {number} - {name}"
    if result.ok:
        yield from ("# " + escape_terminal(note.text(translate)) for note in result.notes)
        return
    yield "  ---"
    yield f"  at: {_quoted(str(plan.document.span(result.route)))}"
    yield "  message:"
    yield from (f"    - {_quoted(line)}" for line in failure_lines(result, plan, translate))
    if result.command is not None:
        yield f"  replay: {_quoted(result.command)}"
    yield "  ..."


def _quoted(text: str) -> str:
    """A text in YAML's double quotes, which are JSON's."""
    return json.dumps(escape_terminal(text), ensure_ascii=False)
