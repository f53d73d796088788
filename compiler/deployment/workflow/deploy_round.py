"""One round of deployments to many companies: plan, show, ask and apply one deployment for each."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy, deploy_nothing
from nummerplan.compiler.deployment.planning.caller_impact import caller_impact
from nummerplan.compiler.deployment.planning.load_saved_plan import load_saved_plan
from nummerplan.compiler.deployment.planning.plan_changes import ComparisonPolicy, plan_changes
from nummerplan.compiler.deployment.planning.plan_undo import plan_undo
from nummerplan.compiler.deployment.planning.resume import resume
from nummerplan.compiler.deployment.planning.safety_limits import exceeded_limits
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan
from nummerplan.compiler.deployment.planning.session import Session
from nummerplan.compiler.deployment.report.result_text import result_lines
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.compiler.deployment.workflow.parallel import for_each
from nummerplan.compiler.deployment.workflow.plan_companies import show_deployment
from nummerplan.model.deployment.deployment import Deployment, DeploymentResult
from nummerplan.model.deployment.platform import Progress
from nummerplan.model.errors import ExitCode
from nummerplan.model.message import say


@dataclass(frozen=True)
class DeployOptions:
    """What people say about how to deploy. `saved` are the deployments of a saved plan, None without one."""

    yes: bool = False
    allow_delete: bool = False
    force: bool = False
    undo: bool = False
    reset_switches: bool = False
    write_secrets: bool = False
    saved: tuple[SavedPlan, ...] | None = None

    @property
    def allowed(self) -> tuple[str, ...]:
        """The options by which people allowed what is else refused."""
        named = {"--allow-delete": self.allow_delete, "--force": self.force, "--reset-overrides": self.reset_switches}
        return tuple(name for name, given in named.items() if given)


@dataclass(frozen=True)
class StagedDeployment:
    """What is to be done next for one company, with its session open."""

    session: Session
    deployment: Deployment

    @property
    def tenant(self) -> str:
        """The company's address in one word."""
        return self.session.company.tenant


@dataclass(frozen=True)
class DeploymentRound:
    """Plans, shows, asks for and makes one deployment for each company."""

    options: DeployOptions
    dialogue: Dialogue
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, sessions: Sequence[Session]) -> tuple[list[StagedDeployment], int]:
        """Stage, show, ask and apply. Returns the deployments that came to their end, and the exit code of the rest."""
        with self.dialogue.progress(say("reading")) as progress_of:

            def stage(session: Session) -> StagedDeployment:
                return self._stage(session, progress_of(session.company.tenant))

            found, unstaged = for_each(sessions, stage, self.dialogue, self.stop)
        staged = [one for _, one in found]
        for one in staged:
            self._announce(one)
        agreed, refused = self._agree(staged)
        complete, failed = self._apply(agreed)
        return complete, max(unstaged, refused, failed)

    def _stage(self, session: Session, progress: Progress) -> StagedDeployment:
        """What is to be done for one company next."""
        options, company = self.options, session.company
        with company.connect() as connection:
            if options.undo:
                return StagedDeployment(session, plan_undo(session, connection))
            if (run := session.journal.unfinished()) is not None:
                return StagedDeployment(session, resume(session, connection, run))
            for saved in options.saved or ():
                if saved.tenant == company.tenant:
                    return StagedDeployment(session, load_saved_plan(company, connection, saved))
            memory = session.journal.memory()
            policy = ComparisonPolicy(memory, session.fingerprints, options.reset_switches, options.write_secrets)
            return StagedDeployment(session, plan_changes(company, connection, policy, progress))

    def _announce(self, staged: StagedDeployment) -> None:
        """Show what is going to happen, and why if it is not the plan."""
        run = staged.deployment.run
        if run is not None:
            about = {"tenant": staged.tenant, "who": run.who, "when": run.begun, "done": run.done}
            self.dialogue.note(
                say("{tenant}: this undoes the deployment by {who} of {when}:", **about)
                if staged.deployment.kind == "undo"
                else say(
                    "{tenant}: the deployment by {who} of {when} was cut off after {done} commands; left is:", **about
                )
            )
        company, deployment = staged.session.company, staged.deployment
        show_deployment(company, deployment, caller_impact(company, deployment), self.dialogue)

    def _agree(self, staged: Sequence[StagedDeployment]) -> tuple[list[StagedDeployment], int]:
        """The deployments within the limits that people want, and the exit code of the others."""
        options, dialogue = self.options, self.dialogue
        allowed: list[StagedDeployment] = []
        for one in staged:
            # What is left of a deployment was agreed to when it began.
            resumed = one.deployment.kind == "resume"
            against = () if resumed else tuple(exceeded_limits(one.deployment, options.allow_delete, options.force))
            for message in against:
                dialogue.refuse(message)
            if not against:
                allowed.append(one)
        code = ExitCode.CLEAN if len(allowed) == len(staged) else ExitCode.FINDINGS
        commands = sum(len(one.deployment.operations) for one in allowed)
        if not commands or options.yes:
            return allowed, code
        answer = dialogue.confirm(say("Send {count} commands?", count=commands))
        if answer:
            return allowed, code
        dialogue.refuse(
            say("nothing was changed: there is no terminal to ask on; --yes deploys without asking")
            if answer is None
            else say("nothing was changed")
        )
        return [], ExitCode.FINDINGS

    def _apply(self, agreed: Sequence[StagedDeployment]) -> tuple[list[StagedDeployment], int]:
        """Deploy to all companies; gives those that came to their end, and the exit code of the others."""
        with self.dialogue.progress(say("deploying")) as progress_of:
            results, code = for_each(
                agreed, lambda one: self._apply_one(one, progress_of(one.tenant)), self.dialogue, self.stop
            )
        complete: list[StagedDeployment] = []
        for one, result in results:
            if result is None or result.complete:
                complete.append(one)
            else:
                code = max(code, ExitCode.FINDINGS if result.stopped is None else ExitCode.UNREADABLE)
            if result is not None:
                for line in result_lines(one.deployment, result, one.session.company.plan.linked):
                    self.dialogue.note(line)
        return complete, code

    def _apply_one(self, staged: StagedDeployment, progress: Progress) -> DeploymentResult | None:
        """Deploy to one company; None when nothing has to be changed there."""
        session, deployment = staged.session, staged.deployment
        if not deployment.changes:
            deploy_nothing(session, deployment)
            return None
        counted = _counting(progress, len(deployment.operations))
        with session.company.connect() as connection:
            return deploy(ApplyContext(session, connection, counted, self.stop), deployment, self.options.allowed)


def _counting(progress: Progress, total: int) -> Callable[[int], None]:
    """Add up commands as they are done; some that got no answer may be sent again."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done = min(total, done + more)
        progress(done, total)

    return count
