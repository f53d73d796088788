"""A deployment for programs, before it is begun."""

from typing import Any

from nummerplan.compiler.deployment.report.number_moves import number_moves
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.tenant import Identity
from nummerplan.model.document import Document


def deployment_json(deployment: Deployment, document: Document) -> dict[str, Any]:
    """One object; sentences are English. There is no secret in it."""
    return {
        "plan": deployment.plan,
        "tenant": deployment.site.tenant,
        "changes": [_change(change, document) for change in deployment.changes.changes],
        "commands": len(deployment.operations),
        "documents": deployment.documents,
        "moves": [
            {"number": move.address, "from": _named(move.former), "to": _named(move.later)}
            for move in number_moves(deployment.changes)
        ],
        "overrides": [
            {**_named(o.identity), "setting": o.setting, "held": o.held, "planned": o.planned}
            for o in deployment.manual_switches
        ],
        "unknown_secrets": deployment.unknown_secrets,
        "untouched": [_named(identity) for identity in deployment.platform.untouched],
        "losses": [
            {"place": str(document.span(loss.route)), "message": str(loss.message)} for loss in deployment.wanted.losses
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
