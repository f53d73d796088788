"""Deploy to one company: make the changes that were planned and agreed to, with a journal and an audit log."""

import socket
from collections.abc import Iterable
from typing import Any

from nummerplan.compiler.deployment.applying.apply import ApplyContext, apply, begin_run, finish_empty_run
from nummerplan.compiler.deployment.applying.git_commit import git_commit
from nummerplan.compiler.deployment.applying.record_state import record_state
from nummerplan.compiler.deployment.planning.load_saved_plan import StaleError
from nummerplan.compiler.deployment.planning.session import Session
from nummerplan.compiler.deployment.records.audit import add_audit_entry
from nummerplan.compiler.deployment.records.tenant_lock import current_user, utc_now
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Deployment, Result
from nummerplan.model.deployment.platform import Connection
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


def deploy(context: ApplyContext, deployment: Deployment, allowed: Iterable[str] = ()) -> Result:
    """Carry out a deployment, and remember it when the platform holds what was wanted.

    `allowed` are the options by which people allowed what is else refused; the audit log keeps them.

    Raises `SettingError` before anything is sent when a secret is needed that nobody gives, `AudioError` for a
    recording that cannot be used, and `StaleError` when somebody else has changed an object since it was read.
    """
    session = context.session
    require_secrets(session, deployment)
    refuse_stale(deployment, context.connection)
    files = session.company.files
    about = {"revision": git_commit(files) if files else "", "plan": deployment.plan}
    if deployment.kind == "resume" and deployment.run is not None:
        run, goal = deployment.run.number, deployment.run.changes
    else:
        run, goal = begin_run(session, deployment, about["revision"]), deployment.changes
    entry = _entry(session, deployment, run) | about | {"allowed": list(allowed)}
    add_audit_entry(session.folder, entry | {"event": "begun", "changes": list(map(_line, deployment.changes.changes))})
    result = apply(context, run, deployment, goal)
    if result.complete:
        record_deployment(session, deployment)
    state = "complete" if result.complete else "stopped" if result.stopped else "failed"
    add_audit_entry(session.folder, entry | {"event": state, "when": utc_now(), "commands": result.done})
    return result


def deploy_nothing(session: Session, deployment: Deployment) -> None:
    """Close and remember a deployment without changes: the platform is as the plan wants it already."""
    finish_empty_run(session.journal, deployment)
    if deployment.kind == "deploy":
        record_deployment(session, deployment)


def record_deployment(session: Session, deployment: Deployment) -> None:
    """Remember what a deployment found or left as it should be."""
    wanted = deployment.wanted.tenant.objects.values()
    record_state(session.journal, wanted, session.fingerprints, deployment.manual_switches)


def require_secrets(session: Session, deployment: Deployment) -> None:
    """See that every secret that has to be written can be had. Raises `SettingError`, and `AudioError` for audio."""
    needed = set(_references(deployment.changes.changes))
    missing = sorted(reference for reference in needed if session.fingerprints.content(reference) is None)
    if missing and not session.company.bench.secrets.revealed:
        raise SettingError(
            say("secrets have to be written, the first is {name}: say with --secrets where they are", name=missing[0])
        )
    if missing:
        raise SettingError(say("the provider does not have these secrets: {names}", names=", ".join(missing)))


def refuse_stale(deployment: Deployment, connection: Connection) -> None:
    """Raise `StaleError` when somebody has changed what is going to be changed: it may have been read a while ago."""
    former = [change.before for change in deployment.changes.changes if change.before]
    fresh = connection.read_objects([found.identity for found in former], deployment.platform) if former else None
    for found in former:
        here = fresh.objects.get(found.identity) if fresh else None
        if here is None or here.settings != found.settings:
            name = str(found.identity)
            raise StaleError(say("{object} was changed by somebody else in the meantime; deploy again", object=name))


def _references(changes: Iterable[Change]) -> Iterable[str]:
    for change in changes:
        if change.after is not None:
            concealed = [found.setting for found in change.settings if found.concealed]
            names = change.after.secrets if change.before is None else concealed
            yield from (change.after.secrets[name] for name in names)


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
