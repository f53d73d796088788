"""Telephones (manual 6.6.1): a user has one or more, and users who share one share its name."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.field_values import NIL, reference
from nummerplan.targets.broadworks.client.queries import Ask, Query
from nummerplan.targets.broadworks.loss_kinds import DEVICE_TYPE
from nummerplan.targets.broadworks.object_kind import ChangeContext, Kind, Phase, PlanBuilder, PlanContext, Step
from nummerplan.targets.broadworks.parts.object_names import telephone_name
from nummerplan.targets.broadworks.parts.telephones.device_types import ANY_TELEPHONE, device_types
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import (
    FIRST_LINE,
    all_lines,
    endpoint_key,
    line_added,
    lines_gone,
    places_that_ring,
)

NAME = "device"
PROTOCOL = "SIP 2.0"
_FIELDS = {"mac": "mac_address", "serial": "serial_number"}


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """The devices of every user that ring; a telephone that two users share once."""
    seen: set[str] = set()
    for user in context.plan.users.values():
        for place in places_that_ring(context, user):
            if (name := telephone_name(context.linked, user, place)) not in seen:
                seen.add(name)
                yield _telephone(context, user, place, name)


def _telephone(context: PlanContext, user: User, place: int, name: str) -> TenantObject:
    device = user.devices[place]
    mac = normalise_mac(device.mac) if device.mac else None
    settings: dict[str, Value] = {
        "model": _device_type(context, user, place),
        "mac": mac.upper() if mac else None,
        "serial": device.serial,
    }
    secrets: dict[str, str] = {}
    if (password := context.secret(device.password)) is not None:
        settings["username"] = device.username or name
        secrets["password"] = password
    written = [name for name in (*settings, *secrets) if name != "username" or device.username]
    routes = {setting: user.at("devices", place, setting) for setting in written}
    return TenantObject(Identity(NAME, name), settings, "", user.at("devices", place), routes, secrets)


def _device_type(context: PlanContext, user: User, place: int) -> str:
    """The platform's type for a model, which the project's settings of the platform name."""
    model = user.devices[place].model
    if model == GENERIC.key:
        return device_types(context.site).get(model, ANY_TELEPHONE)
    found = device_types(context.site).get(model)
    if found is None:
        message = say(
            'the settings of platform {name} have no device_types for {model}: it becomes "{type}"',
            name=context.site.name,
            model=model,
            type=ANY_TELEPHONE,
        )
        context.lose_once(user.at("devices", place, "model"), message, DEVICE_TYPE)
    return found or ANY_TELEPHONE


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """Make, change or delete a telephone; another type needs another telephone of the same name."""
    if change.after is None:
        yield Phase.DELETE_DEVICES, _delete(change, context)
        return
    changed, secrets = context.settings(change), context.secrets(change)
    if change.before is None:
        yield Phase.DEVICES, _add(change, context)
    elif "model" in changed:
        yield from _replace(change, context)
    elif changed or secrets:
        fields = _fields(changed) | _credentials(change, secrets)
        yield (
            Phase.DEVICES,
            _command(change, context, "GroupAccessDeviceModifyRequest22", reversible=not secrets, **fields),
        )


def _replace(change: Change, context: ChangeContext) -> Iterator[Step]:
    """The users of the telephone let go of it for the time of a few commands."""
    name = change.identity.name
    together = 1 + sum(map(ord, name))
    off: list[Operation] = []
    on: list[Operation] = []
    for user in context.platform.of_kind("user"):
        for line in (line for line in all_lines(user) if line.device == name):
            if user.settings.get(FIRST_LINE) == line.line_port:
                off.append(_endpoint(user, NIL))
                on.append(_endpoint(user, {"access_device_endpoint": endpoint_key(line)}))
            else:
                off.append(lines_gone(user.identity, [line]))
                on.append(line_added(user.identity, line))
    commands = (*off, _delete(change, context), _add(change, context), *on)
    yield from ((Phase.DEVICES, replace(command, together=together)) for command in commands)


def _endpoint(user: TenantObject, endpoint: Any) -> Operation:
    return Operation(user.identity, "UserModifyRequest22", {"user_id": user.identity.name, "endpoint": endpoint})


def _add(change: Change, context: ChangeContext) -> Operation:
    after = change.after
    settings: Mapping[str, Value] = after.settings if after else {}
    fields = {name: value for name, value in _fields(settings).items() if value is not NIL}
    if (change.identity, "mac") in context.moved:
        # Another telephone of the company still has the address: it gets it when that one has let go.
        fields.pop("mac_address", None)
    credentials = _credentials(change, after.secrets if after else {})
    return _command(
        change,
        context,
        "GroupAccessDeviceAddRequest22V2",
        device_type=settings["model"],
        protocol=PROTOCOL,
        transport_protocol="Unspecified",
        **fields,
        **credentials,
    )


def _delete(change: Change, context: ChangeContext) -> Operation:
    return _command(change, context, "GroupAccessDeviceDeleteRequest", reversible=False)


def _command(change: Change, context: ChangeContext, request: str, reversible: bool = True, **fields: Any) -> Operation:
    named = {**context.group, "device_name": change.identity.name, **fields}
    return Operation(change.identity, request, named, reversible=reversible)


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
    (listed,) = ask([Query("GroupAccessDeviceGetListRequest", group)])
    there = [row["Device Name"] for row in table_rows(listed, "accessDeviceTable", "Device Name")]
    names = [name for name in there if names is None or name in names]
    queries = [Query("GroupAccessDeviceGetRequest24V3", {**group, "device_name": name}) for name in names]
    for name, found in zip(names, ask(queries) if queries else (), strict=True):
        mac = normalise_mac(found.text("macAddress") or "")
        settings: dict[str, Value] = {
            "model": found.text("deviceType"),
            "mac": mac.upper() if mac else None,
            "serial": found.text("serialNumber"),
            "username": found.text("userName") if found.flag("useCustomUserNamePassword") else None,
        }
        yield TenantObject(Identity(NAME, name), settings)


def as_plan(_tenant: Tenant, _draft: PlanBuilder) -> None:
    """A plan has telephones with their users: `parts/telephones/device_types.py` writes them there."""


KIND = Kind(NAME, 30, from_plan, operations, read, as_plan, renumber)
