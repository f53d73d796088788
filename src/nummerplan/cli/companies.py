"""What commands share that deal with platforms: which companies, which secrets, which journals."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
from nummerplan.compiler.deployment.applying.parallel import in_parallel
from nummerplan.compiler.deployment.planning.plan_changes import Job, job_of
from nummerplan.compiler.deployment.records.journal import JournalError
from nummerplan.compiler.deployment.records.state_folder import state_folder
from nummerplan.compiler.findings.report import render
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import Checked, check_paths
from nummerplan.compiler.reading.project_settings import Project, find_project
from nummerplan.model.deployment.platform import Progress
from nummerplan.model.errors import AudioError, NummerplanError, SettingError
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


def common_options(command: Command) -> Command:
    """The options that every command has that deals with platforms."""
    return SECRETS(JOURNAL(TODAY(command)))


@dataclass
class Companies:
    """The companies of a command line, and how it went so far: the highest exit code wins."""

    screen: Screen
    jobs: list[Job]
    journals: Path
    stop: threading.Event = field(default_factory=threading.Event)
    code: int = CLEAN

    def each(self, jobs: Sequence[Job], work: Callable[[Job], Gain]) -> Iterator[tuple[Job, Gain]]:
        """What work makes of each company; how it fails is said, and the others go on."""
        for job, gain in in_parallel(jobs, work, self.stop):
            if isinstance(gain, Exception):
                self.failed(job, gain)
            else:
                yield job, gain

    def failed(self, job: Job, problem: Exception) -> None:
        """Say why nothing came of one company. What is an internal error is raised again."""
        if isinstance(problem, sqlite3.DatabaseError):
            about = {"tenant": job.site.tenant, "reason": str(problem)}
            problem = JournalError(say("{tenant}: the journal cannot be used: {reason}", **about))
        if isinstance(problem, AudioError) and problem.route:
            place = str(job.plan.document.span(problem.route))
            problem = AudioError(say("{place}: {message}", place=place, message=problem.message))
        if not isinstance(problem, NummerplanError):
            raise problem
        self.worst(self.screen.report(problem))

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


def _jobs(companies: Companies, plans: list[Checked], project: Project, secrets: NamedSecrets) -> Iterator[Job]:
    """Every plan that says where its company lives. Of many plans, those that do not are left out, and named."""
    somewhere = any(plan.linked.plan.platform for plan in plans)
    for plan in plans:
        if plan.linked.plan.platform is None and somewhere:
            text = say("{plan} is left out: it does not say where the company lives", plan=plan.document.name)
            companies.screen.note(text)
            continue
        try:
            yield job_of(plan, project, secrets)
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


Steps = Callable[[Job], Progress]
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

        def told(job: Job, done: int, total: int) -> None:
            steps[id(job)] = done, total
            known = list(steps.values())
            bar.update(task, completed=sum(row[0] for row in known), total=sum(row[1] for row in known))

        yield lambda job: partial(told, job)
