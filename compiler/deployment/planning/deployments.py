"""Deployments that are not begun yet: of a plan, of one that was saved, of what is left of a run, and back from a run.

The commands are computed here and nowhere else. Whatever shows, saves or sends a deployment takes its `operations`:
what was shown is what is sent, also if the target would give other commands a second time.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from nummerplan.compiler.deployment.planning.chosen_changes import EVERYTHING, PlanOptions, choose_changes
from nummerplan.compiler.deployment.planning.company_plan import Session
from nummerplan.compiler.deployment.planning.compare_tenants import (
    SWITCHES,
    compare_tenants,
    keep_manual_switches,
    remaining_changes,
)
from nummerplan.compiler.deployment.planning.preflight import refuse_before_sending
from nummerplan.compiler.deployment.planning.saved_plan import SavedPlan, digest_files, digest_state, saved_operations
from nummerplan.compiler.deployment.planning.undo_changes import LaterChange, later_changes, undo_changes
from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.deployment import Deployment, DeploymentRun
from nummerplan.model.deployment.platform import Connection, Defect, Operation, Progress, Wanted
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message, say


class StaleError(NummerplanError):
    """What was planned no longer fits the plan's files or the platform; nothing was changed."""

    exit_code = ExitCode.FINDINGS


class NotUndoneError(NummerplanError):
    """A deployment cannot be undone; the details say what is no longer as it was left."""

    exit_code = ExitCode.FINDINGS


def plan_changes(
    session: Session,
    connection: Connection,
    options: PlanOptions = EVERYTHING,
    progress: Progress | None = None,
) -> Deployment:
    """Read the platform and work out what has to change there so that it is as the plan wants it.

    Raises `DefectsError` for what the platform would refuse, all of it together, `SettingError` for a key that nothing
    has, and `PlatformError`.
    """
    company, memory = session.company, session.journal.memory()
    wanted = company.wanted()
    platform = connection.read(wanted.tenant, progress)
    wanted = session.fitted(wanted, platform)
    taken = [found for identity, found in wanted.tenant.objects.items() if identity in platform.untouched]
    defects = (*wanted.defects, *(Defect(found.route, _name_is_taken(found)) for found in taken))
    # Where switches are set back, none of them counts as set by hand.
    goal, switches = keep_manual_switches(wanted.tenant, platform, {} if options.reset_switches else memory.switches)
    decide = session.fingerprints.must_write(memory, options.write_secrets)
    unknown: list[str] = []

    def must_write(here: Identity, after: TenantObject, setting: str) -> bool:
        decided = decide(here, after, setting)
        if not decided and not {(here, setting), (after.identity, setting)} & memory.fingerprints.keys():
            unknown.append(setting)
        return decided

    changes = compare_tenants(platform, goal, must_write)
    left_out: tuple[Identity, ...] = ()
    if options.only:
        both = wanted.tenant, platform

        def needed(change: Change, all_changes: ChangeSet) -> Iterable[Change]:
            return company.provisioning.needed(change, all_changes, company.site)

        changes, left_out = choose_changes(changes, options.only, both, needed)
    about: dict[str, Any] = {"manual_switches": switches, "unknown_secrets": len(unknown), "left_out": left_out}
    deployment = _deployment(session, connection, wanted, platform, changes, **about)
    return refuse_before_sending(company, connection, deployment, defects)


def load_saved_plan(session: Session, connection: Connection, saved: SavedPlan) -> Deployment:
    """The deployment of a saved plan, with the commands that were saved: exactly that, or nothing.

    One that changes nothing fits whatever has happened since: neither files nor platform are looked at. One of which
    nothing is left to do, since somebody has done the same, changes nothing either.

    Raises `StaleError` when the plan's files or the platform have changed since, and `PlatformError`.
    """
    company, tenant = session.company, saved.tenant
    if company.tenant != tenant:
        raise StaleError(say("{plan} was planned for {tenant}; plan again", plan=saved.plan, tenant=tenant))
    nobody = Tenant({})
    if not saved.changes:
        return _deployment(session, connection, Wanted(nobody), nobody, saved.changes, (), kind="nothing")
    wanted = company.wanted()
    here = digest_files(company, wanted.tenant)
    if changed := sorted(name for name in {*here, *saved.files} if here.get(name) != saved.files.get(name)):
        raise StaleError(say("{file} has changed since this was planned; plan again", file=changed[0]))
    platform = connection.read(wanted.tenant)
    if not _left_of(session, saved.changes, platform):
        return _deployment(session, connection, Wanted(nobody), nobody, ChangeSet(()), (), kind="done")
    wanted = session.fitted(wanted, platform)
    if digest_state(platform, wanted.tenant) != saved.state or _is_switched(saved, platform):
        raise StaleError(say("{tenant}: the platform has moved since this was planned; plan again", tenant=tenant))
    operations = saved_operations(company, saved)
    left_out = tuple(Identity(*name) for name in saved.left_out)
    deployment = _deployment(session, connection, wanted, platform, saved.changes, operations, left_out=left_out)
    return refuse_before_sending(company, connection, deployment)


def _left_of(session: Session, changes: ChangeSet, platform: Tenant) -> ChangeSet:
    """What of changes that were planned is still to be done; a secret is, unless it is known to be the same."""
    decide = session.fingerprints.must_write(session.journal.memory(), unknown_too=True)
    written = {(change.identity, name) for change in changes.changes for name in change.written_secrets}

    def must_write(here: Identity, after: TenantObject, setting: str) -> bool:
        return (after.identity, setting) in written and decide(here, after, setting)

    return remaining_changes(changes, platform, must_write)


def resume(session: Session, connection: Connection, run: DeploymentRun) -> Deployment:
    """What is left of a run that was cut off; nothing that was done already is in it. Raises `PlatformError`."""
    session.journal.end_round(run.number)
    # The plan is asked for its keys only, by which people know what the platform calls otherwise.
    platform = connection.read(session.company.wanted().tenant)
    must_write = session.fingerprints.must_write(session.journal.memory(), unknown_too=False)
    changes = remaining_changes(run.changes, platform, must_write)
    return _deployment(session, connection, _goal(run.changes), platform, changes, kind="resume", run=run)


def plan_undo(session: Session, connection: Connection) -> Deployment:
    """The deployment that restores what the last one changed. Raises `NotUndoneError` and `PlatformError`."""
    company, run = session.company, session.journal.last()
    if run is None:
        text = say("{tenant}: the journal knows of no deployment that could be undone", tenant=company.tenant)
        raise NotUndoneError(text)
    known = company.wanted().tenant  # for its keys only, as above
    platform = connection.read(known)
    if later := later_changes(run, platform):
        text = say("{tenant}: this is no longer as the deployment left it, so it is not undone:", tenant=company.tenant)
        words = SettingText(company.plan.linked, known)
        raise NotUndoneError(text, *(_later_change_line(change, words) for change in later))
    changes = undo_changes(run, platform, company.provisioning.read_only)
    deployment = _deployment(session, connection, _goal(changes), platform, changes, kind="undo", run=run)
    return refuse_before_sending(company, connection, deployment)


def _deployment(  # noqa: PLR0913, PLR0917 - the parts of a deployment
    session: Session,
    connection: Connection,
    wanted: Wanted,
    platform: Tenant,
    changes: ChangeSet,
    saved: Sequence[Operation] | None = None,
    **about: Any,
) -> Deployment:
    """A deployment that makes changes, with the commands for them or those that were saved."""
    company = session.company
    operations = company.operations(changes, platform) if saved is None else tuple(saved)
    documents, name = len(connection.documents(operations)), company.plan.document.name
    seconds = connection.seconds(operations, changes)
    return Deployment(company.site, name, wanted, platform, changes, operations, documents, seconds=seconds, **about)


def _goal(changes: ChangeSet) -> Wanted:
    return Wanted(Tenant({change.after.identity: change.after for change in changes.changes if change.after}))


def _name_is_taken(found: TenantObject) -> Message:
    name = found.identity.name
    return say("the platform has {name} already, in a form that no plan can describe: it is left alone", name=name)


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


def _later_change_line(change: LaterChange, text: SettingText) -> Message:
    if change.setting:
        return say("  {title}: {setting} was left as {left} and is now {held}", **text.words(**change._asdict()))
    title = text.title(change.identity)
    return say("  {title} is there now", title=title) if change.held else say("  {title} is gone", title=title)
