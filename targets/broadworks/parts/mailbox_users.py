"""Mailboxes and fax boxes as the platform has them: users without a person."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps, read_in_batches
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.object_kind import (
    ChangeContext,
    Phase,
    PlanBuilder,
    PlanContext,
    SettingValues,
    Step,
    WantedSettings,
)
from nummerplan.targets.broadworks.parts.limits import NAME, fits
from nummerplan.targets.broadworks.parts.user_ids import renamed
from nummerplan.targets.broadworks.parts.user_services import SERVICES, assigned, services_query

TAKES_CALLS = "takes_calls"
"""Whether the voicemail of a box is on, and takes every call: a plan has no key for it, since others are no boxes."""


@dataclass(frozen=True, slots=True)
class MailboxUser:
    """A mailbox of the plan on its way to the platform."""

    kind: str
    context: PlanContext
    mailbox: Mailbox

    def filled(self, gathered: WantedSettings) -> TenantObject:
        """The object, with the settings that were gathered."""
        context, mailbox = self.context, self.mailbox
        former = Identity(self.kind, context.former_id(mailbox.renamed_from)) if mailbox.renamed_from else None
        return TenantObject(
            Identity(self.kind, context.user_id(mailbox.key)),
            gathered.settings,
            mailbox.key,
            mailbox.route,
            gathered.routes,
            gathered.secrets,
            former,
        )


def boxes_of_plan(context: PlanContext, kind: Literal["voice", "fax"]) -> Iterator[Mailbox]:
    """The plan's mailboxes of a kind."""
    return (mailbox for mailbox in context.plan.mailboxes.values() if mailbox.kind == kind)


def wanted_box(gathered: WantedSettings, mailbox: Mailbox) -> None:
    """What every box has. The name that the platform shows is the mailbox's own, else its key."""
    gathered.put("name", mailbox.name or mailbox.key)
    fits(gathered.context, mailbox.at("name"), mailbox.name or mailbox.key, NAME)
    gathered.put("extension", mailbox.extension)
    gathered.put("number", gathered.context.e164(mailbox.number))
    gathered.put("email", mailbox.email)
    gathered.put("copy_to", mailbox.copy_to)
    gathered.settings[TAKES_CALLS] = True


def add(change: Change, context: ChangeContext, first_name: str, settings: SettingValues) -> Operation:
    """The command that makes the user; its first name says what it is."""
    fields: dict[str, Any] = {
        **context.group,
        "user_id": change.identity.name,
        "last_name": settings["name"],
        "first_name": first_name,
        "calling_line_id_last_name": settings["name"],
        "calling_line_id_first_name": first_name,
    }
    fields |= {field: value for field, value in numbers(settings).items() if value is not NIL}
    return Operation(change.identity, "UserAddRequest22V2", fields)


def numbers(settings: SettingValues) -> dict[str, Any]:
    """The fields of number and extension, as far as they are given; None takes them away."""
    names = {"number": "phone_number", "extension": "extension"}
    return {field: settings[name] or NIL for name, field in names.items() if name in settings}


def modify(change: Change, settings: SettingValues) -> Iterator[Step]:
    """The commands that change the user itself: its id, its name, its numbers."""
    yield from renamed(change)
    fields = numbers(settings)
    if "name" in settings:
        fields |= {"last_name": settings["name"], "calling_line_id_last_name": settings["name"]}
    if fields:
        fields = {"user_id": change.identity.name, **fields}
        yield Phase.USERS, Operation(change.identity, "UserModifyRequest22", fields)


def write_management(change: Change, changed: SettingValues) -> Iterator[Step]:
    """The command that makes a box take calls and mail what it gets, if any of that is to be written."""
    if change.after is not None and (change.before is None or {"email", "copy_to", TAKES_CALLS} & changed.keys()):
        fields = {"user_id": change.identity.name} | _management(change.after.settings)
        request = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
        yield Phase.USER_SETTINGS, Operation(change.identity, request, fields)


def _management(settings: SettingValues) -> dict[str, Any]:
    """The voicemail of a box: it takes every call, and mails what it gets."""
    email, copy = settings.get("email"), settings.get("copy_to")
    return {
        "is_active": True,
        "processing": "Deliver To Email Address Only",
        "voice_message_delivery_email_address": {"email_address": [email]} if email else NIL,
        "use_phone_message_waiting_indicator": False,
        "send_carbon_copy_voice_message": copy is not None,
        "voice_message_carbon_copy_email_address": copy or NIL,
        "always_redirect_to_voice_mail": True,
        "busy_redirect_to_voice_mail": False,
        "no_answer_redirect_to_voice_mail": False,
    }


def read_management(answer: Answer | None) -> dict[str, Value]:
    """Whether a box takes calls, and where it mails what it gets; no answer is one without the service."""
    if answer is None:
        return {TAKES_CALLS: False, "email": None, "copy_to": None}
    delivery = answer.first("voiceMessageDeliveryEmailAddress")
    addresses = delivery.all("emailAddress") if delivery is not None else []
    copies = answer.flag("sendCarbonCopyVoiceMessage")
    return {
        TAKES_CALLS: answer.flag("isActive") and answer.flag("alwaysRedirectToVoiceMail"),
        "email": ", ".join(addresses) or answer.text("voiceMessageDeliveryEmailAddress"),
        "copy_to": answer.text("voiceMessageCarbonCopyEmailAddress") if copies else None,
    }


class BoxAnswers(NamedTuple):
    """A box as the platform has it: the user, its services, and the answers to questions for services that it has."""

    user: Answer
    services: tuple[str, ...]
    answers: Mapping[str, Answer]


class BoxReading(NamedTuple):
    """How a kind of boxes is read: the first name that marks its users, requests about each with
    the service without which they would be refused, and what the answers say.
    """

    kind: str
    first_name: str
    questions: Mapping[str, str]
    describe: Callable[[BoxAnswers], SettingValues]


def read_boxes(ask: Ask, site: Site, names: Collection[str] | None, reading: BoxReading) -> Iterator[TenantObject]:
    """The users with a first name that marks them, as objects."""
    if names is None:
        group = {"service_provider_id": site.service_provider, "group_id": site.group}
        (listed,) = ask([Query("UserGetListInGroupRequest", group)])
        users = table_rows(listed, "userTable", "User Id", "First Name")
        names = [row["User Id"] for row in users if row["First Name"] == reading.first_name]
    for found in read_in_batches(ask, (_one(name, reading) for name in names)):
        if found is not None:
            yield found


def _one(name: str, reading: BoxReading) -> ReadSteps[TenantObject | None]:
    user, services = yield [Query("UserGetRequest23V2", {"user_id": name}), services_query(name)]
    if user.error is not None or user.text("firstName") != reading.first_name:
        return None
    has = assigned(services)
    asked = [request for request, service in reading.questions.items() if service in has]
    answers: Sequence[Answer] = (yield [Query(request, {"user_id": name}) for request in asked]) if asked else ()
    found = BoxAnswers(user, has, dict(zip(asked, answers, strict=True)))
    settings = {"name": user.text("lastName"), **reading.describe(found), SERVICES: has}
    return TenantObject(Identity(reading.kind, name), settings)


def written_box(found: TenantObject, builder: PlanBuilder) -> dict[str, Any]:
    """What every box has in a plan."""
    key, settings = builder.keys[found.identity], found.settings
    if settings.get(TAKES_CALLS) is False:
        builder.cannot_say(found.identity)
    number = settings.get("number")
    return {
        "name": settings.get("name") if settings.get("name") != key else None,
        "extension": settings.get("extension"),
        "number": builder.number(number) if isinstance(number, str) else None,
        "email": settings.get("email"),
        "copy_to": settings.get("copy_to"),
    }
