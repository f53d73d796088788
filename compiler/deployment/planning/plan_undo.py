"""A deployment that is to be undone: what the journal recorded is restored, if nobody has changed it since."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.new_deployment import new_deployment
from nummerplan.compiler.deployment.planning.session import Session
from nummerplan.compiler.deployment.planning.undo_changes import LaterChange, later_changes, undo_changes
from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection, Wanted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message, say


class NotUndoneError(NummerplanError):
    """A deployment cannot be undone; the details say what is no longer as it was left."""

    exit_code = ExitCode.FINDINGS


def plan_undo(session: Session, connection: Connection) -> Deployment:
    """The deployment that restores what the last one changed. Raises `NotUndoneError` and `PlatformError`."""
    company, run = session.company, session.journal.last()
    if run is None:
        raise NotUndoneError(
            say("{tenant}: the journal knows of no deployment that could be undone", tenant=company.tenant)
        )
    # The plan is asked for its keys only, by which people know what the platform calls otherwise.
    known = company.wanted().tenant
    platform = connection.read(known)
    if later := later_changes(run, platform):
        text = say("{tenant}: this is no longer as the deployment left it, so it is not undone:", tenant=company.tenant)
        raise NotUndoneError(text, *_later_change_lines(company, known, later))
    changes = undo_changes(run, platform, company.provisioning.read_only)
    goal = Tenant({change.after.identity: change.after for change in changes.changes if change.after})
    return replace(new_deployment(company, connection, Wanted(goal), platform, changes), kind="undo", run=run)


def _later_change_lines(company: CompanyPlan, known: Tenant, later: Sequence[LaterChange]) -> Iterator[Message]:
    text = SettingText(company.plan.linked, known)
    for change in later:
        kind, title = change.identity.kind, text.title(change.identity)
        if change.setting:
            yield say(
                "  {title}: {setting} was left as {left} and is now {held}",
                title=title,
                setting=change.setting,
                left=text.value(kind, change.setting, change.left),
                held=text.value(kind, change.setting, change.held),
            )
        else:
            yield say("  {title} is there now", title=title) if change.held else say("  {title} is gone", title=title)
