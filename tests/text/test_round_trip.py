"""Writing a plan and reading it back gives the same plan."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from strategies import plans

from nummerplan.compiler.pipeline import check_text
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.plan.plan import Plan

EXAMPLES = Path(__file__).parents[2] / "examples"


def read_back(text: str) -> Plan:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert [str(finding.message) for finding in (*findings, *bound.findings)] == []
    return bound.plan


@given(plans())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_plan(plan: Plan) -> None:
    if plan.model_fields_set:
        assert read_back(plan_yaml(plan)) == plan


def test_the_example_company() -> None:
    plan = read_back((EXAMPLES / "mijn-bedrijf" / "plan.yaml").read_text())
    text = plan_yaml(plan)
    assert read_back(text) == plan
    assert "    forwarding:\n      not_reachable: 0612345678\n" in text
    assert "        star: repeat_menu\n" in text
    assert "    mon-fri: 08:30-17:30\n" in text


@given(plans())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_plan_makes_the_checker_raise(plan: Plan) -> None:
    check_text(plan_yaml(plan))
