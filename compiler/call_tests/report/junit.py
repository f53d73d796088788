"""For test dashboards: JUnit XML, a suite for each plan."""

from collections.abc import Sequence

from nummerplan.compiler.call_tests.report import PlanResults, call_lines, failure_lines, percent
from nummerplan.compiler.text.junit_xml import CaseOutcome, JunitCase, JunitSuite, junit_xml
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.message import Translate


def render(plans: Sequence[PlanResults], translate: Translate) -> str:
    """A case for each test; a test that could not be run is an error."""
    return junit_xml("nummerplan test", [_suite(plan, translate) for plan in plans])


def _suite(plan: PlanResults, translate: Translate) -> JunitSuite:
    cases = [_case(result, plan, translate) for result in plan.results]
    said = [line.text(translate) for line in plan.exchange]
    return JunitSuite(plan.linked.name, cases, percent(plan.coverage) if plan.coverage else None, said)


def _case(result: CallResult, plan: PlanResults, translate: Translate) -> JunitCase:
    span = plan.document.span(result.route)
    case = JunitCase(result.name.text(translate), plan.linked.name, file=span.source.name, line=span.begin.line)
    if result.ok:
        return case._replace(lines=[note.text(translate) for note in result.notes])
    lines = [*failure_lines(result, plan, translate), *call_lines(result, plan, translate)]
    outcome: CaseOutcome = "failure" if result.problem is None else "error"
    return case._replace(lines=lines, outcome=outcome, kind=outcome, message=lines[0])
