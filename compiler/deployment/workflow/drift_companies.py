"""What the platforms of many companies hold otherwise than their plans."""

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, Session, deployable
from nummerplan.compiler.deployment.planning.company_translation import translation_on
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants, keep_manual_switches
from nummerplan.compiler.deployment.workflow.companies import Companies, read_each
from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.compiler.translation.compare_image import Translation
from nummerplan.model.deployment.deployment import Drift
from nummerplan.model.deployment.platform import Connection, Progress
from nummerplan.model.errors import ExitCode


def drift_companies(
    companies: Companies, status: bool, dialogue: Dialogue
) -> tuple[list[tuple[CompanyPlan, Drift, Translation]], int]:
    """Compare all companies side by side; `status` also asks whose telephones are registered.

    Returns what was found, and the exit code: 1 when a platform differs, more when one could not be compared.
    """

    def read(session: Session, connection: Connection, progress: Progress) -> tuple[Drift, Translation]:
        return _drift(session, connection, status, progress)

    found, code = read_each(companies, read, dialogue)
    differs = any(drift.differs or translation.has_defect for _, (drift, translation) in found)
    return [(company, *one) for company, one in found], max(code, ExitCode.FINDINGS if differs else ExitCode.CLEAN)


def _drift(session: Session, connection: Connection, status: bool, progress: Progress) -> tuple[Drift, Translation]:
    """Read the platform and compare: its settings, and what it does, with the plan.

    Secrets cannot be read, so nothing is said of them. Raises `DefectsError`.
    """
    asked = deployable(session.company)
    platform = connection.read(asked.tenant, progress)
    wanted = session.fitted(asked, platform)
    goal, switches = keep_manual_switches(wanted.tenant, platform, session.journal.memory().switches)
    changes = compare_tenants(platform, goal, lambda *_: False)
    registered = None
    if status:
        users = (found for found in platform.of_kind("user") if found.identity in wanted.tenant.objects)
        with_telephone = [found.identity for found in users if found.settings.get("device")]
        registered = connection.registrations(with_telephone) if with_telephone else {}
    known = session.journal.memory().switches
    new = tuple(one for one in wanted.left_alone if known.get((one.identity, one.setting)) != one.held)
    left = {"left_alone": wanted.left_alone, "newly_left": new}
    drift = Drift(session.company.tenant, wanted.tenant, platform, changes, switches, registered, wanted.notes, **left)
    return drift, translation_on(session.company, wanted, platform, switches)
