"""Carry out changes on a platform, with every step in the journal before it is taken, and see that they were made."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from nummerplan.compiler.deployment.planning.manual_switches import SWITCHES
from nummerplan.compiler.deployment.planning.remaining_changes import remaining_changes, touched_by
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints
from nummerplan.compiler.deployment.records.journal import Journal
from nummerplan.compiler.deployment.records.tenant_lock import utc_now, current_user
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import Deployment, SecretFingerprint, Memory, Refusal, Result, RunState
from nummerplan.model.deployment.platform import Connection, Operation, Outcome, PlatformError, Provisioning, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message, say

MOST_STALLS = 3
"""So many times running may nothing come of what is sent before we stop."""

Said = list[tuple[Operation, Outcome]]


@dataclass
class Work:
    """What a deployment works with. `progress` is told of each command; `stop` is set when people interrupt."""

    site: Site
    provisioning: Provisioning
    connection: Connection
    journal: Journal
    marks: SecretFingerprints
    progress: Callable[[int], None] = lambda count: None
    stop: threading.Event = field(default_factory=threading.Event)


def begin(work: ApplyContext, deployment: Deployment, revision: str) -> int:
    """Write down what is going to be done, before anything is. Returns the run's number."""
    undone = deployment.run.number if deployment.run else None
    changes = _with_references(deployment.changes, work.journal.memory())
    marks = dict(pending_fingerprints(changes, work.marks))
    about = {"who": current_user(), "host": socket.gethostname(), "begun": utc_now(), "plan": deployment.plan, "revision": revision}
    return work.journal.begin(changes, marks, undone, **about)


def _with_references(changes: ChangeSet, memory: Memory) -> ChangeSet:
    """The same changes; what was there before also names the secrets that are remembered of it.

    The platform does not give a password or a recording back, but what it was made from may still be there when the
    deletion of an object is undone.
    """
    references: dict[Identity, dict[str, str]] = {}
    for (identity, name), mark in memory.fingerprints.items():
        references.setdefault(identity, {})[name] = mark.reference
    return ChangeSet(
        tuple(
            replace(change, before=replace(before, secrets=references.get(before.identity, {})))
            if (before := change.before)
            else change
            for change in changes.changes
        )
    )


def pending_fingerprints(changes: ChangeSet, marks: SecretFingerprints) -> Iterator[tuple[tuple[Identity, str], SecretFingerprint]]:
    """The marks of all secrets that changes write."""
    for change in changes.changes:
        if change.after is None:
            continue
        concealed = [found.setting for found in change.settings if found.concealed]
        for name in change.after.secrets if change.before is None else concealed:
            reference = change.after.secrets[name]
            yield (change.after.identity, name), SecretFingerprint(marks.mark(reference), reference, pending=True)


def apply(work: ApplyContext, run: int, goal: ChangeSet, left: ChangeSet, platform: Tenant) -> Result:
    """Make the changes that are `left` of a run's `goal`, from what the platform holds.

    After a command without an answer the platform is asked what has become of it, and what is left is done from there:
    nothing is sent twice on a guess. A command that is refused ends the run. At the end every object is read back.
    """
    said: Said = []
    stalls = 0
    try:
        operations = _operations(work, left, platform)
        while operations and stalls < MOST_STALLS:
            answers = _round(work, run, operations)
            said += answers
            platform = _read_back(work.connection, goal, platform)
            left = remaining_changes(goal, platform, work.marks.must_write(work.journal.memory(), unknown_too=False))
            verdicts = {outcome.verdict for _, outcome in answers}
            if "failed" in verdicts or (len(answers) == len(operations) and "unknown" not in verdicts):
                break
            before, operations = operations, _operations(work, left, platform)
            stalls = stalls + 1 if len(operations) >= len(before) else 0
    except PlatformError as problem:
        return _result(said, left, problem.message)
    except InterruptedError:
        return _result(said, left, say("interrupted"))
    silent = say("the platform does not answer") if stalls == MOST_STALLS else None
    result = _result(said, left, silent)
    if silent is None:
        _finish(work, run, goal, platform, "done" if result.complete else "failed")
    return result


def _operations(work: ApplyContext, left: ChangeSet, platform: Tenant) -> tuple[Operation, ...]:
    return tuple(work.provisioning.operations(left, platform, work.site)) if left else ()


def finish_empty(journal: Journal, deployment: Deployment) -> None:
    """Close a run of which nothing is left to do: it was cut off after its last command."""
    if deployment.kind == "resume" and deployment.run is not None:
        touched = touched_by(deployment.run.changes)
        found = {i: deployment.platform.objects[i] for i in touched if i in deployment.platform.objects}
        journal.finish(deployment.run.number, "done", Tenant(found), utc_now())


def _round(work: ApplyContext, run: int, operations: tuple[Operation, ...]) -> Said:
    """Send commands until one is refused or remains without an answer."""
    work.journal.plan(run, operations)
    said: Said = []
    for batch in work.connection.documents(operations):
        if work.stop.is_set():
            raise InterruptedError
        numbers = range(len(said), len(said) + len(batch))
        work.journal.mark_sent(run, numbers)
        outcomes = work.connection.send(batch)
        work.journal.mark_answered(run, numbers, outcomes)
        said += zip(batch, outcomes, strict=False)
        work.progress(sum(outcome.verdict in ("done", "warning") for outcome in outcomes))
        if len(outcomes) < len(batch) or any(outcome.verdict in ("failed", "unknown") for outcome in outcomes):
            break
    work.journal.end_round(run)
    return said


def _read_back(connection: Connection, goal: ChangeSet, platform: Tenant) -> Tenant:
    """What the platform holds now, as far as it can have changed."""
    touched = touched_by(goal)
    fresh = connection.read_objects(touched)
    kept = {identity: found for identity, found in platform.objects.items() if identity not in set(touched)}
    return replace(platform, objects={**kept, **fresh.objects})


def _result(said: Said, left: ChangeSet, stopped: Message | None) -> Result:
    def those(verdict: str) -> tuple[Refusal, ...]:
        return tuple(Refusal(operation, outcome.message) for operation, outcome in said if outcome.verdict == verdict)

    done = sum(outcome.verdict in ("done", "warning") for _, outcome in said)
    return Result(len(said), done, those("warning"), those("failed"), left, stopped)


def _finish(work: ApplyContext, run: int, goal: ChangeSet, platform: Tenant, state: RunState) -> None:
    """Close the run, and keep what is remembered of objects under the names that they have now."""
    touched = touched_by(goal)
    found = {identity: platform.objects[identity] for identity in touched if identity in platform.objects}
    pairs = (
        (change.before.identity, change.after.identity) for change in goal.changes if change.before and change.after
    )
    work.journal.rename([(old, new) for old, new in pairs if old != new and old not in found and new in found])
    work.journal.forget([identity for identity in touched if identity not in found])
    work.journal.remember((), {}, dict(_switched(goal, found)))
    work.journal.finish(run, state, Tenant(found), utc_now())


def _switched(goal: ChangeSet, found: Mapping[Identity, TenantObject]) -> Iterator[tuple[tuple[Identity, str], Value]]:
    """The switches that this run set: should they be otherwise one day, somebody did it by hand."""
    for change in goal.changes:
        after = change.after
        if after is None or after.identity not in found:
            continue
        names = after.settings if change.before is None else [changed.setting for changed in change.settings]
        for name in SWITCHES:
            if name in names and found[after.identity].settings.get(name) == after.settings[name]:
                yield (after.identity, name), after.settings[name]
