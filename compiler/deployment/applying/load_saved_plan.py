"""A deployment that was planned and saved: exactly that, or nothing."""

from collections.abc import Iterable
from pathlib import Path

from nummerplan.compiler.deployment.applying.session import Session
from nummerplan.compiler.deployment.planning.manual_switches import SWITCHES
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan, digest_files, digest_state
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.message import Message, say


class StaleError(Exception):
    """A saved plan no longer fits; nothing was changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def take_saved(session: Session, connection: Connection, saved: SavedPlan, files: Iterable[Path]) -> Deployment:
    """The deployment of a saved plan. Raises `StaleError` when the plan's files or the platform have moved since."""
    job = session.job
    wanted = job.provisioning.wanted(job.bench, job.site)
    if job.site.tenant != saved.tenant:
        raise StaleError(say("{plan} was planned for {tenant}; plan again", plan=saved.plan, tenant=saved.tenant))
    here = digest_files(files, wanted.tenant, job.folder)
    if changed := sorted(name for name in {*here, *saved.files} if here.get(name) != saved.files.get(name)):
        raise StaleError(say("{file} has changed since this was planned; plan again", file=changed[0]))
    platform = connection.read(wanted.tenant)
    if digest_state(platform, wanted.tenant) != saved.state or _switched(saved, platform):
        raise StaleError(
            say("{tenant}: the platform has moved since this was planned; plan again", tenant=job.site.tenant)
        )
    operations = tuple(job.provisioning.operations(saved.changes, platform, job.site))
    if len(operations) != saved.commands:
        raise StaleError(say("{tenant}: this would take other commands than planned; plan again", tenant=saved.tenant))
    documents = len(connection.documents(operations))
    return Deployment(job.site, saved.plan, wanted, platform, saved.changes, operations, documents)


def _switched(saved: SavedPlan, platform: Tenant) -> bool:
    """Whether a switch that is to be changed is no longer as it was planned from."""
    return any(
        change.before.identity not in platform.objects
        or platform.objects[change.before.identity].settings.get(found.setting) != found.old
        for change in saved.changes.changes
        if change.before
        for found in change.settings
        if found.setting in SWITCHES
    )
