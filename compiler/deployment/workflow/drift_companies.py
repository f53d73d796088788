"""What the platforms of many companies hold otherwise than their plans."""

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.drift import drift
from nummerplan.compiler.deployment.planning.session import Session
from nummerplan.compiler.deployment.workflow.companies import Companies, read_each
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.model.deployment.drift import Drift
from nummerplan.model.deployment.platform import Connection, Progress
from nummerplan.model.errors import ExitCode


def drift_companies(
    companies: Companies, status: bool, dialogue: Dialogue
) -> tuple[list[tuple[CompanyPlan, Drift]], int]:
    """Compare all companies side by side; `status` also asks whose telephones are registered.

    Returns what was found, and the exit code: 1 when a platform differs, more when one could not be compared.
    """

    def read(session: Session, connection: Connection, progress: Progress) -> Drift:
        return drift(session.company, connection, session.journal.memory().switches, status, progress)

    found, code = read_each(companies, read, dialogue)
    differs = any(one.changes for _, one in found)
    return found, max(code, ExitCode.FINDINGS if differs else ExitCode.CLEAN)
