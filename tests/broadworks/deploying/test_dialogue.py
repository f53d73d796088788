"""The workflow of deploying as another program uses it: a dialogue of its own, no command line, values that stay."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from broadworks_live import bench, plan, platform, site

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.workflow.companies import Companies
from nummerplan.compiler.deployment.workflow.deploy_companies import DeployOptions, deploy_companies
from nummerplan.compiler.deployment.workflow.dialogue import ProgressOf
from nummerplan.compiler.deployment.workflow.drift_companies import drift_companies
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import Message
from nummerplan.model.report import Report
from nummerplan.targets.broadworks import PROVISIONING

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Conversation:
    """A dialogue that answers every question alike, and keeps what was said and how far the companies came."""

    answer: bool | None
    said: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    steps: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def show(self, message: Message) -> None:
        self.said.append(str(message))

    note = refuse = show

    def report(self, error: NummerplanError) -> None:
        self.said.append(str(error))

    def findings(self, report: Report) -> None:
        self.said += [str(finding.message) for finding in report.findings]

    def confirm(self, question: Message) -> bool | None:
        self.questions.append(str(question))
        return self.answer

    @contextmanager
    def progress(self, label: Message) -> Iterator[ProgressOf]:
        def step(tenant: str, done: int, total: int) -> None:
            self.steps[tenant, str(label)] = done, total

        yield lambda tenant: lambda done, total: step(tenant, done, total)


@pytest.fixture
def companies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Companies]:
    """Two random companies on a platform that knows nothing of them yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    seeds = (3, 4)
    with platform(seeds) as address:
        plans = []
        for seed in seeds:
            text = plan(seed)
            checked = check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2027, 1, 4), Selection())
            plans.append(CompanyPlan(checked, site(address, seed), PROVISIONING, bench(text)))
        yield Companies(tuple(plans), tmp_path, 0)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (False, "nothing was changed"),
        (None, "nothing was changed: there is no terminal to ask on; --yes deploys without asking"),
    ],
)
def test_without_a_yes_nothing_is_changed(companies: Companies, answer: bool | None, reason: str) -> None:
    asked = Conversation(answer)
    assert deploy_companies(companies, DeployOptions(), asked) == 1
    assert len(asked.questions) == 1, "one question for all companies"
    assert asked.said[-2:] == [reason, "companies as wanted: 0 of 2"]
    assert drift_companies(companies, False, Conversation(None))[1] == 1, "the platform is as it was"


def test_a_yes_deploys_to_all_companies_with_progress_to_the_end(companies: Companies) -> None:
    asked = Conversation(True)
    assert deploy_companies(companies, DeployOptions(), asked) == 0
    assert asked.said[-1] == "companies as wanted: 2 of 2"
    tenants = [company.tenant for company in companies.plans]
    assert {tenant for tenant, label in asked.steps if label == "deploying"} == set(tenants)
    assert all(done == total > 0 for done, total in asked.steps.values())
    total = sum(total for (_, label), (_, total) in asked.steps.items() if label == "deploying")
    assert asked.questions == [f"Send {total} commands?"]
    found, code = drift_companies(companies, False, Conversation(None))
    assert code == 0
    assert [(company.tenant, bool(drift.changes)) for company, drift, _ in found] == [(name, False) for name in tenants]


def test_every_value_of_deploying_is_frozen() -> None:
    mutable = [
        f"{file.relative_to(ROOT)}: {node.name}"
        for room in ("compiler/deployment", "model/deployment")
        for file in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]
    assert mutable == []
