"""What a platform holds otherwise than a plan wants it."""

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, deployable
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.deployment.planning.manual_switches import Switches, keep_manual_switches
from nummerplan.model.deployment.drift import Drift
from nummerplan.model.deployment.platform import Connection, Progress


def drift(
    company: CompanyPlan, connection: Connection, deployed: Switches, status: bool, progress: Progress | None = None
) -> Drift:
    """Read the platform and compare; with `status` also ask whose telephones are registered.

    Secrets cannot be read, so nothing is said of them. Raises `DefectsError` and `PlatformError`.
    """
    wanted = deployable(company)
    platform = connection.read(wanted.tenant, progress)
    goal, switches = keep_manual_switches(wanted.tenant, platform, deployed)
    changes = compare_tenants(platform, goal, lambda *_: False)
    registered = None
    if status:
        users = (found for found in platform.of_kind("user") if found.identity in wanted.tenant.objects)
        with_telephone = [found.identity for found in users if found.settings.get("device")]
        registered = connection.registrations(with_telephone) if with_telephone else {}
    return Drift(company.tenant, wanted.tenant, platform, changes, switches, registered)
