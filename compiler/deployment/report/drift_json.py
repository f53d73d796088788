"""What a platform holds otherwise than its plan, for monitoring."""

from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.drift import Drift
from nummerplan.model.document import Document

_DIFFERENCES = {"create": "missing", "delete": "extra", "change": "different", "rename": "renamed"}


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
