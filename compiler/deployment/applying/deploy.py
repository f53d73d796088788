"""Deploy to one company: make the changes that were planned and agreed to, with a journal and an audit log."""

import socket
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nummerplan.compiler.deployment.applying.apply import ApplyContext, apply, begin_run
from nummerplan.compiler.deployment.planning.company_plan import Session
from nummerplan.compiler.deployment.planning.compare_tenants import SWITCHES
from nummerplan.compiler.deployment.planning.deployments import StaleError
from nummerplan.compiler.deployment.records.audit import add_audit_entry
from nummerplan.compiler.deployment.records.journal import Journal
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints
from nummerplan.compiler.deployment.records.tenant_lock import current_user, utc_now
from nummerplan.compiler.reading.git_revision import commit_of
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Deployment, DeploymentResult, ManualSwitch, SecretFingerprint
from nummerplan.model.deployment.platform import Connection
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


def deploy(context: ApplyContext, deployment: Deployment, allowed: Iterable[str] = ()) -> DeploymentResult:
    """Carry out a deployment, and remember it when the platform holds what was wanted.

    `allowed` are the options by which people allowed what is else refused; the audit log keeps them.

    Raises `SettingError` before anything is sent when a secret is needed that nobody gives, `AudioError` for a
    recording that cannot be used, and `StaleError` when somebody else has changed an object since it was read.
    """
    session = context.session
    _require_secrets(session, deployment)
    _refuse_stale(deployment, context.connection)
    files = session.company.files
    about = {"revision": commit_of(files) if files else "", "plan": deployment.plan}
    if deployment.kind == "resume" and deployment.run is not None:
        run, goal = deployment.run.number, deployment.run.changes
    else:
        run, goal = begin_run(session, deployment, about["revision"]), deployment.changes
    entry = _entry(session, deployment, run) | about | {"allowed": list(allowed)}
    add_audit_entry(session.folder, entry | {"event": "begun", "changes": list(map(_line, deployment.changes.changes))})
    result = apply(context, run, deployment, goal)
    if result.complete:
        _record(session, deployment)
    state = "complete" if result.complete else "stopped" if result.stopped else "failed"
    add_audit_entry(session.folder, entry | {"event": state, "when": utc_now(), "commands": result.done})
    return result


def deploy_nothing(session: Session, deployment: Deployment) -> None:
    """Remember that the platform is as the plan wants it already, or that nothing is left of a run that was cut off."""
    if deployment.kind == "deploy":
        _record(session, deployment)
        if not deployment.left_out:
            session.journal.settle()
    elif deployment.kind == "resume" and deployment.run is not None:
        left = deployment.platform.only(deployment.run.changes.touched)
        session.journal.finish(deployment.run.number, "done", left, utc_now())


def _record(session: Session, deployment: Deployment) -> None:
    """Remember what a deployment found or left as it should be."""
    wanted = [found for name, found in deployment.wanted.tenant.objects.items() if name not in {*deployment.left_out}]
    left = {(one.identity, one.setting): one.held for one in deployment.wanted.left_alone}
    record_state(session.journal, wanted, session.fingerprints, deployment.manual_switches, left)


def record_state(
    journal: Journal,
    objects: Iterable[TenantObject],
    fingerprints: SecretFingerprints,
    by_hand: Collection[ManualSwitch] = (),
    left_alone: Mapping[tuple[Identity, str], Value] | None = None,
) -> None:
    """Record objects that are as wanted: that they were deployed, their secrets, and how their switches were left.

    So is what no plan can say and was left alone: what is found there later is somebody's doing since.

    A secret that an object had before its first deployment is taken to be what the plan says: when the plan names
    another one later, it is written. Switches that people set `by_hand` are not recorded as ours.
    """
    memory = journal.memory()
    manual = {(switch.identity, switch.setting) for switch in by_hand}
    found = list(objects)
    secrets = ((item.identity, name, reference) for item in found for name, reference in item.secrets.items())
    journal.remember(
        [item.identity for item in found if item.identity not in memory.known],
        {
            (identity, name): SecretFingerprint(fingerprints.digest(reference), reference)
            for identity, name, reference in secrets
            if (identity, name) not in memory.fingerprints
        },
        {
            (item.identity, name): item.settings[name]
            for item in found
            for name in SWITCHES
            if name in item.settings and (item.identity, name) not in manual
        }
        | dict(left_alone or {}),
    )


def _require_secrets(session: Session, deployment: Deployment) -> None:
    """See that every secret that has to be written can be had. Raises `SettingError`, and `AudioError` for audio."""
    needed = {reference for change in deployment.changes.changes for reference in change.written_secrets.values()}
    missing = sorted(reference for reference in needed if session.fingerprints.content(reference) is None)
    if missing and not session.company.bench.secrets.revealed:
        raise SettingError(
            say("secrets have to be written, the first is {name}: say with --secrets where they are", name=missing[0])
        )
    if missing:
        raise SettingError(say("the provider does not have these secrets: {names}", names=", ".join(missing)))


def _refuse_stale(deployment: Deployment, connection: Connection) -> None:
    """Raise `StaleError` when somebody has changed what is going to be changed: it may have been read a while ago."""
    former = [change.before for change in deployment.changes.changes if change.before]
    fresh = connection.read_objects([found.identity for found in former], deployment.platform) if former else None
    for found in former:
        here = fresh.objects.get(found.identity) if fresh else None
        if here is None or here.settings != found.settings:
            name = str(found.identity)
            raise StaleError(say("{object} was changed by somebody else in the meantime; deploy again", object=name))


def _entry(session: Session, deployment: Deployment, run: int) -> dict[str, Any]:
    return {
        "who": current_user(),
        "host": socket.gethostname(),
        "when": utc_now(),
        "tenant": session.company.tenant,
        "kind": deployment.kind,
        "run": run,
    }


def _line(change: Change) -> str:
    """One change in a line: `change user a@b.example: number, forwarding.busy.to`. Values are in the journal."""
    names = ", ".join(found.setting for found in change.settings)
    return f"{change.action} {change.identity}" + (f": {names}" if names else "")
