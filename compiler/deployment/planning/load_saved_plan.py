"""A deployment that was planned and saved: exactly that, or nothing."""

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.manual_switches import SWITCHES
from nummerplan.compiler.deployment.planning.new_deployment import new_deployment
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan, digest_files, digest_state, saved_operations
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import say


class StaleError(NummerplanError):
    """What was planned no longer fits the plan's files or the platform; nothing was changed."""

    exit_code = ExitCode.FINDINGS


def load_saved_plan(company: CompanyPlan, connection: Connection, saved: SavedPlan) -> Deployment:
    """The deployment of a saved plan, with the commands that were saved.

    Raises `StaleError` when the plan's files or the platform have changed since, and `PlatformError`.
    """
    wanted = company.wanted()
    if company.tenant != saved.tenant:
        raise StaleError(say("{plan} was planned for {tenant}; plan again", plan=saved.plan, tenant=saved.tenant))
    here = digest_files(company, wanted.tenant)
    if changed := sorted(name for name in {*here, *saved.files} if here.get(name) != saved.files.get(name)):
        raise StaleError(say("{file} has changed since this was planned; plan again", file=changed[0]))
    platform = connection.read(wanted.tenant)
    if digest_state(platform, wanted.tenant) != saved.state or _is_switched(saved, platform):
        raise StaleError(
            say("{tenant}: the platform has moved since this was planned; plan again", tenant=saved.tenant)
        )
    operations = saved_operations(company, saved)
    return new_deployment(company, connection, wanted, platform, saved.changes, operations)


def _is_switched(saved: SavedPlan, platform: Tenant) -> bool:
    """Whether a switch that is to be changed is no longer as it was planned from."""
    return any(
        change.before.identity not in platform.objects
        or platform.objects[change.before.identity].settings.get(found.setting) != found.old
        for change in saved.changes.changes
        if change.before
        for found in change.settings
        if found.setting in SWITCHES
    )
