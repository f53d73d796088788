"""For test dashboards: JUnit XML, a suite for each plan."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.call_tests.report import PlanResults, failure, percent
from nummerplan.compiler.calls.situations import situation_of
from nummerplan.compiler.findings.report.junit import attribute, content
from nummerplan.compiler.text.trace_text import trace_text
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.message import Translate


def render(plans: Sequence[PlanResults], translate: Translate) -> str:
    """A case for each test; a test that could not be run is an error."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="nummerplan test" {_counts([result for plan in plans for result in plan.results])}>',
    ]
    for plan in plans:
        lines.append(f'  <testsuite name={attribute(plan.linked.name)} {_counts(plan.results)} skipped="0">')
        if plan.coverage is not None:
            coverage = f'<property name="coverage" value="{percent(plan.coverage)}"/>'
            lines.append(f"    <properties>{coverage}</properties>")
        for result in plan.results:
            lines += _case(result, plan, translate)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _counts(results: Sequence[CallResult]) -> str:
    failures = sum(bool(result.unmet) and result.problem is None for result in results)
    errors = sum(result.problem is not None for result in results)
    return f'tests="{len(results)}" failures="{failures}" errors="{errors}"'


def _case(result: CallResult, plan: PlanResults, translate: Translate) -> Iterator[str]:
    span = plan.document.span(result.route)
    name, file = attribute(result.name.text(translate)), attribute(span.source.name)
    head = f'    <testcase name={name} classname={attribute(plan.linked.name)} file={file} line="{span.begin.line}"'
    if result.ok:
        yield head + "/>"
        return
    lines = [message.text(translate) for message in failure(result, plan)]
    if result.shown is not None:
        situation = situation_of(result.shown, plan.linked)
        lines += trace_text(result.shown, plan.linked, plan.document, translate, situation).splitlines()
    if result.command is not None:
        lines.append(result.command)
    word = "failure" if result.problem is None else "error"
    yield head + ">"
    body = "\n".join(map(content, lines))
    yield f"      <{word} type={attribute(word)} message={attribute(lines[0])}>{body}</{word}>"
    yield "    </testcase>"
