"""What commands share that deal with platforms: which companies, which secrets, which journals."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from nummerplan.cli.compile import repository
from nummerplan.cli.screen import CLEAN, FINDINGS, UNREADABLE, USAGE, Screen
from nummerplan.compiler.artefacts.secrets import PROVIDERS, NamedSecrets, secrets_from
from nummerplan.compiler.deployment.planning.load_saved_plan import StaleError
from nummerplan.compiler.deployment.workflow.parallel import in_parallel
from nummerplan.compiler.deployment.planning.plan_undo import NotUndoneError
from nummerplan.compiler.deployment.planning.plan_changes import DefectsError, CompanyPlan, company_plan
from nummerplan.compiler.deployment.records.journal import JournalError
from nummerplan.compiler.deployment.records.state_folder import state_folder
from nummerplan.compiler.deployment.records.tenant_lock import LockedError
from nummerplan.compiler.deployment.report.setting_text import Wording
from nummerplan.compiler.findings.report import render
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import Checked, check_paths
from nummerplan.compiler.reading.project_settings import Project, find_project
from nummerplan.model.artefact import AudioError, RenderError, SettingError
from nummerplan.model.deployment.platform import PlatformError, Progress
from nummerplan.model.finding import Level
from nummerplan.model.message import Message, say
from nummerplan.model.report import Report

Gain = TypeVar("Gain")
Command = Callable[..., int]

SECRETS = click.option(
    "--secrets",
    metavar="PROVIDER",
    help=f"Where secrets come from: {' or '.join(PROVIDERS)}. Default: what the project's settings say.",
)
JOURNAL = click.option(
    "--journal",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the journals of deployments are kept. Default: your folder for state, ~/.local/state/nummerplan.",
)
TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that holiday rules count from.")

EXPECTED: Mapping[type[Exception], int] = {
    SettingError: USAGE,
    RenderError: USAGE,
    JournalError: USAGE,
    sqlite3.DatabaseError: USAGE,
    PlatformError: UNREADABLE,
    AudioError: UNREADABLE,
    LockedError: FINDINGS,
    StaleError: FINDINGS,
    NotUndoneError: FINDINGS,
    DefectsError: FINDINGS,
}
"""What can go wrong with one company, and the exit code that says so."""


def common_options(command: Command) -> Command:
    """The options that every command has that deals with platforms."""
    return SECRETS(JOURNAL(TODAY(command)))


@dataclass
class Companies:
    """The companies of a command line, and how it went so far: the highest exit code wins."""

    screen: Screen
    jobs: list[CompanyPlan]
    journals: Path
    stop: threading.Event = field(default_factory=threading.Event)
    code: int = CLEAN

    def each(self, jobs: Sequence[CompanyPlan], work: Callable[[CompanyPlan], Gain]) -> Iterator[tuple[CompanyPlan, Gain]]:
        """What work makes of each company; how it fails is said, and the others go on."""
        for job, gain in in_parallel(jobs, work, self.stop):
            if isinstance(gain, Exception):
                self.failed(job, gain)
            else:
                yield job, gain

    def failed(self, job: CompanyPlan, problem: Exception) -> None:
        """Say why nothing came of one company. What is a defect of ours is raised again."""
        codes = [code for kind, code in EXPECTED.items() if isinstance(problem, kind)]
        if not codes:
            raise problem
        self.worst(codes[0])
        first, *others = _told(job, problem)
        self.screen.refuse(first)
        for message in others:
            self.screen.note(message)

    def worst(self, code: int) -> None:
        """Keep the higher exit code."""
        self.code = max(self.code, code)


def find_companies(
    screen: Screen, path: Path, secrets: str | None, journal: Path | None, today: datetime | None
) -> Companies:
    """The companies of all plans at a path that can be deployed. Plans with errors are refused with their errors.

    Raises `SettingError`.
    """
    project = find_project(path)
    checked, report = check_paths([path], (today or datetime.now()).date(), Selection(project.select, project.ignore))
    companies = Companies(screen, [], state_folder(journal))
    companies.worst(_refused(screen, report))
    provider = secrets_from(secrets or project.secrets, repository(path, project))
    companies.jobs = list(_jobs(companies, [plan for plan in checked if not plan.has_errors], project, provider))
    tenants = Counter(job.site.tenant for job in companies.jobs)
    if twice := [tenant for tenant, count in tenants.items() if count > 1]:
        raise SettingError(say("two plans are for {tenant}; a company has one plan", tenant=twice[0]))
    return companies


def _jobs(companies: Companies, plans: list[Checked], project: Project, secrets: NamedSecrets) -> Iterator[CompanyPlan]:
    """Every plan that says where its company lives. Of many plans, those that do not are left out, and named."""
    somewhere = any(plan.linked.plan.platform for plan in plans)
    for plan in plans:
        if plan.linked.plan.platform is None and somewhere:
            text = say("{plan} is left out: it does not say where the company lives", plan=plan.document.name)
            companies.screen.note(text)
            continue
        try:
            yield company_plan(plan, project, secrets)
        except SettingError as problem:
            companies.worst(USAGE)
            companies.screen.refuse(say("{place}: {message}", place=plan.document.name, message=problem.message))


def _refused(screen: Screen, report: Report) -> int:
    """Say which errors keep plans from their platforms."""
    from nummerplan.compiler.pipeline import UNREADABLE as UNREADABLE_RULES

    errors = tuple(finding for finding in report.findings if finding.level is Level.ERROR)
    if not errors:
        return CLEAN
    screen.note(say("plans with errors are not deployed:"))
    click.echo(render("concise", Report(errors, report.coverage), screen.translate), err=True, nl=False)
    return UNREADABLE if any(finding.rule in UNREADABLE_RULES for finding in errors) else FINDINGS


def _told(job: CompanyPlan, problem: Exception) -> Iterator[Message]:
    """Sentences for what went wrong; every one says where."""
    document = job.plan.document
    if isinstance(problem, DefectsError):
        yield say("{plan}: the platform would refuse this:", plan=document.name)
        for defect in problem.defects:
            yield say("{place}: {message}", place=str(document.span(defect.route)), message=defect.message)
        return
    if isinstance(problem, AudioError) and problem.route:
        yield say("{place}: {message}", place=str(document.span(problem.route)), message=problem.message)
        return
    if isinstance(problem, sqlite3.DatabaseError):
        tenant = job.site.tenant
        yield say("{tenant}: the journal cannot be used: {reason}", tenant=tenant, reason=str(problem))
        return
    message: Message = problem.message  # type: ignore[attr-defined] # every kind in EXPECTED has one
    yield message
    if isinstance(problem, NotUndoneError):
        wording = Wording(job.plan.linked, job.provisioning.wanted(job.bench, job.site).tenant)
        for moved in problem.moved:
            kind, title = moved.identity.kind, wording.title(moved.identity)
            if not moved.setting:
                yield (
                    say("  {title} is there now", title=title) if moved.held else say("  {title} is gone", title=title)
                )
                continue
            yield say(
                "  {title}: {setting} was left as {left} and is now {held}",
                title=title,
                setting=moved.setting,
                left=wording.value(kind, moved.setting, moved.left),
                held=wording.value(kind, moved.setting, moved.held),
            )


Steps = Callable[[CompanyPlan], Progress]
"""Gives what is told of the steps of one company: how many of how many are taken."""


@contextmanager
def meter(screen: Screen, label: Message) -> Iterator[Steps]:
    """A progress bar for all companies on a terminal; elsewhere nothing."""
    if not screen.watched:
        yield lambda job: lambda done, total: None
        return
    from rich import progress  # takes a while, and is for terminals only
    from rich.console import Console

    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn())
    steps: dict[int, tuple[int, int]] = {}
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label.text(screen.translate), total=None)

        def told(job: CompanyPlan, done: int, total: int) -> None:
            steps[id(job)] = done, total
            known = list(steps.values())
            bar.update(task, completed=sum(row[0] for row in known), total=sum(row[1] for row in known))

        yield lambda job: partial(told, job)
