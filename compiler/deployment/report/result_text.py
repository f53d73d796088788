"""What came of a deployment, for people: what was done, what was not, and how to go on."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Deployment, DeploymentResult, Refusal
from nummerplan.model.message import Message, say

MOST_NAMED = 20
"""So many objects are named; of more their number is said."""


def result_lines(deployment: Deployment, result: DeploymentResult, linked: LinkedPlan) -> Iterator[Message]:
    """What was done for one company, and how to go on when it did not come to its end."""
    text = SettingText(linked, deployment.wanted.tenant, deployment.platform)
    tenant = deployment.site.tenant
    for warning in result.warnings:
        yield say("{tenant}: the platform warns: {refusal}", tenant=tenant, refusal=_refusal_text(warning, text))
    if result.complete and deployment.left_out:
        yield say(
            "{tenant}: done; commands: {commands}; what was asked for was read back and is as wanted; "
            "objects that change too and were left out: {count}",
            tenant=tenant,
            commands=result.done,
            count=len(deployment.left_out),
        )
        return
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
        yield say("  refused: {refusal}", refusal=_refusal_text(refusal, text))
    if result.stopped is not None:
        yield say("  stopped: {reason}", reason=result.stopped)
    yield from _progress_lines(deployment, result, text)
    yield (
        say("  to go on: run the same command again; it does what is left, from what the platform holds")
        if result.stopped is not None
        else say("  to go on: fix the plan and deploy again; it begins from what the platform holds")
    )
    yield say("  to go back: deploy --undo restores what was there before")


def _progress_lines(deployment: Deployment, result: DeploymentResult, text: SettingText) -> Iterator[Message]:
    """The objects that are done and those that are not, as far as is known."""
    left = set(result.left.touched)
    done = [change for change in deployment.changes.changes if change.identity not in left]
    if done:
        yield say("  done: {objects}", objects=_titles(done, text))
    if result.left:
        yield say("  not done: {objects}", objects=_titles(result.left.changes, text))
    if not result.failures and result.stopped is None:
        for change in result.left.changes[:MOST_NAMED]:
            for setting in change.settings:
                if not setting.concealed:
                    yield say(
                        "  read back otherwise: {title}: {change}",
                        title=text.title(change.identity),
                        change=text.change(change.identity.kind, setting),
                    )


def _titles(changes: Sequence[Change], text: SettingText) -> Message:
    titles = commas([text.title(change.identity) for change in changes[:MOST_NAMED]])
    more = len(changes) - MOST_NAMED
    return say("{objects} and {count} more", objects=titles, count=more) if more > 0 else titles


def _refusal_text(refusal: Refusal, text: SettingText) -> Message:
    return say(
        "{title}: {request}: {message}",
        title=text.title(refusal.operation.identity),
        request=refusal.operation.request,
        message=refusal.message,
    )
