"""A deployment that was cut off, taken up from what the platform holds by now."""

from nummerplan.compiler.deployment.applying.session import Session
from nummerplan.compiler.deployment.planning.remaining_changes import remaining
from nummerplan.model.deployment.deployment import Deployment, Run
from nummerplan.model.deployment.platform import Connection, Wanted
from nummerplan.model.deployment.tenant import Tenant


def take_up(session: Session, connection: Connection, run: Run) -> Deployment:
    """What is left of a run; nothing that was done already is in it."""
    job, journal = session.job, session.journal
    journal.end_round(run.number)
    goal = Tenant({change.after.identity: change.after for change in run.changes.changes if change.after})
    # The plan is asked for its keys only, by which people know what the platform calls otherwise.
    platform = connection.read(job.provisioning.wanted(job.bench, job.site).tenant)
    changes = remaining(run.changes, platform, session.marks.must_write(journal.memory(), unknown_too=False))
    operations = tuple(job.provisioning.operations(changes, platform, job.site))
    return Deployment(
        site=job.site,
        plan=job.plan.document.name,
        wanted=Wanted(goal),
        platform=platform,
        changes=changes,
        operations=operations,
        documents=len(connection.documents(operations)),
        kind="resume",
        run=run,
    )
