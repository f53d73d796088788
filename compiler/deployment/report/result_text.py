"""What came of a deployment, for people: what was done, what was not, and how to go on."""

from collections.abc import Iterator

from nummerplan.compiler.deployment.planning.remaining_changes import touched_by
from nummerplan.compiler.deployment.report.setting_text import Wording
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Deployment, Refusal, Result
from nummerplan.model.message import Message, say

MOST = 20
"""So many objects are named; of more their number is said."""


def result_lines(deployment: Deployment, result: Result, wording: Wording) -> Iterator[Message]:
    """The whole story of one company, the way on included when it did not come to its end."""
    tenant = deployment.site.tenant
    for warning in result.warnings:
        yield say("{tenant}: the platform warns: {refusal}", tenant=tenant, refusal=_said(warning, wording))
    if result.complete:
        yield say(
            "{tenant}: done; commands: {commands}; every object was read back and is as wanted",
            tenant=tenant,
            commands=result.done,
        )
        return
    yield say(
        "{tenant}: commands that were surely carried out: {done}; planned: {total}",
        tenant=tenant,
        done=result.done,
        total=len(deployment.operations),
    )
    for refusal in result.failures:
        yield say("  refused: {refusal}", refusal=_said(refusal, wording))
    if result.stopped is not None:
        yield say("  stopped: {reason}", reason=result.stopped)
    yield from _which(deployment, result, wording)
    yield (
        say("  to go on: run the same command again; it takes up what is left from what the platform holds")
        if result.stopped is not None
        else say("  to go on: mend the plan and deploy again; it begins from what the platform holds")
    )
    yield say("  to go back: deploy --undo takes back what was done")


def _which(deployment: Deployment, result: Result, wording: Wording) -> Iterator[Message]:
    """The objects that are done and those that are not, as far as is known."""
    left = set(touched_by(result.left))
    done = [change for change in deployment.changes.changes if change.identity not in left]
    if done:
        yield say("  done: {objects}", objects=_named(done, wording))
    if result.left:
        yield say("  not done: {objects}", objects=_named(list(result.left.changes), wording))
    if not result.failures and result.stopped is None:
        for change in result.left.changes[:MOST]:
            for setting in change.settings:
                if not setting.concealed:
                    text = wording.change(change.identity.kind, setting)
                    yield say(
                        "  read back otherwise: {title}: {change}", title=wording.title(change.identity), change=text
                    )


def _named(changes: list[Change], wording: Wording) -> Message:
    titles: Message | None = None
    for change in changes[:MOST]:
        title = wording.title(change.identity)
        titles = title if titles is None else say("{first}, {second}", first=titles, second=title)
    if len(changes) > MOST:
        return say("{objects} and {count} more", objects=titles, count=len(changes) - MOST)
    return titles or say("nothing")


def _said(refusal: Refusal, wording: Wording) -> Message:
    return say(
        "{title}: {request}: {message}",
        title=wording.title(refusal.operation.identity),
        request=refusal.operation.request,
        message=refusal.message,
    )
