"""Mailboxes of the company (manual 6.2 and 6.5.1): users without a telephone, whose voicemail takes every call."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Ask
from nummerplan.targets.broadworks.object_kind import (
    ChangeContext,
    Kind,
    Phase,
    PlanBuilder,
    PlanContext,
    Step,
    WantedSettings,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.greetings import greeting_fields, put_greeting, read_greeting
from nummerplan.targets.broadworks.parts.mailbox_mark import MAILBOX
from nummerplan.targets.broadworks.parts.mailbox_users import (
    BoxAnswers,
    BoxReading,
    MailboxUser,
    add,
    boxes_of_plan,
    modify,
    numbers,
    read_boxes,
    read_management,
    wanted_box,
    write_management,
    written_box,
)
from nummerplan.targets.broadworks.parts.user_ids import user_deleted
from nummerplan.targets.broadworks.parts.user_services import assign, unassign
from nummerplan.targets.broadworks.parts.usual import hand_set_services
from nummerplan.targets.broadworks.parts.usual.fixed_fields import read_usual, want_usual, write_usual
from nummerplan.targets.broadworks.parts.usual.voicemail_extras import AWAY

NAME = "mailbox"
SERVICE = "Voice Messaging User"
_GREETING = ("greeting", "record", "then", AWAY.setting)
_VOICEMAIL = "UserVoiceMessagingUserGetVoiceManagementRequest23"
_WORDS = "UserVoiceMessagingUserGetGreetingRequest20"


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every voice mailbox of the plan."""
    for mailbox in boxes_of_plan(context, "voice"):
        gathered = WantedSettings(context, mailbox)
        wanted_box(gathered, mailbox)
        gathered.put("record", mailbox.record)
        _after(gathered, mailbox)
        want_usual(gathered, (AWAY,))
        gathered.settings.update(hand_set_services.USUAL)
        put_greeting(gathered, "greeting", mailbox.greeting, "greeting")
        yield MailboxUser(NAME, context, mailbox).filled(gathered)


def _after(gathered: WantedSettings, mailbox: Mailbox) -> None:
    """What follows a greeting after which no message is taken."""
    transfer = None if mailbox.record else mailbox.then.transfer
    route, ended = mailbox.at("then", "transfer"), say("the call is ended after the greeting")
    gathered.put("then", gathered.context.reach(transfer, route, ended, PlanEdit(route)))


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """Make the user, give it a voicemail, and say how that is."""
    identity = change.identity
    if change.after is None:
        yield user_deleted(change)
        return
    changed, settings = context.settings(change), change.after.settings
    if change.before is None:
        yield Phase.USERS, add(change, context, MAILBOX, changed)
    else:
        yield from modify(change, changed, MAILBOX)
    yield from assign(change, (SERVICE, *hand_set_services.needed_services(changed)))
    yield from write_management(change, changed)
    if set(_GREETING) & changed.keys():
        odd = {name: changed[name] for name in changed if given(change, changed, name)}
        fields = {"user_id": identity.name} | _greeting(settings) | write_usual(odd, (AWAY,))
        yield Phase.USER_SETTINGS, Operation(identity, "UserVoiceMessagingUserModifyGreetingRequest20", fields)
    for operation in hand_set_services.write_services(change, changed):
        yield Phase.USER_SETTINGS, operation
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
    fields = numbers(settings)
    if fields:
        yield Operation(identity, "UserModifyRequest22", {"user_id": identity.name, **fields})


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The users that are marked as mailboxes."""
    questions = dict.fromkeys((_VOICEMAIL, _WORDS), SERVICE) | hand_set_services.questions_by_service()
    return read_boxes(ask, site, names, BoxReading(NAME, MAILBOX, questions, _described))


def _described(found: BoxAnswers) -> Mapping[str, Value]:
    settings: dict[str, Value] = {
        "extension": found.user.text("extension"),
        "number": normal(found.user.text("phoneNumber")),
        **read_management(found.answers.get(_VOICEMAIL)),
        **hand_set_services.read_services(found.answers),
    }
    words = found.answers.get(_WORDS)
    if words is None:
        return settings | {"record": None, "then": None, "greeting": None, AWAY.setting: False}
    record = not words.flag("disableMessageDeposit")
    forwards = not record and words.text("disableMessageDepositAction") == "Forward"
    return settings | {
        **read_usual(words, (AWAY,)),
        "record": record,
        "then": normal(words.text("greetingOnlyForwardDestination")) if forwards else None,
        "greeting": read_greeting(words, "noAnswerAnnouncementSelection", "noAnswerPersonalAudioFile"),
    }


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """Every mailbox as a person would write it."""
    for found in tenant.of_kind(NAME):
        written = written_box(found, builder)
        if found.settings["record"] is None:
            builder.cannot_say(found.identity)
        greeting = found.settings.get("greeting")
        written["greeting"] = None if greeting == "default" else greeting
        if found.settings["record"] is False:
            then = builder.to(found.settings.get("then"))
            written |= {"record": "false", "then": {"transfer": then} if then else None}
        builder.put("mailboxes", found.identity, written)


KIND = Kind(NAME, 60, from_plan, operations, read, as_plan, renumber, reads=4)
