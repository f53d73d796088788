"""Telephones of a group, the types that there are, and which are registered."""

import re
from typing import Any
from urllib.parse import quote

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.endpoints import lines_of, ports_of
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.login import digest
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own
from nummerplan.targets.broadworks.simulator.search import limited, searched
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, without
from nummerplan.targets.broadworks.simulator.store import StoredRow, merged, packed, unpacked

_APART = (
    "serviceProviderId",
    "groupId",
    "deviceName",
    "deviceType",
    "useHotline",
    "hotlineContact",
    "configurationFile",
)
_AT = "https://devices.simulator.example"


def _device(call: Invocation) -> StoredRow:
    tenant = call.tenant()
    query = "SELECT * FROM device WHERE tenant = ? AND name = ?"
    found = call.store.one(query, tenant["id"], call.fields["deviceName"])
    if found is None:
        raise own(9130, f"Access Device not found: {call.fields['deviceName']}")
    return found


DEVICE_PASSWORD_LENGTH = 6
"""So many characters the password of a device has at least."""


def _mac(call: Invocation, settings: StoredSettings, device: int) -> str | None:
    mac: str | None = settings.get("macAddress")
    if mac is None:
        return None
    mac = mac.upper()
    if not re.fullmatch("[0-9A-F]{12}", mac):
        raise own(9133, f"A MAC address has 12 hexadecimal digits: {mac}")
    if call.store.one("SELECT 1 FROM device WHERE mac = ? AND id <> ?", mac, device):
        raise RefusalError(5675, f"MAC Address is in use: {mac}")
    return mac


def _kept(settings: StoredSettings) -> StoredSettings:
    """The settings as they are kept: of a password only a digest."""
    credentials = settings.pop("accessDeviceCredentials", None)
    if credentials is not None:
        if len(credentials["password"]) < DEVICE_PASSWORD_LENGTH:
            raise own(9135, f"The password of a device has at least {DEVICE_PASSWORD_LENGTH} characters.")
        settings["userName"] = credentials["userName"]
        settings["password"] = digest(credentials["password"])
    return settings


@answers("GroupAccessDeviceAddRequest14", "GroupAccessDeviceAddRequest22", "GroupAccessDeviceAddRequest22V2")
def add(call: Invocation) -> AnswerFields:
    """Add a device."""
    tenant = call.tenant()
    name, kind = call.text("deviceName"), call.text("deviceType")
    if call.store.one("SELECT 1 FROM device WHERE tenant = ? AND name = ?", tenant["id"], name):
        raise RefusalError(4500, f"Access Device already exists: {name}")
    if not call.store.one("SELECT 1 FROM device_type WHERE name = ?", kind):
        raise own(9134, f"Access Device type not found: {kind}")
    settings = without(call.fields, *_APART)
    mac = _mac(call, settings, 0)
    settings |= {"macAddress": mac} if mac else {}
    call.store.run(
        "INSERT INTO device (tenant, name, type, mac, settings) VALUES (?, ?, ?, ?, ?)",
        tenant["id"],
        name,
        kind,
        mac,
        packed(_kept(settings)),
    )
    return None


@answers("GroupAccessDeviceModifyRequest14", "GroupAccessDeviceModifyRequest22")
def change(call: Invocation) -> AnswerFields:
    """Change a device."""
    device = _device(call)
    fields = without(call.fields, *_APART)
    old = unpacked(device["settings"])
    if fields.get("accessDeviceCredentials", 0) is None:
        old = without(old, "userName", "password")
    settings = merged(old, fields)
    mac = _mac(call, settings, device["id"])
    settings |= {"macAddress": mac} if mac else {}
    query = "UPDATE device SET mac = ?, settings = ? WHERE id = ?"
    call.store.run(query, mac, packed(_kept(settings)), device["id"])
    return None


@answers("GroupAccessDeviceDeleteRequest")
def delete(call: Invocation) -> AnswerFields:
    """Delete a device that nobody uses."""
    device = _device(call)
    if lines_of(call, device["id"]):
        raise own(9135, f"Access Device is in use: {device['name']}")
    call.store.run("DELETE FROM device WHERE id = ?", device["id"])
    return None


def _registered(call: Invocation, line: StoredRow) -> bool:
    return "*" in call.fault_injection.registered or line["line_port"] in call.fault_injection.registered


def _status(call: Invocation, device: StoredRow) -> str:
    lines = lines_of(call, device["id"])
    if not lines:
        return "Unknown"
    return "Online" if any(_registered(call, line) for line in lines) else "Offline"


@answers(
    "GroupAccessDeviceGetRequest18sp1",
    "GroupAccessDeviceGetRequest22V2",
    "GroupAccessDeviceGetRequest22V5",
    "GroupAccessDeviceGetRequest24V3",
)
def read(call: Invocation) -> AnswerFields:
    """One device."""
    device = _device(call)
    ports = ports_of(call, device["type"])
    return without(unpacked(device["settings"]), "password") | {
        "deviceType": device["type"],
        "numberOfPorts": {"unlimited": True} if ports is None else {"quantity": ports},
        "numberOfAssignedPorts": len(lines_of(call, device["id"])),
        "status": _status(call, device),
        "serviceProviderId": call.fields["serviceProviderId"],
        "groupId": call.fields["groupId"],
        "deviceName": device["name"],
    }


@answers("GroupAccessDeviceGetListRequest")
def listed(call: Invocation) -> AnswerFields:
    """All devices of a group."""
    tenant = call.tenant()
    rows = call.store.all(
        "SELECT device.*, ports FROM device LEFT JOIN device_type ON device_type.name = type WHERE tenant = ?"
        " ORDER BY device.name",
        tenant["id"],
    )
    found: list[dict[str, Any]] = [
        {
            "Device Name": row["name"],
            "Device Type": row["type"],
            "Available Ports": "Unlimited" if row["ports"] is None else row["ports"] - len(lines_of(call, row["id"])),
            "Net Address": unpacked(row["settings"]).get("netAddress"),
            "MAC Address": row["mac"],
            "Status": _status(call, row),
        }
        for row in rows
    ]
    return {"accessDeviceTable": limited(call, searched(call, found))}


@answers("SystemAccessDeviceGetAllRequest", operator=True)
def everywhere(call: Invocation) -> AnswerFields:
    """All devices of all groups."""
    found: list[dict[str, Any]] = [
        {
            "Service Provider Id": row["service_provider"],
            "Is Enterprise": False,
            "Group Id": row["group_id"],
            "Device Name": row["name"],
            "Device Type": row["type"],
            "Net Address": unpacked(row["settings"]).get("netAddress"),
            "MAC Address": row["mac"],
            "Status": _status(call, row),
        }
        for row in call.store.all(
            "SELECT device.*, service_provider, group_id FROM device JOIN tenant ON tenant.id = tenant"
            " ORDER BY service_provider, group_id, device.name"
        )
    ]
    return {"accessDeviceTable": limited(call, searched(call, found))}


@answers(
    "ServiceProviderDeviceProfileAuthenticationPasswordRulesGetRequest",
    "SystemDeviceProfileAuthenticationPasswordRulesGetRequest",
    operator=True,
)
def password_rules_of_devices(call: Invocation) -> AnswerFields:
    """What passwords of devices have to be like: service providers have no rules of their own."""
    own_rules = {"useServiceProviderSettings": False} if "serviceProviderId" in call.fields else {}
    lockout = {"deviceProfileAuthenticationLockoutType": "None", "deviceProfileWaitAlgorithm": "Fixed"}
    return {"minLength": DEVICE_PASSWORD_LENGTH, "deviceProfileLockoutFixedMinutes": "5", **lockout, **own_rules}


@answers("GroupAccessDeviceFileGetListRequest14sp8")
def files(call: Invocation) -> AnswerFields:
    """Where a telephone finds its configuration."""
    device = _device(call)
    if device["mac"] is None:
        return {"deviceFilesTable": Rows(())}
    found = {"File Format": f"{device['mac']}.cfg", "Is Authenticated": True, "Access URL": _url(device, ".cfg")}
    return {"deviceFilesTable": Rows([found | {"Is File Linked": False}])}


@answers("GroupAccessDeviceFileGetRequest20")
def file(call: Invocation) -> AnswerFields:
    """Where a telephone finds one file."""
    device = _device(call)
    if device["mac"] is None or call.fields["fileFormat"] != f"{device['mac']}.cfg":
        raise own(9136, f"File not found: {call.fields['fileFormat']}")
    return {"fileSource": "Default", "accessUrl": _url(device, ".cfg")}


def _url(device: StoredRow, ending: str) -> str:
    return f"{_AT}/{quote(device['type'], safe='')}/{device['mac']}{ending}"


@answers(
    "SystemDeviceTypeGetAvailableListRequest19",
    "SystemDeviceTypeGetAvailableListRequest22",
    "SystemDeviceTypeGetAvailableListRequest22V2",
)
def types(call: Invocation) -> AnswerFields:
    """The types of devices that can be added."""
    rows = call.store.all("SELECT name, ports FROM device_type ORDER BY name")
    about = {
        "profile": "Intelligent Device Addressing",
        "protocolChoice": ["SIP 2.0"],
        "isIpAddressOptional": True,
        "useDomain": True,
        "supportLinks": "Not Supported",
    }
    counted = [about | ({} if row["ports"] is None else {"numberOfPorts": row["ports"]}) for row in rows]
    return {"deviceType": [row["name"] for row in rows], "typeInfo": counted}


@answers("UserGetRegistrationListRequest")
def registrations(call: Invocation) -> AnswerFields:
    """Which telephones of a user are registered now."""
    user = call.subscriber()
    lines = call.store.all(
        "SELECT line_port, device.*, 'Primary' AS endpoint FROM subscriber JOIN device ON device.id = device"
        " WHERE subscriber.id = ?1 UNION ALL SELECT line_port, device.*, 'Shared Call Appearance' FROM shared_line"
        " JOIN device ON device.id = device WHERE subscriber = ?1 ORDER BY line_port",
        user["id"],
    )
    return {"registrationTable": Rows([_registration(line) for line in lines if _registered(call, line)])}


def _registration(line: StoredRow) -> dict[str, Any]:
    return {
        "Device Level": "Group",
        "Device Name": line["name"],
        "Order": 1,
        "URI": f"sip:{line['line_port']}",
        "Line/Port": line["line_port"],
        "Endpoint Type": line["endpoint"],
        "User Agent": line["type"],
        "Registration Active": True,
    }
