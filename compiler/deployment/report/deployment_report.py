"""A deployment before it is begun, for people and for programs: what is created, changed and deleted."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.document import Document
from nummerplan.model.message import Message, say

ADDRESSES = ("number", "extension", "extra_numbers")
"""Settings by which an object is called."""
SIGNS = {"create": "+", "change": "~", "rename": "~", "delete": "-"}


def deployment_lines(deployment: Deployment, linked: LinkedPlan) -> Iterator[Message]:
    """The whole deployment, with counts at its end."""
    text = SettingText(linked, deployment.wanted.tenant, deployment.platform)
    yield say("{plan} on {tenant}", plan=deployment.plan, tenant=deployment.site.tenant)
    yield from changes_lines(deployment.changes, text)
    yield from _remarks(deployment, text)
    yield totals(deployment)


def changes_lines(changes: ChangeSet, text: SettingText) -> Iterator[Message]:
    """A line for each object, and one for each of its settings."""
    for change in changes.changes:
        yield _head(change, text)
        kind = change.identity.kind
        if change.before is None and change.after is not None:
            for name, value in change.after.settings.items():
                if value not in (None, False, "", ()):
                    yield say("      {setting}: {value}", setting=name, value=text.value(kind, name, value))
            for name in change.after.secrets:
                yield say("      {setting}: written, and never shown", setting=name)
        for setting in change.settings:
            yield say("      {change}", change=text.change(kind, setting))


def totals(deployment: Deployment) -> Message:
    """How many objects change, with how many commands."""
    changes = deployment.changes
    if deployment.kind == "nothing":
        return say("  nothing to do: the saved plan changes nothing here")
    if deployment.kind == "done":
        return say("  nothing to do: all that the saved plan changes here is done already")
    if not changes and deployment.left_out:
        return say("  no changes to what was asked for: there the platform is as the plan wants it")
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


def duration_text(seconds: float) -> Message:
    """About how long something takes, in words."""
    minutes = round(seconds / 60)
    if seconds < 100:
        return say("{count} s", count=max(1, round(seconds)))
    if minutes < 100:
        return say("{count} minutes", count=minutes)
    return say("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def _head(change: Change, text: SettingText) -> Message:
    title = text.title(change.after or change.before or change.identity)
    if change.action == "rename" and change.before is not None:
        return say("  {sign} {title}, formerly {name}", sign="~", title=title, name=change.before.identity.name)
    return say("  {sign} {title}", sign=SIGNS[change.action], title=title)


def _remarks(deployment: Deployment, text: SettingText) -> Iterator[Message]:
    """What people should know besides."""
    for move in number_moves(deployment.changes):
        yield say(
            "  ! {number} goes from {former} to {later}: between two commands nobody has it",
            number=text.value("", "number", move.address),
            former=text.title(move.former),
            later=text.title(move.later),
        )
    for switch in deployment.manual_switches:
        yield say(
            "  = {title}: {setting} was set to {held} by hand and stays so (plan: {planned});"
            " --reset-overrides sets it back",
            **text.words(**switch._asdict()),
        )
    if deployment.unknown_secrets:
        yield say(
            "  = secrets of existing objects that are left as they are, since nothing is remembered of them: {count};"
            " --write-secrets writes them",
            count=deployment.unknown_secrets,
        )
    if deployment.left_out:
        yield say("  = objects that change too and were not asked for: {count}", count=len(deployment.left_out))
    if deployment.wanted.left_alone:
        count = len(deployment.wanted.left_alone)
        yield say("  = what no plan can say stays as it is, and drift shows it: {count}", count=count)
    if deployment.platform.untouched:
        yield say(
            "  = objects that no plan can describe are left alone: {count}", count=len(deployment.platform.untouched)
        )
    yield from (say("  note: {note}", note=note) for note in deployment.wanted.notes)


def deployment_json(deployment: Deployment, document: Document) -> dict[str, Any]:
    """One object; sentences are English. There is no secret in it."""
    return {
        "plan": deployment.plan,
        "tenant": deployment.site.tenant,
        "changes": [_change(change, document) for change in deployment.changes.changes],
        "commands": len(deployment.operations),
        "documents": deployment.documents,
        "seconds": None if deployment.seconds is None else round(deployment.seconds),
        "moves": [
            {"number": move.address, "from": _named(move.former), "to": _named(move.later)}
            for move in number_moves(deployment.changes)
        ],
        "overrides": [
            {**_named(o.identity), "setting": o.setting, "held": o.held, "planned": o.planned}
            for o in deployment.manual_switches
        ],
        "unknown_secrets": deployment.unknown_secrets,
        "left_out": [_named(identity) for identity in deployment.left_out],
        "left_alone": len(deployment.wanted.left_alone),
        "untouched": [_named(identity) for identity in deployment.platform.untouched],
        "losses": [
            {"place": str(document.span(loss.route)), "message": str(loss.message)}
            | ({"name": loss.kind.name, "at": loss.key} if loss.kind else {})
            for loss in deployment.wanted.losses
        ],
        "notes": list(map(str, deployment.wanted.notes)),
    }


def _change(change: Change, document: Document) -> dict[str, Any]:
    wanted = change.after
    found: dict[str, Any] = {"action": change.action, **_named(change.identity)}
    if wanted is not None:
        found |= {"key": wanted.key, "place": str(document.span(wanted.route))}
    if change.action == "rename" and change.before is not None:
        found["formerly"] = change.before.identity.name
    if change.before is None and wanted is not None:
        settings = [{"setting": name, "new": value} for name, value in wanted.settings.items()]
    else:
        settings = [
            {"setting": s.setting, "old": s.old, "new": s.new}
            | ({"place": str(document.span(wanted.where(s.setting)))} if wanted else {})
            for s in change.settings
            if not s.concealed
        ]
    return found | {"settings": settings, "secrets": list(change.written_secrets)}


def _named(identity: Identity) -> dict[str, str]:
    return {"kind": identity.kind, "name": identity.name}


class NumberMove(NamedTuple):
    """A number or extension, who has it, and who gets it."""

    address: str
    former: Identity
    later: Identity


def number_moves(changes: ChangeSet) -> Iterator[NumberMove]:
    """What passes from one object to another. A renamed object keeps what it has."""
    had: dict[str, Identity] = {}
    for change in changes.changes:
        for address in _addresses(change.before) - (_addresses(change.after, change.before) if change.after else set()):
            had[address] = change.identity
    for change in changes.changes:
        gained = _addresses(change.after, change.before) - _addresses(change.before)
        yield from (NumberMove(address, had[address], change.identity) for address in sorted(gained) if address in had)


def _addresses(found: TenantObject | None, before: TenantObject | None = None) -> set[str]:
    """By what an object is called; what is not written stays as it was before."""
    addresses: set[str] = set()
    for name in ADDRESSES if found else ():
        source = found if found and name in found.settings else before
        value = source.settings.get(name) if source else None
        addresses.update(map(str, value if isinstance(value, tuple) else () if value is None else (value,)))
    return addresses
