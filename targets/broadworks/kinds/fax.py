"""Fax boxes of the company (manual 6.5.1): users without a telephone, whose fax service has the number."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.change_set import Change
from nummerplan.model.platform import Operation, Site
from nummerplan.model.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks.aspect import Sheet
from nummerplan.targets.broadworks.boxes import (
    Box,
    add,
    boxes_of_plan,
    management,
    modify,
    names_fit,
    read_boxes,
    read_management,
    written_box,
)
from nummerplan.targets.broadworks.digits import normal
from nummerplan.targets.broadworks.field_values import NIL
from nummerplan.targets.broadworks.kinds import Ask, Draft, Kind, Phase, Query, Scene, Step, Wants
from nummerplan.targets.broadworks.mailbox_mark import FAX_BOX
from nummerplan.targets.broadworks.services import assign, unassign

NAME = "fax"
SERVICES = ("Voice Messaging User", "Fax Messaging")
"""Faxes are kept and mailed by the voicemail."""


def wanted(wants: Wants) -> Iterator[TenantObject]:
    """Every fax box of the plan."""
    for mailbox in boxes_of_plan(wants, "fax"):
        sheet = Sheet(wants, mailbox)
        names_fit(sheet, mailbox)
        sheet.put("extension", mailbox.extension)
        sheet.put("number", wants.e164(mailbox.number))
        sheet.put("email", mailbox.email)
        sheet.put("copy_to", mailbox.copy_to)
        yield Box(NAME, wants, mailbox).filled(sheet)


def operations(change: Change, scene: Scene) -> Iterator[Step]:
    """Make the user, assign the services, and give the fax its number."""
    identity = change.identity
    if change.after is None:
        yield Phase.DELETE_USERS, Operation(identity, "UserDeleteRequest", {"user_id": identity.name}, reversible=False)
        return
    changed = scene.settings(change)
    named = {name: value for name, value in changed.items() if name == "name"}
    if change.before is None:
        yield Phase.USERS, add(change, scene, FAX_BOX, named)
    else:
        yield from modify(change, named)
    yield from assign(change, SERVICES)
    if change.before is None or {"email", "copy_to"} & changed.keys():
        fields = {"user_id": identity.name} | management(change.after.settings)
        request = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
        yield Phase.USER_SETTINGS, Operation(identity, request, fields)
    if change.before is None or {"number", "extension"} & changed.keys():
        yield Phase.USER_SETTINGS, _fax(identity, changed)
    yield from unassign(change)


def _fax(identity: Identity, settings: Mapping[str, Value]) -> Operation:
    names = {"number": "phone_number", "extension": "extension"}
    fields: dict[str, Any] = {field: settings[name] or NIL for name, field in names.items() if name in settings}
    return Operation(identity, "UserFaxMessagingModifyRequest", {"user_id": identity.name, "is_active": True, **fields})


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """Give the fax a number or an extension, or take it."""
    if {"number", "extension"} & settings.keys():
        yield _fax(identity, settings)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The users that are marked as fax boxes."""
    for name, user, has in read_boxes(ask, site, names, FAX_BOX):
        queries = [Query("UserVoiceMessagingUserGetVoiceManagementRequest23", {"user_id": name})]
        if "Fax Messaging" in has:
            queries.append(Query("UserFaxMessagingGetRequest17sp1", {"user_id": name}))
        voicemail, *fax = ask(queries)
        settings: dict[str, Value] = {
            "name": user.text("lastName"),
            "extension": fax[0].text("extension") if fax else None,
            "number": normal(fax[0].text("phoneNumber")) if fax else None,
            **read_management(voicemail),
            "services": has,
        }
        yield TenantObject(Identity(NAME, name), settings)


def as_plan(tenant: Tenant, draft: Draft) -> None:
    """Every fax box as a person would write it."""
    for found in tenant.of_kind(NAME):
        draft.put("mailboxes", found.identity, {"kind": "fax"} | written_box(found, draft))


KIND = Kind(NAME, 61, wanted, operations, read, as_plan, renumber)
