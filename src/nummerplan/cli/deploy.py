"""`nummerplan deploy`: change a platform so that it is as the plan wants it."""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from nummerplan import __version__
from nummerplan.cli.companies import Companies, common_options, find_companies, meter
from nummerplan.cli.screen import FINDINGS, UNREADABLE, Screen
from nummerplan.compiler.deployment.applying.apply import finish_empty
from nummerplan.compiler.deployment.applying.deploy import Watch, deploy, remember
from nummerplan.compiler.deployment.planning.load_saved_plan import load_saved_plan
from nummerplan.compiler.deployment.planning.plan_undo import plan_undo
from nummerplan.compiler.deployment.planning.resume import resume
from nummerplan.compiler.deployment.planning.session import Session, open_session
from nummerplan.compiler.deployment.planning.caller_impact import caller_impact_lines, caller_impact
from nummerplan.compiler.deployment.planning.plan_changes import CompanyPlan, ComparisonPolicy, plan_changes
from nummerplan.compiler.deployment.planning.safety_limits import exceeded_limits
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan, read_saved_plans
from nummerplan.compiler.deployment.report.deployment_text import deployment_text
from nummerplan.compiler.deployment.report.result_text import result_lines
from nummerplan.compiler.deployment.report.setting_text import Wording
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection, Progress
from nummerplan.model.errors import NummerplanError, SettingError
from nummerplan.model.message import Message, say

Staged = list[tuple[CompanyPlan, Deployment]]


@dataclass(frozen=True)
class Options:
    """What the command line says about how to deploy."""

    yes: bool
    allow_delete: bool
    force: bool
    undo: bool
    reset_overrides: bool
    write_secrets: bool
    saved: tuple[SavedPlan, ...]

    @property
    def allowed(self) -> tuple[str, ...]:
        """What people allowed that is else refused."""
        named = {"--allow-delete": self.allow_delete, "--force": self.force, "--reset-overrides": self.reset_overrides}
        return tuple(name for name, given in named.items() if given)


@click.command("deploy", short_help="Change a platform so that it is as the plan wants it.")
@click.argument("path", default=Path(), type=click.Path(path_type=Path))
@click.option("--plan", type=click.Path(path_type=Path), metavar="FILE", help="Do exactly what plan --out saved.")
@click.option("--yes", is_flag=True, help="Do not ask. Without it, and without a terminal, nothing is changed.")
@click.option("--allow-delete", is_flag=True, help="Delete what is not in the plan.")
@click.option("--force", is_flag=True, help="Also when more than 30 % of ten or more existing objects change or go.")
@click.option("--undo", is_flag=True, help="Restore what the last deployment changed, as the journal recorded it.")
@click.option("--reset-overrides", is_flag=True, help="Set back night switches that people set by hand.")
@click.option("--write-secrets", is_flag=True, help="Write secrets of existing objects of which nothing is remembered.")
@common_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    /,
    path: Path,
    plan: Path | None,
    secrets: str | None,
    journal: Path | None,
    today: datetime | None,
    undo: bool,
    **options: Any,
) -> int:
    """Check the plans at PATH (default: this folder and everything below it), show what has to change on their
    platforms, ask, change it, and read every object back.

    Every command is in a journal before it goes out. A deployment that was cut off is finished first. Many companies
    are dealt with at once, and one that fails does not stop the others.

    Exit code 0: every platform is as its plan wants it; 1: something was refused, by us or by the platform; 2: wrong
    usage or settings; 3: a file or a platform could not be read.
    """
    try:
        if undo and plan:
            raise SettingError(say("--undo and --plan exclude each other"))
        saved = tuple(read_saved_plans(plan, __version__)) if plan else ()
        companies = find_companies(screen, path, secrets, journal, today)
        if plan:
            companies.jobs = _saved_jobs(companies, saved)
        with ExitStack() as stack:
            sessions = _sessions(companies, stack)
            _deploy_all(companies, sessions, Options(undo=undo, saved=saved, **options))
    except KeyboardInterrupt:
        screen.note(say("what was begun is in the journal: run the same command again, and it goes on from there"))
        raise
    return companies.code


def _saved_jobs(companies: Companies, saved: Sequence[SavedPlan]) -> list[CompanyPlan]:
    """The companies of a saved plan; all of them have to be here."""
    jobs = {job.site.tenant: job for job in companies.jobs}
    for plan in saved:
        if plan.tenant not in jobs:
            file = plan.plan
            raise SettingError(say("{plan}, the plan of {tenant}, is not here", plan=file, tenant=plan.tenant))
    return [jobs[plan.tenant] for plan in saved]


def _sessions(companies: Companies, stack: ExitStack) -> dict[int, Session]:
    """A session for each company; who is being deployed to by somebody else is left out."""
    found: dict[int, Session] = {}
    for job in companies.jobs:
        try:
            found[id(job)] = stack.enter_context(open_session(job, companies.journals, alone=True))
        except (NummerplanError, sqlite3.DatabaseError) as problem:
            companies.failed(job, problem)
    return found


def _deploy_all(companies: Companies, sessions: dict[int, Session], options: Options) -> None:
    """Stage, show, ask and deploy; once more for companies whose unfinished deployment had to come first."""
    jobs = [job for job in companies.jobs if id(job) in sessions]
    while jobs:
        with meter(companies.screen, say("reading")) as steps:
            staged = list(companies.each(jobs, lambda job: _staged(sessions[id(job)], options, steps(job))))
        for job, deployment in staged:
            _announce(companies.screen, job, deployment)
        agreed = _agreed(companies, staged, options)
        done = _carried_out(companies, sessions, agreed, options)
        jobs = [job for job, deployment in done if deployment.kind == "resume"]


def _connected(session: Session) -> Any:
    job = session.job
    return job.provisioning.connect(job.site, job.bench.secrets, job.bench.telephone_audio)


def _staged(session: Session, options: Options, progress: Progress) -> Deployment:
    """What is to be done for one company next."""
    with _connected(session) as connection:
        if options.undo:
            return plan_undo(session, connection)
        run = session.journal.unfinished()
        if run is not None:
            return resume(session, connection, run)
        return _planned(session, connection, options, progress)


def _planned(session: Session, connection: Connection, options: Options, progress: Progress) -> Deployment:
    job = session.job
    for saved in options.saved:
        if saved.tenant == job.site.tenant:
            return load_saved_plan(session, connection, saved, [Path(file.name) for file in job.plan.document.files])
    terms = ComparisonPolicy(session.journal.memory(), session.marks, options.reset_overrides, options.write_secrets)
    return plan_changes(job, connection, terms, progress)


def _announce(screen: Screen, job: CompanyPlan, deployment: Deployment) -> None:
    """Show what is going to happen, and why if it is not the plan."""
    if deployment.run is not None:
        about = {
            "tenant": job.site.tenant,
            "who": deployment.run.who,
            "when": deployment.run.begun,
            "done": deployment.run.done,
        }
        screen.note(
            say("{tenant}: this undoes the deployment by {who} of {when}:", **about)
            if deployment.kind == "undo"
            else say("{tenant}: the deployment by {who} of {when} was cut off after {done} commands; left is:", **about)
        )
    screen.result(deployment_text(deployment, job.plan.linked, screen.translate))
    for line in caller_impact_lines(caller_impact(deployment, job.provisioning, job.plan.linked.today)):
        screen.show(line)


def _agreed(companies: Companies, staged: Staged, options: Options) -> Staged:
    """The deployments that nothing speaks against, and that people want."""
    allowed: Staged = []
    for job, deployment in staged:
        # What is left of a deployment was agreed to when it began.
        against = (
            [] if deployment.kind == "resume" else list(exceeded_limits(deployment, options.allow_delete, options.force))
        )
        for message in against:
            companies.worst(companies.screen.refuse(message, FINDINGS))
        if not against:
            allowed.append((job, deployment))
    commands = sum(len(deployment.operations) for _, deployment in allowed)
    if not commands or options.yes:
        return allowed
    question = say("Send {count} commands?", count=commands)
    if sys.stdin is None or not sys.stdin.isatty():
        companies.worst(companies.screen.refuse(_unasked(), FINDINGS))
    elif click.confirm(question.text(companies.screen.translate), err=True):
        return allowed
    else:
        companies.worst(companies.screen.refuse(say("nothing was changed"), FINDINGS))
    return []


def _unasked() -> Message:
    return say("nothing was changed: there is no terminal to ask on; --yes deploys without asking")


def _carried_out(companies: Companies, sessions: dict[int, Session], agreed: Staged, options: Options) -> Staged:
    """Deploy to all companies; gives those that came to their end."""
    deployments = {id(job): deployment for job, deployment in agreed}
    complete: Staged = []

    def work(job: CompanyPlan) -> Any:
        watch = Watch(_counted(steps(job), len(deployments[id(job)].operations)), companies.stop, options.allowed)
        return _one(sessions[id(job)], deployments[id(job)], watch)

    with meter(companies.screen, say("deploying")) as steps:
        results = list(companies.each([job for job, _ in agreed], work))
    for job, lines in results:
        deployment = deployments[id(job)]
        if lines is None:
            complete.append((job, deployment))
            continue
        result, told = lines
        for message in told:
            companies.screen.note(message)
        if result.complete:
            complete.append((job, deployment))
        else:
            companies.worst(UNREADABLE if result.stopped is not None else FINDINGS)
    _summary(companies, agreed, complete)
    return complete


def _counted(progress: Progress, total: int) -> Callable[[int], None]:
    """Tell of commands as they are done; some that got no answer may be sent again."""
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done = min(total, done + count)
        progress(done, total)

    return told


def _one(session: Session, deployment: Deployment, watch: Watch) -> Any:
    if not deployment.changes:
        finish_empty(session.journal, deployment)
        if deployment.kind == "deploy":
            remember(session, deployment)
        return None
    with _connected(session) as connection:
        result = deploy(session, deployment, connection, watch)
    wording = Wording(session.job.plan.linked, deployment.wanted.tenant, deployment.platform)
    return result, list(result_lines(deployment, result, wording))


def _summary(companies: Companies, agreed: Staged, complete: Staged) -> None:
    if len(companies.jobs) > 1:
        companies.screen.note(say("companies as wanted: {done} of {all}", done=len(complete), all=len(companies.jobs)))
