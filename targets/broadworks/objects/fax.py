"""Fax boxes of the company (manual 6.5.1): users without a telephone, whose fax service has the number."""

from collections.abc import Collection, Iterator, Mapping

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
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
from nummerplan.targets.broadworks.parts.mailbox_mark import FAX_BOX
from nummerplan.targets.broadworks.parts.mailbox_users import (
    TAKES_CALLS,
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
from nummerplan.targets.broadworks.parts.usual.caller_names import CALLER_NAME

NAME = "fax"
SERVICES = ("Voice Messaging User", "Fax Messaging")
"""Faxes are kept and mailed by the voicemail."""
BESIDE_THE_FAX = "beside_the_fax"
"""Number and extension of the user, where somebody gave it any: whoever calls them reaches no fax."""
_VOICEMAIL = "UserVoiceMessagingUserGetVoiceManagementRequest23"
_FAX = "UserFaxMessagingGetRequest17sp1"


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every fax box of the plan."""
    for mailbox in boxes_of_plan(context, "fax"):
        gathered = WantedSettings(context, mailbox)
        wanted_box(gathered, mailbox)
        gathered.settings[BESIDE_THE_FAX] = None
        yield MailboxUser(NAME, context, mailbox).filled(gathered)


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """Make the user, assign the services, and give the fax its number."""
    identity = change.identity
    if change.after is None:
        yield user_deleted(change)
        return
    changed = context.settings(change)
    named = {name: changed[name] for name in ("name", "language", "time_zone", CALLER_NAME) if name in changed}
    if change.before is None:
        yield Phase.USERS, add(change, context, FAX_BOX, named)
    else:
        yield from modify(change, named, FAX_BOX)
    if given(change, changed, BESIDE_THE_FAX):
        yield Phase.USERS, _user(identity, changed[BESIDE_THE_FAX])
    yield from assign(change, SERVICES)
    yield from write_management(change, changed)
    if change.before is None or {"number", "extension", TAKES_CALLS} & changed.keys():
        yield Phase.USER_SETTINGS, _fax(identity, changed)
    yield from unassign(change)


def _fax(identity: Identity, settings: Mapping[str, Value]) -> Operation:
    fields = {"user_id": identity.name, "is_active": True, **numbers(settings)}
    return Operation(identity, "UserFaxMessagingModifyRequest", fields)


def _user(identity: Identity, beside: Value) -> Operation:
    number, extension = beside if isinstance(beside, tuple) else (None, None)
    fields = {"user_id": identity.name, **numbers({"number": number, "extension": extension})}
    return Operation(identity, "UserModifyRequest22", fields)


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """Give the fax a number or an extension, or take it."""
    if {"number", "extension"} & settings.keys():
        yield _fax(identity, settings)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The users that are marked as fax boxes."""
    questions = dict(zip((_VOICEMAIL, _FAX), SERVICES, strict=True))
    return read_boxes(ask, site, names, BoxReading(NAME, FAX_BOX, questions, _described))


def _described(found: BoxAnswers) -> Mapping[str, Value]:
    fax, kept = found.answers.get(_FAX), read_management(found.answers.get(_VOICEMAIL))
    beside = (normal(found.user.text("phoneNumber")), found.user.text("extension"))
    takes = bool(kept[TAKES_CALLS] and fax and fax.flag("isActive"))
    return kept | {
        TAKES_CALLS: takes,
        BESIDE_THE_FAX: beside if any(beside) else None,
        "extension": fax.text("extension") if fax else None,
        "number": normal(fax.text("phoneNumber")) if fax else None,
    }


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """Every fax box as a person would write it."""
    for found in tenant.of_kind(NAME):
        builder.put("mailboxes", found.identity, {"kind": "fax"} | written_box(found, builder))


KIND = Kind(NAME, 61, from_plan, operations, read, as_plan, renumber, reads=4)
