"""Which companies a command deals with, and how it reads them side by side."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, Session, company_plan, open_session
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.compiler.deployment.workflow.parallel import Gain, for_each
from nummerplan.compiler.deployment.workflow.stopped_deployments import note_stopped_deployments
from nummerplan.compiler.findings.changed_plans import WhichChanged
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.exit_code import before_compiling
from nummerplan.compiler.findings.rule_selection import rules_before_compiling
from nummerplan.compiler.pipeline import check_paths
from nummerplan.model.deployment.platform import Connection, Progress
from nummerplan.model.errors import ExitCode, SettingError
from nummerplan.model.message import say
from nummerplan.model.settings.project import Project


@dataclass(frozen=True)
class Companies:
    """The companies of a command. `journals` is the folder of their journals, `exit_code` that of plans left out."""

    plans: tuple[CompanyPlan, ...]
    journals: Path
    exit_code: int


def find_companies(  # noqa: PLR0913, PLR0917 - what a command line says of them
    path: Path,
    project: Project,
    secrets: NamedSecrets,
    journals: Path,
    today: date,
    dialogue: Dialogue,
    changed: WhichChanged | None = None,
) -> Companies:
    """The companies of all plans at a path that can be deployed; plans with errors are left out, with their errors.

    Where `changed` says which plans did, the others are left out, with what is wrong in them. Raises `SettingError`
    when two plans are for one company.
    """
    checked, report = check_paths([path], today, rules_before_compiling(project), secrets.texts, changed=changed)
    note_stopped_deployments(_tenants(checked), journals, dialogue)
    if others := [plan for plan in checked if not plan.looked_at]:
        texts = {file.base for plan in others for file in plan.document.files}
        left = tuple(finding for finding in report.findings if finding.span.source.base not in texts)
        report = replace(report, findings=left)
        dialogue.note(say("plans that did not change, and are left out: {count}", count=len(others)))
    shown, code = before_compiling(report)
    if code:
        dialogue.note(say("plans with errors are not deployed:"))
    if shown.findings:
        dialogue.findings(shown)
    judged = [plan for plan in checked if plan.looked_at and not plan.has_errors]
    plans, unplaced = _plans(judged, project, secrets, dialogue)
    tenants = Counter(company.tenant for company in plans)
    if twice := [tenant for tenant, count in tenants.items() if count > 1]:
        raise SettingError(say("two plans are for {tenant}; a company has one plan", tenant=twice[0]))
    return Companies(tuple(plans), journals, max(code, unplaced))


def _tenants(plans: Sequence[Checked]) -> list[str]:
    """Where companies live, of all plans that say so, those with errors too."""
    platforms = [plan.linked.plan.platform for plan in plans]
    named = [(one.name, one.service_provider or "", one.group or "") for one in platforms if one is not None]
    return ["/".join(names) for names in named]


def read_each(
    companies: Companies, read: Callable[[Session, Connection, Progress], Gain], dialogue: Dialogue
) -> tuple[list[tuple[CompanyPlan, Gain]], int]:
    """What is read from the platform of each company, and the highest exit code of all that failed."""

    def look(company: CompanyPlan, progress: Progress) -> Gain:
        with open_session(company, companies.journals, alone=False) as session, company.connect() as connection:
            return read(session, connection, progress)

    plans = {company.tenant: company for company in companies.plans}
    found, code = for_each(plans, say("reading"), look, dialogue, threading.Event())
    return found, max(companies.exit_code, code)


def _plans(
    plans: Sequence[Checked], project: Project, secrets: NamedSecrets, dialogue: Dialogue
) -> tuple[list[CompanyPlan], int]:
    """Every plan that says where its company lives. Of many plans, those that do not are left out, and named."""
    found: list[CompanyPlan] = []
    code: int = ExitCode.CLEAN
    somewhere = any(plan.linked.plan.platform for plan in plans)
    for plan in plans:
        name = plan.document.name
        if plan.linked.plan.platform is None and somewhere:
            dialogue.note(say("{plan} is left out: it does not say where the company lives", plan=name))
            continue
        try:
            found.append(company_plan(plan, project, secrets))
        except SettingError as problem:
            code = max(code, problem.exit_code)
            dialogue.refuse(say("{place}: {message}", place=name, message=problem.message))
    return found, code
