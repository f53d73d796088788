"""Mailboxes and fax boxes as the platform has them: users without a person."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.targets.broadworks.client.answer_checks import chosen
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
    given,
)
from nummerplan.targets.broadworks.parts.languages import language_code, language_name
from nummerplan.targets.broadworks.parts.limits import NAME, fits
from nummerplan.targets.broadworks.parts.listings.user_list import expect_unlisted, is_of, user_queries, user_rows
from nummerplan.targets.broadworks.parts.unplanned_services import read_unplanned
from nummerplan.targets.broadworks.parts.user_ids import renamed
from nummerplan.targets.broadworks.parts.user_services import SERVICES, assigned
from nummerplan.targets.broadworks.parts.usual.caller_names import CALLER_NAME, caller_name_fields, read_caller_name
from nummerplan.targets.broadworks.parts.usual.voicemail_extras import (
    EXTRAS,
    PROCESSING,
    no_extras,
    read_extras,
    write_extras,
)

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
    gathered.settings |= {TAKES_CALLS: True, CALLER_NAME: None, **no_extras()}
    company = gathered.context.plan.company
    gathered.settings["time_zone"] = company.time_zone
    gathered.routes["time_zone"] = ("company", "time_zone")
    if language_name(company.language):
        gathered.settings["language"] = company.language
        gathered.routes["language"] = ("company", "language")


def add(change: Change, context: ChangeContext, first_name: str, settings: SettingValues) -> Operation:
    """The command that makes the user; its first name says what it is."""
    fields: dict[str, Any] = {
        **context.group,
        "user_id": change.identity.name,
        "last_name": settings["name"],
        "first_name": first_name,
        **caller_name_fields(settings, first_name, settings["name"]),
        **place_fields(settings),
    }
    fields |= {field: value for field, value in numbers(settings).items() if value is not NIL}
    return Operation(change.identity, "UserAddRequest22V2", fields)


def numbers(settings: SettingValues) -> dict[str, Any]:
    """The fields of number and extension, as far as they are given; None takes them away."""
    names = {"number": "phone_number", "extension": "extension"}
    return {field: settings[name] or NIL for name, field in names.items() if name in settings}


def place_fields(settings: SettingValues) -> dict[str, Any]:
    """The language in which the box speaks, and the time zone of its messages."""
    fields: dict[str, Any] = {}
    if "language" in settings:
        fields["language"] = language_name(str(settings["language"])) or str(settings["language"])
    if "time_zone" in settings:
        fields["time_zone"] = settings["time_zone"]
    return fields


def modify(change: Change, settings: SettingValues, first_name: str) -> Iterator[Step]:
    """The commands that change the user itself: its id, its name, its numbers, its language and time zone."""
    yield from renamed(change)
    fields = numbers(settings) | place_fields(settings)
    if "name" in settings:
        fields["last_name"] = settings["name"]
    if change.after is not None and {"name", CALLER_NAME} & settings.keys():
        fields |= caller_name_fields(change.after.settings, first_name, change.after.settings["name"])
    if fields:
        fields = {"user_id": change.identity.name, **fields}
        yield Phase.USERS, Operation(change.identity, "UserModifyRequest22", fields)


def write_management(change: Change, changed: SettingValues) -> Iterator[Step]:
    """The command that makes a box take calls and mail what it gets, if any of that is to be written."""
    if change.after is not None and (
        change.before is None or {"email", "copy_to", TAKES_CALLS, *EXTRAS} & changed.keys()
    ):
        odd = {name: changed[name] for name in changed if given(change, changed, name)}
        fields = {"user_id": change.identity.name} | _management(change.after.settings)
        fields |= write_extras(change.after.settings, odd, by_telephone=False)
        request = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
        yield Phase.USER_SETTINGS, Operation(change.identity, request, fields)


def _management(settings: SettingValues) -> dict[str, Any]:
    """The voicemail of a box: it takes every call, and mails what it gets."""
    email, copy = settings.get("email"), settings.get("copy_to")
    return {
        "is_active": True,
        "processing": "Deliver To Email Address Only",
        "voice_message_delivery_email_address": {"email_address": [email]} if email else NIL,
        "send_carbon_copy_voice_message": copy is not None,
        "voice_message_carbon_copy_email_address": copy or NIL,
        "always_redirect_to_voice_mail": True,
        "busy_redirect_to_voice_mail": False,
        "no_answer_redirect_to_voice_mail": False,
    }


def read_management(answer: Answer | None) -> dict[str, Value]:
    """Whether a box takes calls, and where it mails what it gets; no answer is one without the service."""
    if answer is None:
        return {TAKES_CALLS: False, "email": None, "copy_to": None, **no_extras()}
    delivery = answer.first("voiceMessageDeliveryEmailAddress")
    addresses = delivery.all("emailAddress") if delivery is not None else []
    by_telephone = chosen(answer, "processing", PROCESSING)
    copies = answer.flag("sendCarbonCopyVoiceMessage")
    return {
        TAKES_CALLS: answer.flag("isActive") and answer.flag("alwaysRedirectToVoiceMail") and not by_telephone,
        **read_extras(answer, by_telephone),
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
    listed = names is None
    if names is None:
        names = [row["User Id"] for row in user_rows(ask, site) if row["First Name"] == reading.first_name]
    missing: list[str] = []
    for found in read_in_batches(ask, (_one(name, site, reading, listed) for name in names)):
        if isinstance(found, TenantObject):
            yield found
        elif found is not None:
            missing.append(found)
    expect_unlisted(ask, site, missing)


def _one(name: str, site: Site, reading: BoxReading, listed: bool) -> ReadSteps[TenantObject | str | None]:
    """The box; its name if the platform calls it not found, None for what is no such box of this group."""
    user, services = yield user_queries(name, listed=listed)
    if user.error is not None:
        return name
    if not is_of(site, user) or user.text("firstName") != reading.first_name:
        return None
    has = assigned(services)
    asked = [request for request, service in reading.questions.items() if service in has]
    answers: Sequence[Answer] = (yield [Query(request, {"user_id": name}) for request in asked]) if asked else ()
    found = BoxAnswers(user, has, dict(zip(asked, answers, strict=True)))
    settings = {"name": user.text("lastName"), **reading.describe(found), SERVICES: has}
    settings |= yield from read_unplanned(name, services)
    settings |= {CALLER_NAME: read_caller_name(user), "time_zone": user.text("timeZone")}
    settings["language"] = language_code(user.text("language"))
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
