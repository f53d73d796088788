"""A deployment for people, before it is begun: per object what is created, changed and deleted."""

from collections.abc import Iterator

from nummerplan.compiler.deployment.planning.number_moves import number_moves
from nummerplan.compiler.deployment.report.setting_text import Wording
from nummerplan.compiler.text.escape_terminal import visible
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.message import Message, Translate, say

SIGNS = {"create": "+", "change": "~", "rename": "~", "delete": "-"}


def deployment_text(deployment: Deployment, linked: LinkedPlan, translate: Translate) -> str:
    """The whole deployment, with counts at its end."""
    wording = Wording(linked, deployment.wanted.tenant, deployment.platform)
    lines = [say("{plan} on {tenant}", plan=deployment.plan, tenant=deployment.site.tenant)]
    lines += changes_lines(deployment.changes, wording)
    lines += _remarks(deployment, wording)
    lines.append(totals(deployment))
    return "".join(f"{visible(line.text(translate))}\n" for line in lines)


def changes_lines(changes: ChangeSet, wording: Wording) -> Iterator[Message]:
    """A line for each object, and one for each of its settings."""
    for change in changes.changes:
        yield _head(change, wording)
        kind = change.identity.kind
        if change.before is None and change.after is not None:
            for name, value in change.after.settings.items():
                if value not in (None, False, "", ()):
                    yield say("      {setting}: {value}", setting=name, value=wording.value(kind, name, value))
            for name in change.after.secrets:
                yield say("      {setting}: written, and never shown", setting=name)
        for setting in change.settings:
            yield say("      {change}", change=wording.change(kind, setting))


def totals(deployment: Deployment) -> Message:
    """What it comes to."""
    changes = deployment.changes
    if not changes:
        return say("  no changes: the platform is as the plan wants it")
    return say(
        "  {create} to create, {change} to change, {delete} to delete; commands: {commands}, in documents: {documents}",
        create=changes.count("create"),
        change=changes.count("change") + changes.count("rename"),
        delete=changes.count("delete"),
        commands=len(deployment.operations),
        documents=deployment.documents,
    )


def _head(change: Change, wording: Wording) -> Message:
    title = wording.title(change.after or change.before or change.identity)
    if change.action == "rename" and change.before is not None:
        return say("  {sign} {title}, formerly {name}", sign="~", title=title, name=change.before.identity.name)
    return say("  {sign} {title}", sign=SIGNS[change.action], title=title)


def _remarks(deployment: Deployment, wording: Wording) -> Iterator[Message]:
    """What people should know besides."""
    for move in number_moves(deployment.changes):
        yield say(
            "  ! {number} goes from {former} to {later}: between two commands nobody has it",
            number=wording.value("", "number", move.address),
            former=wording.title(move.former),
            later=wording.title(move.later),
        )
    for override in deployment.manual_switches:
        kind, setting = override.identity.kind, override.setting
        yield say(
            "  = {title}: {setting} was set to {held} by hand and stays so (plan: {planned});"
            " --reset-overrides sets it back",
            title=wording.title(override.identity),
            setting=setting,
            held=wording.value(kind, setting, override.held),
            planned=wording.value(kind, setting, override.planned),
        )
    if deployment.unknown_secrets:
        yield say(
            "  = secrets of existing objects that are left as they are, since nothing is remembered of them: {count};"
            " --write-secrets writes them",
            count=deployment.unknown_secrets,
        )
    if deployment.platform.untouched:
        yield say(
            "  = objects that no plan can describe are left alone: {count}", count=len(deployment.platform.untouched)
        )
    yield from (say("  note: {note}", note=note) for note in deployment.wanted.notes)
