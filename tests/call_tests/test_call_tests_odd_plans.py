"""Whatever a plan holds, its call tests come to a result that can be written."""

import json
from datetime import date
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import plans, settings_of

from nummerplan.compiler.call_tests.report import PlanResults, all_formats, render
from nummerplan.compiler.call_tests.run_call_tests import run_call_tests, unread_tests
from nummerplan.compiler.call_tests.suggest_calls import suggest_calls
from nummerplan.compiler.call_tests.write_call_tests import write_call_tests
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.plan.plan import Plan


def english(template: str, /) -> str:
    return template


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.lists(settings_of(CallTest), min_size=1, max_size=5))
def test_any_plan(plan: Plan, calls: list[CallTest]) -> None:
    text = plan_yaml(plan.model_copy(update={"calls": calls}))
    checked = check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2026, 11, 23), Selection())
    results = tuple(run_call_tests(checked.linked, *unread_tests(checked.findings)))
    assert len(results) == len(calls)
    coverage, suggestions = suggest_calls(checked.linked, results)
    written = write_call_tests(suggestions, checked.linked, english)
    assert bool(written) == bool(coverage.untouched)
    found = PlanResults(checked.linked, checked.document, results, coverage)
    texts = {form: render(form, [found], english) for form in all_formats()}
    assert len(json.loads(texts["json"])["plans"][0]["tests"]) == len(results)
    assert len(ElementTree.fromstring(texts["junit"]).findall(".//testcase")) == len(results)  # noqa: S314 - our own output
