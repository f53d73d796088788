"""What mailboxes and fax boxes have in common: users of the platform that are nobody."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nummerplan.model.change_set import Change
from nummerplan.model.mailboxes import Mailbox
from nummerplan.model.platform import Operation, Site
from nummerplan.model.tenant import Identity, TenantObject, Value
from nummerplan.targets.broadworks.aspect import Sheet
from nummerplan.targets.broadworks.draft import Draft
from nummerplan.targets.broadworks.field_values import NIL
from nummerplan.targets.broadworks.kind import Answer, Ask, Phase, Query, Step
from nummerplan.targets.broadworks.limits import NAME, fits
from nummerplan.targets.broadworks.scene import Scene
from nummerplan.targets.broadworks.services import assigned, services_query
from nummerplan.targets.broadworks.told import rows
from nummerplan.targets.broadworks.wants import Wants

Settings = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox of the plan on its way to the platform."""

    kind: str
    wants: Wants
    mailbox: Mailbox

    def filled(self, sheet: Sheet) -> TenantObject:
        """The object, with the settings that were gathered."""
        wants, mailbox = self.wants, self.mailbox
        former = Identity(self.kind, wants.former_id(mailbox.renamed_from)) if mailbox.renamed_from else None
        return TenantObject(
            Identity(self.kind, wants.user_id(mailbox.key)),
            sheet.settings,
            mailbox.key,
            mailbox.route,
            sheet.routes,
            sheet.secrets,
            former,
        )


def boxes_of_plan(wants: Wants, kind: Literal["voice", "fax"]) -> Iterator[Mailbox]:
    """The plan's mailboxes of a kind."""
    return (mailbox for mailbox in wants.plan.mailboxes.values() if mailbox.kind == kind)


def names_fit(sheet: Sheet, mailbox: Mailbox) -> None:
    """The name that the platform shows: the mailbox's own, else its key."""
    sheet.put("name", mailbox.name or mailbox.key)
    fits(sheet.wants, mailbox.at("name"), mailbox.name or mailbox.key, NAME)


def add(change: Change, scene: Scene, first_name: str, settings: Settings) -> Operation:
    """The command that makes the user; its first name says what it is."""
    fields: dict[str, Any] = {
        **scene.group,
        "user_id": change.identity.name,
        "last_name": settings["name"],
        "first_name": first_name,
        "calling_line_id_last_name": settings["name"],
        "calling_line_id_first_name": first_name,
    }
    fields |= {field: value for field, value in _numbers(settings).items() if value is not NIL}
    return Operation(change.identity, "UserAddRequest22V2", fields)


def _numbers(settings: Settings) -> dict[str, Any]:
    names = {"number": "phone_number", "extension": "extension"}
    return {field: settings[name] or NIL for name, field in names.items() if name in settings}


def modify(change: Change, settings: Settings) -> Iterator[Step]:
    """The commands that change the user itself: its id, its name, its numbers."""
    identity, before = change.identity, change.before
    if before is not None and before.identity != identity:
        fields: dict[str, Any] = {"user_id": before.identity.name, "new_user_id": identity.name}
        yield Phase.RENAMES, Operation(identity, "UserModifyUserIdRequest", fields)
    fields = _numbers(settings)
    if "name" in settings:
        fields |= {"last_name": settings["name"], "calling_line_id_last_name": settings["name"]}
    if fields:
        yield Phase.USERS, Operation(identity, "UserModifyRequest22", {"user_id": identity.name, **fields})


def management(settings: Settings) -> dict[str, Any]:
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


def read_management(answer: Answer) -> dict[str, Value]:
    """Where a box mails what it gets."""
    delivery = answer.first("voiceMessageDeliveryEmailAddress")
    addresses = delivery.all("emailAddress") if delivery is not None else []
    copies = answer.flag("sendCarbonCopyVoiceMessage")
    return {
        "email": ", ".join(addresses) or answer.text("voiceMessageDeliveryEmailAddress"),
        "copy_to": answer.text("voiceMessageCarbonCopyEmailAddress") if copies else None,
    }


def read_boxes(
    ask: Ask, site: Site, names: Collection[str] | None, first_name: str
) -> Iterator[tuple[str, Answer, tuple[str, ...]]]:
    """The users with a first name that marks them: the id, the user, and its services."""
    if names is None:
        group = {"service_provider_id": site.service_provider, "group_id": site.group}
        (listed,) = ask([Query("UserGetListInGroupRequest", group)])
        names = [
            row["User Id"]
            for row in rows(listed, "userTable", "User Id", "First Name")
            if row["First Name"] == first_name
        ]
    for name in names:
        user, services = ask([Query("UserGetRequest23V2", {"user_id": name}), services_query(name)])
        if user.error is None and user.text("firstName") == first_name:
            yield name, user, assigned(services)


def written_box(found: TenantObject, draft: Draft) -> dict[str, Any]:
    """What every box has in a plan."""
    key, settings = draft.keys[found.identity], found.settings
    number = settings.get("number")
    return {
        "name": settings.get("name") if settings.get("name") != key else None,
        "extension": settings.get("extension"),
        "number": draft.number(number) if isinstance(number, str) else None,
        "email": settings.get("email"),
        "copy_to": settings.get("copy_to"),
    }
