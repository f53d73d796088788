"""Make changes on a platform, with every step in the journal before it is taken, and see that they were made."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nummerplan.compiler.deployment.planning.company_plan import Session
from nummerplan.compiler.deployment.planning.compare_tenants import SWITCHES, remaining_changes
from nummerplan.compiler.deployment.records.journal import Journal, JournalError
from nummerplan.compiler.deployment.records.tenant_lock import current_user, utc_now
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import (
    Deployment,
    DeploymentResult,
    Memory,
    Refusal,
    RunState,
    SecretFingerprint,
)
from nummerplan.model.deployment.platform import Connection, Operation, Outcome, PlatformError
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message, say

MOST_STALLS = 3
"""So many times running may what is left not shrink before we stop."""

CARRIED_OUT = ("done", "warning")

Answered = list[tuple[Operation, Outcome]]
"""Commands that went out, each with what came of it."""


@dataclass(frozen=True)
class ApplyContext:
    """What changes are made with.

    `progress` is called with the number of commands that a document carried out; `stop` is set when people interrupt.
    """

    session: Session
    connection: Connection
    progress: Callable[[int], None] = lambda count: None
    stop: threading.Event = field(default_factory=threading.Event)


def begin_run(session: Session, deployment: Deployment, revision: str) -> int:
    """Write down what is going to be done, before anything is. Returns the run's number."""
    undone = deployment.run.number if deployment.run else None
    changes = _with_references(deployment.changes, session.journal.memory())
    pending = {
        (change.identity, name): SecretFingerprint(session.fingerprints.digest(reference), reference, pending=True)
        for change in changes.changes
        for name, reference in change.written_secrets.items()
    }
    about = {"who": current_user(), "host": socket.gethostname(), "begun": utc_now(), "plan": deployment.plan}
    return session.journal.begin(changes, pending, undone, revision=revision, **about)


def _with_references(changes: ChangeSet, memory: Memory) -> ChangeSet:
    """The same changes; what was there before also names the secrets that are remembered of it.

    The platform does not give a password or a recording back, but what it was made from may still be there when the
    deletion of an object is undone.
    """
    references: dict[Identity, dict[str, str]] = {}
    for (identity, name), known in memory.fingerprints.items():
        references.setdefault(identity, {})[name] = known.reference

    def named(before: TenantObject | None) -> TenantObject | None:
        return replace(before, secrets=references.get(before.identity, {})) if before else None

    return ChangeSet(tuple(replace(change, before=named(change.before)) for change in changes.changes))


def apply(context: ApplyContext, run: int, deployment: Deployment, goal: ChangeSet) -> DeploymentResult:
    """Send the operations of a deployment as they are, in the journal's run; `goal` is where the whole run leads.

    After a command without an answer the platform is asked what has become of it. Only then are commands computed anew,
    for what is left of the same changes: the list that was shown would do some of it twice. A command that is refused
    ends the run. At the end every object is read back. `DeploymentResult.stopped` says when the platform could not be
    reached or somebody interrupted; then the run stays open, and the next deployment resumes it.
    """
    answered: Answered = []
    platform, left, operations = deployment.platform, deployment.changes, deployment.operations
    stalls, fewest, begun, journal = 0, len(operations), 0, context.session.journal
    try:
        while operations and stalls < MOST_STALLS:
            begun = len(answered)
            answers = _send(context, run, operations, answered)
            platform = _read_back(context.connection, goal, platform)
            must_write = context.session.fingerprints.must_write(journal.memory(), unknown_too=False)
            left = remaining_changes(goal, platform, must_write)
            verdicts = {outcome.verdict for _, outcome in answers}
            if "failed" in verdicts or (len(answers) == len(operations) and "unknown" not in verdicts):
                break
            operations = context.session.company.operations(left, platform) if left else ()
            # Fewer than ever before: what is done and undone again in turns would else go on for ever.
            stalls = stalls + 1 if len(operations) >= fewest else 0
            fewest = min(fewest, len(operations))
    except (PlatformError, JournalError) as problem:
        return _result(answered, _surely_left(left, operations, answered[begun:]), problem.message)
    except InterruptedError:
        return _result(answered, _surely_left(left, operations, answered[begun:]), say("interrupted"))
    silent = say("the platform does not answer") if stalls == MOST_STALLS else None
    result = replace(_result(answered, left, silent), platform=platform)
    if silent is None:
        try:
            _finish(journal, run, goal, platform, "done" if result.complete else "failed")
        except JournalError as problem:
            return replace(result, stopped=problem.message)
    return result


def _surely_left(left: ChangeSet, operations: Sequence[Operation], answered: Answered) -> ChangeSet:
    """The changes of which not every command of the last round was carried out, as far as answers tell."""
    carried_out = Counter(operation.identity for operation, outcome in answered if outcome.verdict in CARRIED_OUT)
    planned = Counter(operation.identity for operation in operations)
    return ChangeSet(
        tuple(one for one in left.changes if not 0 < planned[one.identity] <= carried_out[one.identity]),
    )


def _send(context: ApplyContext, run: int, operations: tuple[Operation, ...], answered: Answered) -> Answered:
    """Send commands until one is refused or remains without an answer; what came of each joins what is `answered`."""
    journal, begun = context.session.journal, len(answered)
    journal.plan(run, operations)
    for batch in context.connection.documents(operations):
        if context.stop.is_set():
            raise InterruptedError
        numbers = range(len(answered) - begun, len(answered) - begun + len(batch))
        journal.mark_sent(run, numbers)
        outcomes = context.connection.send(batch)
        answered += zip(batch, outcomes, strict=False)
        journal.mark_answered(run, numbers, outcomes)
        context.progress(sum(outcome.verdict in CARRIED_OUT for outcome in outcomes))
        if len(outcomes) < len(batch) or any(outcome.verdict in ("failed", "unknown") for outcome in outcomes):
            break
    journal.end_round(run)
    return answered[begun:]


def _read_back(connection: Connection, goal: ChangeSet, platform: Tenant) -> Tenant:
    """What the platform holds now, as far as it can have changed."""
    fresh = connection.read_objects(goal.touched, platform)
    others = platform.only(platform.objects.keys() - {*goal.touched})
    return replace(platform, objects={**others.objects, **fresh.objects})


def _result(answered: Answered, left: ChangeSet, stopped: Message | None) -> DeploymentResult:
    def those(verdict: str) -> tuple[Refusal, ...]:
        return tuple(
            Refusal(operation, outcome.message) for operation, outcome in answered if outcome.verdict == verdict
        )

    done = sum(outcome.verdict in CARRIED_OUT for _, outcome in answered)
    return DeploymentResult(len(answered), done, those("warning"), those("failed"), left, stopped)


def _finish(journal: Journal, run: int, goal: ChangeSet, platform: Tenant, state: RunState) -> None:
    """Close the run, and keep what is remembered of objects under the names that they have now."""
    touched = platform.only(goal.touched)
    found = touched.objects
    pairs = (
        (change.before.identity, change.after.identity) for change in goal.changes if change.before and change.after
    )
    journal.rename([(old, new) for old, new in pairs if old != new and old not in found and new in found])
    journal.forget([identity for identity in goal.touched if identity not in found])
    journal.remember((), {}, dict(_switched(goal, found)))
    journal.finish(run, state, touched, utc_now())


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
