"""A deployment that is to be undone: what the journal recorded is restored, if nobody has changed it since."""

from nummerplan.compiler.deployment.applying.session import Session
from nummerplan.compiler.deployment.applying.undo import Moved, moved_since, undo
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection, Wanted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.message import Message, say


class NotUndoneError(Exception):
    """A deployment cannot be undone; `moved` says what is no longer as it was left."""

    def __init__(self, message: Message, moved: tuple[Moved, ...] = ()) -> None:
        super().__init__(str(message))
        self.message = message
        self.moved = moved


def take_back(session: Session, connection: Connection) -> Deployment:
    """The way back from the last deployment. Raises `NotUndoneError`."""
    job, run = session.job, session.journal.last()
    if run is None:
        raise NotUndoneError(
            say("{tenant}: the journal knows of no deployment that could be undone", tenant=job.site.tenant)
        )
    # The plan is asked for its keys only, by which people know what the platform calls otherwise.
    platform = connection.read(job.provisioning.wanted(job.bench, job.site).tenant)
    if moved := moved_since(run, platform):
        text = say(
            "{tenant}: this is no longer as the deployment left it, so it is not undone:", tenant=job.site.tenant
        )
        raise NotUndoneError(text, tuple(moved))
    changes = undo(run, platform, job.provisioning.read_only)
    operations = tuple(job.provisioning.operations(changes, platform, job.site))
    goal = Tenant({change.after.identity: change.after for change in changes.changes if change.after})
    return Deployment(
        site=job.site,
        plan=job.plan.document.name,
        wanted=Wanted(goal),
        platform=platform,
        changes=changes,
        operations=operations,
        documents=len(connection.documents(operations)),
        kind="undo",
        run=run,
    )
