"""Mailboxes of the company (manual 6.2 and 6.5.1): users without a telephone, whose voicemail takes every call."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.change_set import Change
from nummerplan.model.destination import VoicemailOf
from nummerplan.model.mailboxes import Mailbox
from nummerplan.model.message import say
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
from nummerplan.targets.broadworks.greetings import greeting_fields, put_greeting, read_greeting
from nummerplan.targets.broadworks.kinds import Ask, Draft, Kind, Phase, Query, Scene, Step, Wants
from nummerplan.targets.broadworks.mailbox_mark import MAILBOX
from nummerplan.targets.broadworks.services import assign, unassign

NAME = "mailbox"
SERVICE = "Voice Messaging User"
_GREETING = ("greeting", "record", "then")


def wanted(wants: Wants) -> Iterator[TenantObject]:
    """Every voice mailbox of the plan."""
    for mailbox in boxes_of_plan(wants, "voice"):
        sheet = Sheet(wants, mailbox)
        names_fit(sheet, mailbox)
        sheet.put("extension", mailbox.extension)
        sheet.put("number", wants.e164(mailbox.number))
        sheet.put("email", mailbox.email)
        sheet.put("copy_to", mailbox.copy_to)
        sheet.put("record", mailbox.record)
        _after(sheet, mailbox)
        put_greeting(sheet, "greeting", mailbox.greeting, "greeting")
        yield Box(NAME, wants, mailbox).filled(sheet)


def _after(sheet: Sheet, mailbox: Mailbox) -> None:
    """What follows a greeting after which no message is taken."""
    transfer = None if mailbox.record else mailbox.then.transfer
    sheet.put("then", sheet.wants.dials(transfer))
    if isinstance(transfer, VoicemailOf):
        text = say("BroadWorks cannot send a caller on to a voicemail; the call is ended after the greeting")
        sheet.wants.lose(mailbox.at("then", "transfer"), text)


def operations(change: Change, scene: Scene) -> Iterator[Step]:
    """Make the user, give it a voicemail, and say how that is."""
    identity = change.identity
    if change.after is None:
        yield Phase.DELETE_USERS, Operation(identity, "UserDeleteRequest", {"user_id": identity.name}, reversible=False)
        return
    changed, settings = scene.settings(change), change.after.settings
    if change.before is None:
        yield Phase.USERS, add(change, scene, MAILBOX, changed)
    else:
        yield from modify(change, changed)
    yield from assign(change, (SERVICE,))
    user_id = {"user_id": identity.name}
    if change.before is None or {"email", "copy_to"} & changed.keys():
        fields = user_id | management(settings)
        request = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
        yield Phase.USER_SETTINGS, Operation(identity, request, fields)
    if set(_GREETING) & changed.keys():
        fields = user_id | _greeting(settings)
        yield Phase.USER_SETTINGS, Operation(identity, "UserVoiceMessagingUserModifyGreetingRequest20", fields)
    yield from unassign(change)


def _greeting(settings: Mapping[str, Value]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "greeting" in settings:
        fields = greeting_fields(
            "no_answer_announcement_selection", "no_answer_personal_audio_file", settings["greeting"]
        )
    record, then = settings["record"], settings.get("then")
    fields["disable_message_deposit"] = not record
    if not record:
        fields["disable_message_deposit_action"] = "Forward" if then else "Disconnect"
        fields["greeting_only_forward_destination"] = then or NIL
    return fields


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """Give the mailbox a number or an extension, or take it."""
    names = {"number": "phone_number", "extension": "extension"}
    fields = {field: settings[name] or NIL for name, field in names.items() if name in settings}
    if fields:
        yield Operation(identity, "UserModifyRequest22", {"user_id": identity.name, **fields})


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The users that are marked as mailboxes."""
    for name, user, has in read_boxes(ask, site, names, MAILBOX):
        prefix = "UserVoiceMessagingUserGet"
        voicemail, greeting = ask(
            [
                Query(f"{prefix}VoiceManagementRequest23", {"user_id": name}),
                Query(f"{prefix}GreetingRequest20", {"user_id": name}),
            ]
        )
        record = not greeting.flag("disableMessageDeposit")
        forwards = not record and greeting.text("disableMessageDepositAction") == "Forward"
        settings: dict[str, Value] = {
            "name": user.text("lastName"),
            "extension": user.text("extension"),
            "number": normal(user.text("phoneNumber")),
            **read_management(voicemail),
            "record": record,
            "then": normal(greeting.text("greetingOnlyForwardDestination")) if forwards else None,
            "greeting": read_greeting(greeting, "noAnswerAnnouncementSelection", "noAnswerPersonalAudioFile"),
            "services": has,
        }
        yield TenantObject(Identity(NAME, name), settings)


def as_plan(tenant: Tenant, draft: Draft) -> None:
    """Every mailbox as a person would write it."""
    for found in tenant.of_kind(NAME):
        written = written_box(found, draft)
        greeting = found.settings.get("greeting")
        written["greeting"] = None if greeting == "default" else greeting
        if not found.settings["record"]:
            then = draft.to(found.settings.get("then"))
            written |= {"record": "false", "then": {"transfer": then} if then else None}
        draft.put("mailboxes", found.identity, written)


KIND = Kind(NAME, 60, wanted, operations, read, as_plan, renumber)
