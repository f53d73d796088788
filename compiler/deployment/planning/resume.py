"""A deployment that was cut off, continued from what the platform holds by now."""

from dataclasses import replace

from nummerplan.compiler.deployment.planning.new_deployment import new_deployment
from nummerplan.compiler.deployment.planning.remaining_changes import remaining_changes
from nummerplan.compiler.deployment.planning.session import Session
from nummerplan.model.deployment.deployment import Deployment, DeploymentRun
from nummerplan.model.deployment.platform import Connection, Wanted
from nummerplan.model.deployment.tenant import Tenant


def resume(session: Session, connection: Connection, run: DeploymentRun) -> Deployment:
    """What is left of a run; nothing that was done already is in it. Raises `PlatformError`."""
    company, journal = session.company, session.journal
    journal.end_round(run.number)
    goal = Tenant({change.after.identity: change.after for change in run.changes.changes if change.after})
    # The plan is asked for its keys only, by which people know what the platform calls otherwise.
    platform = connection.read(company.wanted().tenant)
    must_write = session.fingerprints.must_write(journal.memory(), unknown_too=False)
    changes = remaining_changes(run.changes, platform, must_write)
    return replace(new_deployment(company, connection, Wanted(goal), platform, changes), kind="resume", run=run)
