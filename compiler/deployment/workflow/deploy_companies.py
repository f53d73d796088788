"""Deploy to many companies at once; what was cut off before is finished first."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy, deploy_nothing
from nummerplan.compiler.deployment.planning.chosen_changes import EVERYTHING, PlanOptions
from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, Session, open_session
from nummerplan.compiler.deployment.planning.company_translation import translation_on
from nummerplan.compiler.deployment.planning.deployments import load_saved_plan, plan_changes, plan_undo, resume
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan
from nummerplan.compiler.deployment.report.deployment_report import duration_text
from nummerplan.compiler.deployment.report.result_text import result_lines
from nummerplan.compiler.deployment.workflow.companies import Companies
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.compiler.deployment.workflow.parallel import for_each
from nummerplan.compiler.deployment.workflow.plan_companies import PlannedCompany, show_deployment
from nummerplan.compiler.translation.translation_text import translation_lines
from nummerplan.model.deployment.deployment import Deployment, DeploymentResult
from nummerplan.model.deployment.platform import Progress
from nummerplan.model.errors import ExitCode, NummerplanError, SettingError
from nummerplan.model.message import Message, say

SHARE = 0.30
LEAST = 10
"""Of at least so many existing objects, at most this share may be changed or deleted without `--force`."""
Staged = tuple[Session, PlannedCompany]
"""What is to be done next for one company, with its session open."""


@dataclass(frozen=True)
class DeployOptions:
    """What people say about how to deploy. `saved` are the deployments of a saved plan, None without one."""

    yes: bool = False
    allow_delete: bool = False
    force: bool = False
    undo: bool = False
    planning: PlanOptions = EVERYTHING
    saved: tuple[SavedPlan, ...] | None = None
    verbose: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """The options by which people allowed what is else refused."""
        named = {
            "--allow-delete": self.allow_delete,
            "--force": self.force,
            "--reset-overrides": self.planning.reset_switches,
        }
        return tuple(name for name, given in named.items() if given)


def deploy_companies(companies: Companies, options: DeployOptions, dialogue: Dialogue) -> int:
    """Deploy to all companies side by side; one that fails does not stop the others. Returns the exit code.

    A company whose last deployment was cut off gets two rounds: the rest of that one, and then its plan's turn.
    Raises `SettingError` when a saved plan is for a company that is not here.
    """
    plans = companies.plans if options.saved is None else _plans_of_saved(companies.plans, options.saved)
    deployments, code = _DeploymentRound(options, dialogue), companies.exit_code
    sessions: list[Session] = []
    as_wanted: set[str] = set()
    try:
        with ExitStack() as stack:
            for company in plans:
                try:
                    sessions.append(stack.enter_context(open_session(company, companies.journals, alone=True)))
                except NummerplanError as problem:  # somebody else deploys to it at this moment
                    dialogue.report(problem)
                    code = max(code, problem.exit_code)
            while sessions:
                complete, failed = deployments.run(sessions)
                code = max(code, failed)
                as_wanted -= {session.company.tenant for session in sessions}
                as_wanted |= {
                    session.company.tenant for session, planned in complete if not planned.deployment.left_out
                }
                sessions = [session for session, planned in complete if planned.deployment.kind == "resume"]
    except KeyboardInterrupt:
        dialogue.note(say("what was begun is in the journal: run the same command again, and it goes on from there"))
        raise
    if len(plans) > 1:
        # Of companies for which a saved plan has nothing to do it is not known how they are.
        count = len(plans) - len(deployments.idle)
        dialogue.note(say("companies as wanted: {done} of {all}", done=len(as_wanted - deployments.idle), all=count))
    return code


def _plans_of_saved(plans: Sequence[CompanyPlan], saved: Sequence[SavedPlan]) -> tuple[CompanyPlan, ...]:
    """The companies of a saved plan; all of them that change have to be here."""
    by_tenant = {company.tenant: company for company in plans}
    for plan in saved:
        if plan.tenant not in by_tenant and plan.changes:
            file = plan.plan
            raise SettingError(say("{plan}, the plan of {tenant}, is not here", plan=file, tenant=plan.tenant))
    return tuple(by_tenant[plan.tenant] for plan in saved if plan.tenant in by_tenant)


@dataclass(frozen=True)
class _DeploymentRound:
    """Plans, shows, asks for and makes one deployment for each company."""

    options: DeployOptions
    dialogue: Dialogue
    stop: threading.Event = field(default_factory=threading.Event)
    idle: set[str] = field(default_factory=set)
    """The companies for which a saved plan has nothing to do, or nothing any more."""

    def run(self, sessions: Sequence[Session]) -> tuple[list[Staged], int]:
        """Stage, show, ask and apply. Returns the deployments that came to their end, and the exit code of the rest."""
        tasks = {session.company.tenant: session for session in sessions}
        found, unstaged = for_each(tasks, say("reading"), self._stage, self.dialogue, self.stop)
        staged = [(session, PlannedCompany(session.company, deployment)) for session, deployment in found]
        for _, planned in staged:
            self._announce(planned)
        self.idle.update(
            session.company.tenant for session, deployment in found if deployment.kind in ("nothing", "done")
        )
        agreed, refused = self._agree(staged)
        complete, failed = self._apply(agreed)
        return complete, max(unstaged, refused, failed)

    def _stage(self, session: Session, progress: Progress) -> Deployment:
        """What is to be done for one company next."""
        options, company = self.options, session.company
        with company.connect() as connection:
            if options.undo:
                return plan_undo(session, connection)
            if (run := session.journal.unfinished()) is not None:
                return resume(session, connection, run)
            for saved in options.saved or ():
                if saved.tenant == company.tenant:
                    return load_saved_plan(session, connection, saved)
            return plan_changes(session, connection, options.planning, progress)

    def _announce(self, planned: PlannedCompany) -> None:
        """Show what is going to happen, and why if it is not the plan."""
        company, deployment = planned.company, planned.deployment
        if (run := deployment.run) is not None:
            about = {"tenant": company.tenant, "who": run.who, "when": run.begun, "done": run.done}
            self.dialogue.note(
                say("{tenant}: this undoes the deployment by {who} of {when}:", **about)
                if deployment.kind == "undo"
                else say(
                    "{tenant}: the deployment by {who} of {when} was cut off after at least {done} commands; left is:",
                    **about,
                )
            )
        show_deployment(planned, self.dialogue, self.options.verbose)

    def _agree(self, staged: Sequence[Staged]) -> tuple[list[Staged], int]:
        """The deployments within the limits that people want, and the exit code of the others."""
        options, dialogue = self.options, self.dialogue
        allowed: list[Staged] = []
        for session, planned in staged:
            # What is left of a deployment was agreed to when it began.
            deployment, resumed = planned.deployment, planned.deployment.kind == "resume"
            limits = () if resumed else tuple(exceeded_limits(deployment, options.allow_delete, options.force))
            against = (*planned.refusals, *limits)
            for message in against:
                dialogue.refuse(message)
            if not against:
                allowed.append((session, planned))
        code = ExitCode.CLEAN if len(allowed) == len(staged) else ExitCode.FINDINGS
        commands = sum(len(planned.deployment.operations) for _, planned in allowed)
        if not commands:
            return allowed, code
        takes = _duration([planned.deployment for _, planned in allowed])
        if options.yes:
            if takes is not None:
                text = say(
                    "commands to send: {count}; at the platform's rate that takes about {time}",
                    count=commands,
                    time=takes,
                )
                dialogue.note(text)
            return allowed, code
        question = say("Send {count} commands?", count=commands)
        if takes is not None:
            question = say(
                "Send {count} commands? At the platform's rate that takes about {time}.", count=commands, time=takes
            )
        answer = dialogue.confirm(question)
        if answer:
            return allowed, code
        dialogue.refuse(
            say("nothing was changed: there is no terminal to ask on; --yes deploys without asking")
            if answer is None
            else say("nothing was changed")
        )
        return [], ExitCode.FINDINGS

    def _apply(self, agreed: Sequence[Staged]) -> tuple[list[Staged], int]:
        """Deploy to all companies; gives those that came to their end, and the exit code of the others."""
        tasks = {staged[0].company.tenant: staged for staged in agreed}
        results, code = for_each(tasks, say("deploying"), self._apply_one, self.dialogue, self.stop, told=self._tell)
        complete: list[Staged] = []
        for staged, result in results:
            if result is None or result.complete:
                complete.append(staged)
            else:
                code = max(code, ExitCode.FINDINGS if result.stopped is None else ExitCode.UNREADABLE)
        return complete, code

    def _tell(self, staged: Staged, result: DeploymentResult | None) -> None:
        """Say what was done for one company, what not, and how to go on."""
        session, planned = staged
        for line in result_lines(planned.deployment, result, session.company.plan.linked) if result else ():
            self.dialogue.note(line)
        for line in _read_back(planned, result):
            self.dialogue.note(say("  translation: {text}", text=line))

    def _apply_one(self, staged: Staged, progress: Progress) -> DeploymentResult | None:
        """Deploy to one company; None when nothing has to be changed there."""
        session, deployment = staged[0], staged[1].deployment
        if not deployment.changes:
            deploy_nothing(session, deployment)
            return None
        counted = _counting(progress, len(deployment.operations))
        with session.company.connect() as connection:
            return deploy(ApplyContext(session, connection, counted, self.stop), deployment, self.options.allowed)


def _duration(deployments: Sequence[Deployment]) -> Message | None:
    """About how long deployments take side by side: those to one platform share its rate. None without any rate."""
    by_platform: dict[str, float] = {}
    for deployment in deployments:
        if deployment.seconds is not None:
            name = deployment.site.name
            by_platform[name] = by_platform.get(name, 0.0) + deployment.seconds
    return duration_text(max(by_platform.values())) if by_platform else None


def _read_back(planned: PlannedCompany, result: DeploymentResult | None) -> Iterator[Message]:
    """Whether the platform now does what the plan says, from what was read back; not where changes were left out."""
    deployment = planned.deployment
    if result is None or not result.complete or result.platform is None:
        return
    if deployment.kind != "deploy" or deployment.left_out:
        return
    switches = deployment.manual_switches
    yield from translation_lines(translation_on(planned.company, deployment.wanted, result.platform, switches))


def _counting(progress: Progress, total: int) -> Callable[[int], None]:
    """Add up commands as they are done; some that got no answer may be sent again."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done = min(total, done + more)
        progress(done, total)

    return count


def exceeded_limits(deployment: Deployment, allow_delete: bool, force: bool) -> Iterator[Message]:
    """Why a deployment must not begin as it stands, and what would allow it. What is created never counts."""
    changes = deployment.changes
    deleted = changes.count("delete")
    if deleted and not allow_delete:
        yield say(
            "{tenant}: this deletes what the platform has ({count}); that needs --allow-delete",
            tenant=deployment.site.tenant,
            count=deleted,
        )
    touched = deleted + changes.count("change") + changes.count("rename")
    if deployment.existing >= LEAST and touched > SHARE * deployment.existing and not force:
        yield say(
            "{tenant}: {count} of {existing} existing objects would be changed or deleted, more than {share} %;"
            " that needs --force",
            tenant=deployment.site.tenant,
            count=touched,
            existing=deployment.existing,
            share=round(100 * SHARE),
        )
