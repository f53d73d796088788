"""Names, number, extension, telephone, language and time zone: what makes a user (manual 6.5.1 and 6.6.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL, reference
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
    becomes,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.languages import language_code, language_name
from nummerplan.targets.broadworks.parts.limits import NAME, fits
from nummerplan.targets.broadworks.parts.mailbox_mark import MAILBOX, is_mailbox
from nummerplan.targets.broadworks.parts.object_names import is_telephone_named
from nummerplan.targets.broadworks.parts.telephones.device_types import devices_of
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import FIRST, FIRST_LINE, wanted_line
from nummerplan.targets.broadworks.parts.usual.caller_names import CALLER_NAME, caller_name_fields, read_caller_name

NO_NAME = "-"
"""Stands for a first name that nobody gave: the platform wants one."""

SPELLED = "spelled_name"
"""The name for spelling on the keypad, where somebody made it another one by hand."""

CommandFields = dict[str, Any]


def from_plan(gathered: WantedSettings, user: User) -> None:
    """Who the user is, and by which numbers he is called."""
    context = gathered.context
    gathered.put("first_name", user.first_name or NO_NAME)
    gathered.put("infix", (user.infix or None) if user.last_name else None)
    gathered.put("last_name", user.last_name or user.key)
    gathered.put(CALLER_NAME, None, "last_name")
    gathered.put(SPELLED, None, "last_name")
    gathered.put("extension", user.extension)
    gathered.put("number", context.e164(user.number))
    language = context.plan.company.language
    if language_name(language):
        gathered.settings["language"] = language
        gathered.routes["language"] = ("company", "language")
    gathered.settings["time_zone"] = context.plan.company.time_zone
    gathered.routes["time_zone"] = ("company", "time_zone")
    _device(gathered, user)
    if (password := context.secret(user.password)) is not None:
        gathered.secrets["password"] = password
        gathered.routes["password"] = user.at("password")
    _limits(gathered, user)


def _device(gathered: WantedSettings, user: User) -> None:
    if not user.devices:
        gathered.put(FIRST, None, "devices")
        return
    device, line = user.devices[0], wanted_line(gathered.context, user, 0)
    named = ("name",) if is_telephone_named(gathered.context.linked, user, 0) else ()
    gathered.put(FIRST, line.device, "devices", 0, *named)
    written = ("sip_username",) if device.sip_username else ("name",) if device.name else ()
    gathered.put(FIRST_LINE, line.line_port, "devices", 0, *written)


def _limits(gathered: WantedSettings, user: User) -> None:
    context = gathered.context
    fits(context, user.at("first_name"), user.first_name, NAME)
    fits(context, user.at("last_name"), _whole_last_name(gathered.settings), NAME)
    if is_mailbox(user.first_name):
        context.refuse(
            user.at("first_name"),
            say("the first name {name} marks the company's mailboxes; give this user another one", name=MAILBOX),
        )


def _whole_last_name(settings: Mapping[str, Value]) -> str:
    """The last name with its infix, as displays show it."""
    return " ".join(str(part) for part in (settings.get("infix"), settings["last_name"]) if part)


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Make the user, or change who he is."""
    user_id = change.identity.name
    fields = {**_names(change, changed), **_numbers(changed), **_place(changed)}
    password = context.secrets(change).get("password")
    if change.before is None:
        new = {name: value for name, value in fields.items() if value is not NIL}
        if changed.get("device") and "sip_username" in changed:
            new["access_device_endpoint"] = _endpoint(changed) | {"use_hotline": False}
        if password:
            new["password"] = reference(password)
        request = {**context.group, "user_id": user_id, **new}
        yield Phase.USERS, Operation(change.identity, "UserAddRequest22V2", request)
        return
    if {"device", "sip_username"} & changed.keys() and (change.identity, "sip_username") not in context.moved:
        fields["endpoint"] = _modified_endpoint({name: becomes(change, name) for name in ("device", "sip_username")})
    if password:
        fields["new_password"] = reference(password)
    if fields:
        request = {"user_id": user_id, **fields}
        yield Phase.USERS, Operation(change.identity, "UserModifyRequest22", request, reversible=not password)


def _names(change: Change, changed: SettingValues) -> CommandFields:
    fields: CommandFields = {}
    if change.after is None:
        return fields
    first, whole = change.after.settings["first_name"], _whole_last_name(change.after.settings)
    seen = caller_name_fields(change.after.settings, first, whole)
    parts = (("first_name", first, {"first_name"}), ("last_name", whole, {"last_name", "infix"}))
    for name, value, written_in in parts:
        if written_in & changed.keys():
            fields[name] = value
        if {CALLER_NAME, *written_in} & changed.keys():
            fields[f"calling_line_id_{name}"] = seen[f"calling_line_id_{name}"]
    if {SPELLED, "first_name", "last_name", "infix"} & changed.keys():
        # Callers who spell a name leave out the infix: people look for Van der Berg under B.
        settings = change.after.settings
        spelled = {
            "name_dialing_last_name": settings["last_name"],
            "name_dialing_first_name": settings["first_name"],
        }
        fields["name_dialing_name"] = spelled if settings.get("infix") else NIL
        if isinstance(odd := settings.get(SPELLED), tuple):
            fields["name_dialing_name"] = {"name_dialing_first_name": odd[0], "name_dialing_last_name": odd[1]}
    return fields


def _numbers(changed: SettingValues) -> CommandFields:
    names = {"number": "phone_number", "extension": "extension"}
    return {field: changed[name] or NIL for name, field in names.items() if name in changed}


def _place(changed: SettingValues) -> CommandFields:
    fields: CommandFields = {}
    if "language" in changed:
        fields["language"] = language_name(str(changed["language"])) or str(changed["language"])
    if "time_zone" in changed:
        fields["time_zone"] = changed["time_zone"]
    return fields


def _endpoint(settings: SettingValues) -> CommandFields:
    device = {"device_level": "Group", "device_name": settings["device"]}
    return {"access_device": device, "line_port": settings["sip_username"]}


def _modified_endpoint(settings: SettingValues) -> Any:
    return {"access_device_endpoint": _endpoint(settings)} if settings.get("device") else NIL


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """Who the user is, from the answer that is there already."""
    last = of.user.text("lastName") or ""
    spelled = of.user.first("nameDialingName")
    surname = spelled.text("nameDialingLastName") if spelled else None
    infix = last.removesuffix(f" {surname}") if surname and last.endswith(f" {surname}") else None
    endpoint = of.user.first("accessDeviceEndpoint")
    device = endpoint.first("accessDevice") if endpoint else None
    return {
        "first_name": of.user.text("firstName"),
        "infix": infix,
        "last_name": surname if infix else last,
        CALLER_NAME: read_caller_name(of.user),
        SPELLED: _oddly_spelled(spelled, of.user.text("firstName"), surname if infix else None),
        "extension": of.user.text("extension"),
        "number": normal(of.user.text("phoneNumber")),
        "language": language_code(of.user.text("language")),
        "time_zone": of.user.text("timeZone"),
        "device": device.text("deviceName") if device else None,
        "sip_username": endpoint.text("linePort") if endpoint else None,
    }
    yield  # it asks nothing more


def _oddly_spelled(spelled: Answer | None, first: str | None, surname: str | None) -> Value:
    """The name on the keypad, if it is neither the usual one nor that of a name with an infix."""
    if spelled is None:
        return None
    found = (spelled.text("nameDialingFirstName"), spelled.text("nameDialingLastName"))
    return None if surname is not None and found == (first, surname) else found


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """Names and numbers, without what stands for a name that nobody gave."""
    settings, key = found.settings, builder.keys[found.identity]
    number, first, last = settings.get("number"), settings.get("first_name"), settings.get("last_name")
    named = found.identity.name != f"{key}@{builder.site.domain}"
    return {
        "first_name": None if first == NO_NAME else first,
        "infix": settings.get("infix"),
        "last_name": None if last == key else last,
        "extension": settings.get("extension"),
        "number": builder.number(number) if isinstance(number, str) else None,
        "username": found.identity.name if named else None,
        "devices": devices_of(found, builder) or None,
    }


def renumber(identity: Identity, settings: SettingValues) -> Iterator[Operation]:
    """Give the user a number, an extension or a line of a telephone, or take it."""
    fields = _numbers(settings)
    if "sip_username" in settings:
        fields["endpoint"] = _modified_endpoint(settings)
    if fields:
        yield Operation(identity, "UserModifyRequest22", {"user_id": identity.name, **fields})


ASPECT = Aspect(from_plan, operations, read, as_plan, renumber=renumber)
