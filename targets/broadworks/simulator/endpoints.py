"""Which telephone a user has: a device of the group, and a line port on it."""

from typing import Any

from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.store import StoredRow, merged, packed, unpacked

_KEPT = ("contact", "portNumber", "privateIdentity", "useHotline", "hotlineContact")


def ports_of(call: Invocation, kind: str) -> int | None:
    """How many lines a telephone of a type has; None is unlimited."""
    found = call.store.one("SELECT ports FROM device_type WHERE name = ?", kind)
    return found["ports"] if found else None


def lines_of(call: Invocation, device: int, but: int = 0) -> list[StoredRow]:
    """The lines of a device, but not somebody's own."""
    query = (
        "SELECT line_port FROM subscriber WHERE device = ?1 AND id <> ?2"
        " UNION SELECT line_port FROM shared_line WHERE device = ?1 ORDER BY line_port"
    )
    return call.store.all(query, device, but)


def group_device(call: Invocation, tenant: int, wanted: dict[str, Any]) -> StoredRow:
    """The device that a request names."""
    if wanted["deviceLevel"] != "Group":
        raise own(9130, f"Access Device not found: {wanted['deviceName']} at the level {wanted['deviceLevel']}")
    device = call.store.one("SELECT * FROM device WHERE tenant = ? AND name = ?", tenant, wanted["deviceName"])
    if device is None:
        raise own(9130, f"Access Device not found: {wanted['deviceName']}")
    return device


def free_line(call: Invocation, device: StoredRow, line: str, subscriber: int = 0) -> None:
    """Refuse a line that somebody else has, and one more than the device has room for."""
    first = "SELECT 1 FROM subscriber WHERE line_port = ? AND id <> ?"
    if call.store.one(first, line, subscriber) or call.store.one("SELECT 1 FROM shared_line WHERE line_port = ?", line):
        raise own(9131, f"Line/port is already in use: {line}")
    if (ports := ports_of(call, device["type"])) is not None and len(lines_of(call, device["id"], subscriber)) >= ports:
        raise own(9137, f"Access Device has no free port: {device['name']}")


def attach(call: Invocation, tenant: int, subscriber: int, endpoint: dict[str, Any]) -> None:
    """Let a user have a line of a device."""
    device = group_device(call, tenant, endpoint["accessDevice"])
    contacts = endpoint.get("contact") or ()
    endpoint["contact"] = [{"sipContact": one} if isinstance(one, str) else one for one in contacts] or None
    line = endpoint["linePort"]
    free_line(call, device, line, subscriber)
    query = "UPDATE subscriber SET device = ?, line_port = ? WHERE id = ?"
    call.store.run(query, device["id"], line, subscriber)
    _keep(call, subscriber, {name: endpoint.get(name) for name in _KEPT})


def change_endpoint(call: Invocation, user: StoredRow, endpoint: dict[str, Any] | None) -> None:
    """Give a user another line, change it, or take it away."""
    if endpoint is None:
        call.store.run("UPDATE subscriber SET device = NULL, line_port = NULL WHERE id = ?", user["id"])
        _keep(call, user["id"], dict.fromkeys(_KEPT))
        return
    if "trunkAddressing" in endpoint:
        raise own(9006, "trunk groups are not known here")
    wanted = dict(endpoint["accessDeviceEndpoint"])
    if "contactList" in wanted:
        contacts = wanted.pop("contactList")
        wanted["contact"] = None if contacts is None else contacts["contact"]
    held = endpoint_of(call, user) or {}
    if "accessDevice" not in held | wanted or "linePort" not in held | wanted:
        raise own(9132, "A user who has no device needs both a device and a line/port.")
    attach(call, user["tenant"], user["id"], merged(held, wanted))


def endpoint_of(call: Invocation, user: StoredRow) -> dict[str, Any] | None:
    """The line that a user has, as an answer shows it."""
    if user["device"] is None:
        return None
    device = call.store.one("SELECT name FROM device WHERE id = ?", user["device"])
    kept = unpacked(user["settings"]).get("endpoint", {})
    if call.request.startswith("UserGetRequest21") and "contact" in kept:
        kept["contact"] = [one["sipContact"] for one in kept["contact"]]  # before R22 a contact had no path
    return {
        "accessDevice": {"deviceLevel": "Group", "deviceName": device["name"] if device else ""},
        "linePort": user["line_port"],
        "staticRegistrationCapable": False,
        "useDomain": True,
        "supportVisualDeviceManagement": False,
        **kept,
    }


def _keep(call: Invocation, subscriber: int, kept: dict[str, Any]) -> None:
    row = call.store.one("SELECT settings FROM subscriber WHERE id = ?", subscriber)
    settings = unpacked(row["settings"] if row else None)
    settings["endpoint"] = {name: value for name, value in kept.items() if value is not None}
    call.store.run("UPDATE subscriber SET settings = ? WHERE id = ?", packed(settings), subscriber)
