"""Deploy to one company: carry out what was planned and agreed to, with a journal and an audit log."""

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nummerplan.compiler.deployment.applying.apply import ApplyContext, begin, apply
from nummerplan.compiler.deployment.planning.load_saved_plan import StaleError
from nummerplan.compiler.deployment.applying.record_state import record_state
from nummerplan.compiler.deployment.planning.session import Session
from nummerplan.compiler.deployment.applying.git_commit import git_commit
from nummerplan.compiler.deployment.records.audit import add_audit_entry
from nummerplan.compiler.deployment.records.tenant_lock import utc_now, current_user
from nummerplan.model.errors import SettingError
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Deployment, Result
from nummerplan.model.deployment.platform import Connection
from nummerplan.model.message import say


@dataclass(frozen=True)
class Watch:
    """Who looks on: `progress` is told of commands that are done, `stop` is set when people interrupt.

    `allowed` are the options by which people allowed what is else refused; the audit log keeps them.
    """

    progress: Callable[[int], None] = lambda count: None
    stop: threading.Event = field(default_factory=threading.Event)
    allowed: tuple[str, ...] = ()


def deploy(session: Session, deployment: Deployment, connection: Connection, watch: Watch) -> Result:
    """Carry out a deployment, and remember it when the platform holds what was wanted.

    Raises `SettingError` before anything is sent when a secret is needed that nobody gives, and `StaleError` when
    somebody else has changed an object since it was read.
    """
    require_secrets(session, deployment)
    _recheck(deployment, connection)
    files = [Path(file.name) for file in session.company.plan.document.files if file.name != "-"]
    about = {"revision": git_commit(files) if files else "", "plan": deployment.plan}
    work = ApplyContext(session.company.site, session.company.provisioning, connection, session.journal, session.fingerprints)
    work.progress, work.stop = watch.progress, watch.stop
    if deployment.kind == "resume" and deployment.run is not None:
        run, goal = deployment.run.number, deployment.run.changes
    else:
        run, goal = begin(work, deployment, about["revision"]), deployment.changes
    entry = _entry(session, deployment, run) | about | {"allowed": list(watch.allowed)}
    add_audit_entry(session.folder, entry | {"event": "begun", "changes": list(map(_line, deployment.changes.changes))})
    result = apply(work, run, goal, deployment.changes, deployment.platform)
    if result.complete:
        remember(session, deployment)
    state = "complete" if result.complete else "stopped" if result.stopped else "failed"
    add_audit_entry(session.folder, entry | {"event": state, "when": utc_now(), "commands": result.done})
    return result


def remember(session: Session, deployment: Deployment) -> None:
    """Remember what a deployment found or left as it should be."""
    record_state(session.journal, deployment.wanted.tenant.objects.values(), session.fingerprints, deployment.manual_switches)


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


def _recheck(deployment: Deployment, connection: Connection) -> None:
    """See that nobody has changed what is going to be changed: it may have been read a while ago."""
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
        "tenant": session.company.site.tenant,
        "kind": deployment.kind,
        "run": run,
    }


def _line(change: Change) -> str:
    """One change in a line: `change user a@b.example: number, forwarding.busy.to`. Values are in the journal."""
    names = ", ".join(found.setting for found in change.settings)
    return f"{change.action} {change.identity}" + (f": {names}" if names else "")
