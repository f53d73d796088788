"""Telephones (manual 6.6.1): each user has one on the platform, and users who share one share its name."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.phone_models import GENERIC
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.field_values import NIL, reference
from nummerplan.targets.broadworks.names import device_name, telephone_name
from nummerplan.targets.broadworks.objects import Ask, Draft, Kind, Phase, Query, Scene, Step, Wants

NAME = "device"
ANY_TELEPHONE = "Generic SIP Phone"
"""The device type of a telephone that people set up by hand (manual 6.6.2)."""

PROTOCOL = "SIP 2.0"
_FIELDS = {"mac": "mac_address", "serial": "serial_number"}


def wanted(wants: Wants) -> Iterator[TenantObject]:
    """The first device of every user; a telephone that two users share once."""
    seen: set[str] = set()
    for user in wants.plan.users.values():
        for place in range(1, len(user.devices)):
            wants.lose(
                user.at("devices", place),
                say("a user rings one device on BroadWorks: {name} is not made", name=device_name(user, place)),
            )
        if user.devices and (name := telephone_name(wants.linked, user, 0)) not in seen:
            seen.add(name)
            yield _telephone(wants, user, name)


def _telephone(wants: Wants, user: User, name: str) -> TenantObject:
    device = user.devices[0]
    mac = normalise_mac(device.mac) if device.mac else None
    settings: dict[str, Value] = {
        "model": _device_type(wants, user, device.model),
        "mac": mac.upper() if mac else None,
        "serial": device.serial,
    }
    secrets: dict[str, str] = {}
    if (password := wants.secret(device.password)) is not None:
        settings["username"] = device.username or name
        secrets["password"] = password
    routes = {setting: user.at("devices", 0, setting) for setting in (*settings, *secrets)}
    return TenantObject(Identity(NAME, name), settings, "", user.at("devices", 0), routes, secrets)


def _device_type(wants: Wants, user: User, model: str) -> str:
    """The platform's type for a model, which the project's settings of the platform name."""
    if model == GENERIC:
        return _types(wants.site).get(model, ANY_TELEPHONE)
    found = _types(wants.site).get(model)
    if found is None:
        message = say(
            'the settings of platform {name} have no device_types for {model}: it becomes "{type}"',
            name=wants.site.name,
            model=model,
            type=ANY_TELEPHONE,
        )
        wants.lose_once(user.at("devices", 0, "model"), message)
    return found or ANY_TELEPHONE


def _types(site: Site) -> Mapping[str, str]:
    found = site.settings.get("device_types", {})
    return found if isinstance(found, Mapping) else {}


def operations(change: Change, scene: Scene) -> Iterator[Step]:
    """Make, change or delete a telephone; another type needs another telephone of the same name."""
    if change.after is None:
        yield Phase.DELETE_DEVICES, _delete(change, scene)
        return
    changed, secrets = scene.settings(change), scene.secrets(change)
    if change.before is None:
        yield Phase.DEVICES, _add(change, scene)
    elif "model" in changed:
        yield from _replace(change, scene)
    elif changed or secrets:
        fields = _fields(changed) | _credentials(change, secrets)
        yield (
            Phase.DEVICES,
            _command(change, scene, "GroupAccessDeviceModifyRequest22", reversible=not secrets, **fields),
        )


def _replace(change: Change, scene: Scene) -> Iterator[Step]:
    """The users of the telephone let go of it for the time of four commands."""
    name = change.identity.name
    users = [user for user in scene.platform.of_kind("user") if user.settings.get("device") == name]
    together = 1 + sum(map(ord, name))

    def endpoint(user: TenantObject, value: Any) -> Operation:
        fields = {"user_id": user.identity.name, "endpoint": value}
        return Operation(user.identity, "UserModifyRequest22", fields, together)

    commands = [endpoint(user, NIL) for user in users]
    commands += [_delete(change, scene, together), _add(change, scene, together)]
    for user in users:
        device = {"device_level": "Group", "device_name": name}
        line = {"access_device": device, "line_port": user.settings.get("sip_username")}
        commands.append(endpoint(user, {"access_device_endpoint": line}))
    yield from ((Phase.DEVICES, command) for command in commands)


def _add(change: Change, scene: Scene, together: int = 0) -> Operation:
    after = change.after
    settings: Mapping[str, Value] = after.settings if after else {}
    fields = {name: value for name, value in _fields(settings).items() if value is not NIL}
    if (change.identity, "mac") in scene.moved:
        # Another telephone of the company still has the address: it gets it when that one has let go.
        fields.pop("mac_address", None)
    credentials = _credentials(change, after.secrets if after else {})
    return _command(
        change,
        scene,
        "GroupAccessDeviceAddRequest22V2",
        together,
        device_type=settings["model"],
        protocol=PROTOCOL,
        transport_protocol="Unspecified",
        **fields,
        **credentials,
    )


def _delete(change: Change, scene: Scene, together: int = 0) -> Operation:
    return _command(change, scene, "GroupAccessDeviceDeleteRequest", together, reversible=False)


def _command(
    change: Change, scene: Scene, request: str, together: int = 0, reversible: bool = True, **fields: Any
) -> Operation:
    named = {**scene.group, "device_name": change.identity.name, **fields}
    return Operation(change.identity, request, named, together, reversible)


def _fields(settings: Mapping[str, Value]) -> dict[str, Any]:
    return {field: settings[name] or NIL for name, field in _FIELDS.items() if name in settings}


def _credentials(change: Change, secrets: Mapping[str, str]) -> dict[str, Any]:
    """Name and password go together; without the password neither is written."""
    if change.after is None or "password" not in secrets:
        return {}
    credentials = {"user_name": change.after.settings["username"], "password": reference(secrets["password"])}
    return {"use_custom_user_name_password": True, "access_device_credentials": credentials}


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """Give the telephone a MAC address, or take it."""
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    fields = {**group, "device_name": identity.name, **_fields(settings)}
    yield Operation(identity, "GroupAccessDeviceModifyRequest22", fields)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The group's telephones."""
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    if names is None:
        (listed,) = ask([Query("GroupAccessDeviceGetListRequest", group)])
        names = [row["Device Name"] for row in listed.table("accessDeviceTable") if row.get("Device Name")]
    queries = [Query("GroupAccessDeviceGetRequest24V3", {**group, "device_name": name}) for name in names]
    for name, found in zip(names, ask(queries) if queries else (), strict=True):
        if found.error is None:
            mac = normalise_mac(found.text("macAddress") or "")
            settings: dict[str, Value] = {
                "model": found.text("deviceType"),
                "mac": mac.upper() if mac else None,
                "serial": found.text("serialNumber"),
                "username": found.text("userName") if found.flag("useCustomUserNamePassword") else None,
            }
            yield TenantObject(Identity(NAME, name), settings)


def as_plan(_tenant: Tenant, _draft: Draft) -> None:
    """A plan has telephones with their users: see `devices_of`."""


def devices_of(user: TenantObject, draft: Draft) -> list[dict[str, Any]]:
    """The telephone of a user of the platform, as a plan has it among his devices."""
    found = draft.tenant.objects.get(Identity(NAME, str(user.settings.get("device"))))
    if found is None:
        return []
    name, key = found.identity.name, draft.keys[user.identity]
    models = {device_type: model for model, device_type in _types(draft.site).items()}
    model = models.get(str(found.settings["model"]), GENERIC)
    line_port = user.settings.get("sip_username")
    device: dict[str, Any] = {"model": model}
    if name != f"{key}-{model}":
        device["name"] = name
    if mac := found.settings.get("mac"):
        device["mac"] = ":".join(str(mac)[place : place + 2] for place in range(0, 12, 2))
    if username := found.settings.get("username"):
        device |= {"password": Secret(f"devices/{name}")} | ({"username": username} if username != name else {})
    if isinstance(line_port, str) and line_port != f"{name}@{draft.site.domain}":
        device["sip_username"] = line_port.removesuffix(f"@{draft.site.domain}")
    if serial := found.settings.get("serial"):
        device["serial"] = serial
    if (line := draft.lines.get(user.identity, 1)) > 1:
        device["line"] = line
    return [device]


KIND = Kind(NAME, 30, wanted, operations, read, as_plan, renumber)
