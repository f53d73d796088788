"""Shared Call Appearance: further telephones of a user, each with a line of its own."""

from typing import Any

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.endpoints import free_line, group_device
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import not_assigned, own
from nummerplan.targets.broadworks.simulator.store import StoredRow

SERVICE = "Shared Call Appearance"
_FLAGS = {"isActive": "active", "allowOrigination": "origination", "allowTermination": "termination"}


def _open(call: Invocation) -> tuple[StoredRow, int]:
    """The user, and how many telephones there may be beside the first: `Shared Call Appearance 10` has room for ten."""
    user = call.subscriber("user")
    query = "SELECT name FROM user_service WHERE subscriber = ? AND name LIKE ?"
    sizes = [row["name"].removeprefix(SERVICE).strip() for row in call.store.all(query, user["id"], f"{SERVICE}%")]
    if not sizes:
        raise not_assigned(SERVICE)
    return user, max(int(size or 1) for size in sizes)


def _lines(call: Invocation, user: StoredRow) -> list[StoredRow]:
    query = (
        "SELECT shared_line.*, device.name, device.type, device.mac FROM shared_line"
        " JOIN device ON device.id = shared_line.device WHERE subscriber = ? ORDER BY device.name, line_port"
    )
    return call.store.all(query, user["id"])


def _line(call: Invocation, user: StoredRow, endpoint: dict[str, Any]) -> StoredRow:
    device, port = endpoint["accessDevice"], endpoint["linePort"]
    for line in _lines(call, user):
        if device == {"deviceLevel": "Group", "deviceName": line["name"]} and line["line_port"] == port:
            return line
    raise own(9139, f"Shared Call Appearance endpoint not found: {device['deviceName']}, {port}")


@answers("UserSharedCallAppearanceAddEndpointRequest14sp2", "UserSharedCallAppearanceAddEndpointRequest22")
def add(call: Invocation) -> AnswerFields:
    """Let a telephone ring with the user's first."""
    user, places = _open(call)
    if len(_lines(call, user)) >= places:
        raise own(9138, f"A user with this service has at most {places} shared telephones.")
    endpoint = call.fields["accessDeviceEndpoint"]
    device = group_device(call, user["tenant"], endpoint["accessDevice"])
    free_line(call, device, endpoint["linePort"])
    flags = [int(call.fields[field]) for field in _FLAGS]
    query = "INSERT INTO shared_line VALUES (?, ?, ?, ?, ?, ?)"
    call.store.run(query, user["id"], device["id"], endpoint["linePort"], *flags)
    return None


@answers("UserSharedCallAppearanceModifyEndpointRequest")
def change(call: Invocation) -> AnswerFields:
    """Say whether a telephone is on, may call, and rings."""
    user, _ = _open(call)
    line = _line(call, user, call.fields["accessDeviceEndpoint"])
    for field, column in _FLAGS.items():
        if field in call.fields:
            query = f"UPDATE shared_line SET {column} = ? WHERE line_port = ?"  # noqa: S608 - our own columns
            call.store.run(query, int(call.fields[field]), line["line_port"])
    return None


@answers("UserSharedCallAppearanceDeleteEndpointListRequest14")
def delete(call: Invocation) -> AnswerFields:
    """Let telephones ring no longer with the user's first."""
    user, _ = _open(call)
    for endpoint in call.fields["accessDeviceEndpoint"]:
        call.store.run("DELETE FROM shared_line WHERE line_port = ?", _line(call, user, endpoint)["line_port"])
    return None


@answers("UserSharedCallAppearanceGetEndpointRequest")
def of_line(call: Invocation) -> AnswerFields:
    """What one telephone may do."""
    user, _ = _open(call)
    line = _line(call, user, call.fields["accessDeviceEndpoint"])
    return {field: bool(line[column]) for field, column in _FLAGS.items()}


@answers("UserSharedCallAppearanceGetRequest16sp2", "UserSharedCallAppearanceGetRequest21sp1")
def listed(call: Invocation) -> AnswerFields:
    """All of them; before release 22 without what they may do."""
    user, places = _open(call)
    rows = [
        {
            "Device Level": "Group",
            "Device Name": line["name"],
            "Device Type": line["type"],
            "Line/Port": line["line_port"],
            "Device Support Visual Device Management": False,
            "Is Active": bool(line["active"]),
            "Allow Origination": bool(line["origination"]),
            "Allow Termination": bool(line["termination"]),
            "Mac Address": line["mac"],
        }
        for line in _lines(call, user)
    ]
    return {"maxAppearances": places, "bridgeWarningTone": "None", "endpointTable": Rows(rows)}
