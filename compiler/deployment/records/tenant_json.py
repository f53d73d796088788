"""What a platform holds and what changes it, as JSON and back. There is no secret in it: only references."""

from collections.abc import Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change, ChangeSet, SettingChange
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value


def changes_json(changes: ChangeSet) -> list[dict[str, Any]]:
    """Changes as plain data."""
    return [
        {
            "action": change.action,
            "before": object_json(change.before),
            "after": object_json(change.after),
            "settings": [[s.setting, s.old, s.new, s.concealed] for s in change.settings],
        }
        for change in changes.changes
    ]


def changes_from(data: Any) -> ChangeSet:
    """Changes from plain data. Raises `ValueError` for what was never written by `changes_json`."""
    try:
        return ChangeSet(tuple(_change(item) for item in data))
    except (TypeError, KeyError, AttributeError, IndexError) as problem:
        raise ValueError("these are no changes") from problem


def object_json(found: TenantObject | None) -> dict[str, Any] | None:
    """One object as plain data; None for none."""
    if found is None:
        return None
    data: dict[str, Any] = {"kind": found.identity.kind, "name": found.identity.name, "settings": dict(found.settings)}
    if found.key:
        data["key"] = found.key
    if found.secrets:
        data["secrets"] = dict(found.secrets)
    if found.former:
        data["former"] = list(found.former)
    return data


def tenant_json(tenant: Tenant) -> dict[str, Any]:
    """A tenant as plain data."""
    untouched = [list(identity) for identity in tenant.untouched]
    return {"objects": [object_json(found) for found in tenant.objects.values()], "untouched": untouched}


def tenant_from(data: Any) -> Tenant:
    """A tenant from plain data. Raises `ValueError` for what was never written by `tenant_json`."""
    try:
        objects = [found for item in data["objects"] if (found := _object(item))]
        untouched = tuple(_identity(item) for item in data["untouched"])
    except (TypeError, KeyError, AttributeError, IndexError) as problem:
        raise ValueError("this is no tenant") from problem
    return Tenant({found.identity: found for found in objects}, untouched)


def _change(item: Mapping[str, Any]) -> Change:
    if item["action"] not in ("create", "change", "rename", "delete"):
        raise ValueError("this is no action")
    before, after = _object(item["before"]), _object(item["after"])
    if (before is None) != (item["action"] == "create") or (after is None) != (item["action"] == "delete"):
        raise ValueError("this is no change")
    settings = tuple(SettingChange(_text(s[0]), _value(s[1]), _value(s[2]), s[3] is True) for s in item["settings"])
    return Change(item["action"], before, after, settings)


def _object(item: Mapping[str, Any] | None) -> TenantObject | None:
    if item is None:
        return None
    former = item.get("former")
    return TenantObject(
        Identity(_text(item["kind"]), _text(item["name"])),
        {_text(name): _value(value) for name, value in item["settings"].items()},
        key=_text(item.get("key", "")),
        secrets={_text(name): _text(reference) for name, reference in item.get("secrets", {}).items()},
        former=_identity(former) if former else None,
    )


def _identity(item: Any) -> Identity:
    kind, name = item
    return Identity(_text(kind), _text(name))


def _value(data: Any) -> Value:
    """A value of a setting; JSON has lists where it has tuples."""
    if isinstance(data, list):
        return tuple(map(_value, data))
    if data is None or isinstance(data, str | int):
        return data
    raise ValueError("this is no value of a setting")


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise ValueError("this is no text")
    return data
