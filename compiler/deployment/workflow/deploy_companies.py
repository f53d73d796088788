"""Deploy to many companies at once; what was cut off before is finished first."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan
from nummerplan.compiler.deployment.planning.session import Session, open_session
from nummerplan.compiler.deployment.workflow.companies import Companies
from nummerplan.compiler.deployment.workflow.deploy_round import DeploymentRound, DeployOptions
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.model.errors import ExitCode, NummerplanError, SettingError
from nummerplan.model.message import say


def deploy_companies(companies: Companies, options: DeployOptions, dialogue: Dialogue) -> int:
    """Deploy to all companies side by side; one that fails does not stop the others. Returns the exit code.

    A company whose last deployment was cut off gets two rounds: the rest of that one, and then its plan's turn.
    Raises `SettingError` when a saved plan is for a company that is not here.
    """
    plans = companies.plans if options.saved is None else _plans_of_saved(companies.plans, options.saved)
    try:
        with ExitStack() as stack:
            sessions, code = _open_sessions(plans, companies.journals, stack, dialogue)
            deployments = DeploymentRound(options, dialogue)
            codes = [companies.exit_code, code]
            as_wanted: set[str] = set()
            while sessions:
                complete, code = deployments.run(sessions)
                codes.append(code)
                as_wanted = (as_wanted - {session.company.tenant for session in sessions}) | {
                    staged.tenant for staged in complete
                }
                sessions = [staged.session for staged in complete if staged.deployment.kind == "resume"]
    except KeyboardInterrupt:
        dialogue.note(say("what was begun is in the journal: run the same command again, and it goes on from there"))
        raise
    if len(plans) > 1:
        dialogue.note(say("companies as wanted: {done} of {all}", done=len(as_wanted), all=len(plans)))
    return max(codes)


def _plans_of_saved(plans: Sequence[CompanyPlan], saved: Sequence[SavedPlan]) -> tuple[CompanyPlan, ...]:
    """The companies of a saved plan; all of them have to be here."""
    by_tenant = {company.tenant: company for company in plans}
    for plan in saved:
        if plan.tenant not in by_tenant:
            file = plan.plan
            raise SettingError(say("{plan}, the plan of {tenant}, is not here", plan=file, tenant=plan.tenant))
    return tuple(by_tenant[plan.tenant] for plan in saved)


def _open_sessions(
    plans: Sequence[CompanyPlan], journals: Path, stack: ExitStack, dialogue: Dialogue
) -> tuple[list[Session], int]:
    """A session for each company; one that somebody else deploys to at this moment is left out."""
    found: list[Session] = []
    code: int = ExitCode.CLEAN
    for company in plans:
        try:
            found.append(stack.enter_context(open_session(company, journals, alone=True)))
        except NummerplanError as problem:
            dialogue.report(problem)
            code = max(code, problem.exit_code)
    return found, code
