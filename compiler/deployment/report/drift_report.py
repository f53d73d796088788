"""What a platform holds otherwise than its plan, for people and for monitoring."""

from collections.abc import Iterator
from typing import Any

from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Drift
from nummerplan.model.document import Document
from nummerplan.model.message import Message, say

_DIFFERENCES = {"create": "missing", "delete": "extra", "change": "different", "rename": "renamed"}


def drift_lines(drift: Drift, linked: LinkedPlan) -> Iterator[Message]:
    """A line for each difference, for each switch that was set by hand, and for each user who was asked about."""
    text = SettingText(linked, drift.wanted, drift.platform)
    yield (
        say("{tenant}: the platform differs from the plan", tenant=drift.tenant)
        if drift.differs
        else say("{tenant}: the platform is as the plan wants it", tenant=drift.tenant)
    )
    for change in drift.changes.changes:
        yield from _change_lines(change, text)
    for switch in drift.manual_switches:
        words = text.words(**switch._asdict())
        yield say("  {title}: {setting} was set to {held} by hand (plan: {planned})", **words)
    for left in drift.left_alone:
        title = text.title(left.identity)
        if not left.setting:
            yield say("  {title} is in no plan and stays as it is", title=title)
            continue
        words = text.words(left.identity, left.setting, held=left.held, usual=left.usual)
        yield say("  {title}: {setting} is {held} (usual: {usual}); no plan can say that, and it stays", **words)
    yield from (say("  note: {note}", note=note) for note in drift.notes)
    for identity, registrations in (drift.registered or {}).items():
        devices = ", ".join(sorted({registration.device for registration in registrations}))
        title = text.title(identity)
        yield (
            say("  {title}: registered: {devices}", title=title, devices=devices)
            if registrations
            else say("  {title}: no telephone is registered", title=title)
        )


def _change_lines(change: Change, text: SettingText) -> Iterator[Message]:
    if change.before is None:
        yield say("  {title} is missing on the platform", title=text.title(change.identity))
    elif change.after is None:
        yield say("  {title} is on the platform and not in the plan", title=text.title(change.identity))
    else:
        title = text.title(change.after)
        if change.action == "rename":
            yield say("  {title} is still named {name} on the platform", title=title, name=change.before.identity.name)
        for setting in change.settings:
            words = text.words(change.identity, setting.setting, held=setting.old, planned=setting.new)
            yield say("  {title}: {setting} is {held}, the plan says {planned}", **words)


def drift_json(drift: Drift, document: Document) -> dict[str, Any]:
    """One object; what was set by hand stands apart, since it does not count as a difference."""
    data: dict[str, Any] = {
        "tenant": drift.tenant,
        "plan": document.name,
        "differences": [_difference(change, document) for change in drift.changes.changes],
        "by_hand": [
            {
                "kind": switch.identity.kind,
                "name": switch.identity.name,
                "setting": switch.setting,
                "platform": switch.held,
                "plan": switch.planned,
            }
            for switch in drift.manual_switches
        ],
        "left_alone": [
            {
                "kind": left.identity.kind,
                "name": left.identity.name,
                "setting": left.setting or None,
                "platform": left.held,
                "usual": left.usual,
                "new": left in drift.newly_left,
            }
            for left in drift.left_alone
        ],
        "notes": list(map(str, drift.notes)),
    }
    if drift.registered is not None:
        data["registered"] = [
            {"user": identity.name, "telephones": [registration._asdict() for registration in registrations]}
            for identity, registrations in drift.registered.items()
        ]
    return data


def _difference(change: Change, document: Document) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": change.identity.kind,
        "name": change.identity.name,
        "is": _DIFFERENCES[change.action],
    }
    if change.action == "rename" and change.before:
        data["platform_name"] = change.before.identity.name
    if change.after is not None:
        data |= {"key": change.after.key, "place": str(document.span(change.after.route))}
        data["settings"] = [
            {
                "setting": setting.setting,
                "platform": setting.old,
                "plan": setting.new,
                "place": str(document.span(change.after.where(setting.setting))),
            }
            for setting in change.settings
        ]
    return data
