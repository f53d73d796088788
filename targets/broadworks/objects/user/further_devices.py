"""A user's telephones beside the first: they ring with it, as endpoints of his Shared Call Appearance."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.offered.shared_call_appearance import SERVICES, service_for
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.loss_kinds import SECOND_DEVICE
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
)
from nummerplan.targets.broadworks.object_kind.change_context import HELD
from nummerplan.targets.broadworks.parts.object_names import device_name, is_telephone_named
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import (
    FURTHER,
    Line,
    endpoint_key,
    further_lines,
    line_added,
    lines_gone,
    oddness,
    places_that_ring,
    rights,
    wanted_line,
)
from nummerplan.targets.broadworks.parts.user_services import services_of

_FIELDS = {"Is Active": "isActive", "Allow Origination": "allowOrigination", "Allow Termination": "allowTermination"}
"""The columns of the list that say what a telephone may do, and the fields of a single answer that do."""


def from_plan(gathered: WantedSettings, user: User) -> None:
    """The lines of all devices but the first, as far as the platform has places for them."""
    context, ringing = gathered.context, places_that_ring(gathered.context, user)
    lines = {place: wanted_line(context, user, place) for place in ringing[1:]}
    gathered.put(FURTHER, tuple(sorted(line.held() for line in lines.values())), "devices")
    for place, line in lines.items():
        named = ("name",) if is_telephone_named(context.linked, user, place) else ()
        account = ("sip_username",) if user.devices[place].sip_username else ()
        gathered.routes[f"{FURTHER}.{line.device}"] = user.at("devices", place, *(named or account))
    left = PlanEdit(user.at("devices"), user.devices[: len(ringing)])
    for place in range(len(ringing), len(user.devices)):
        name = device_name(context.linked, user, place)
        if ringing[1:]:
            text = say("the platform has no place for so many telephones of a user: {name} is not made", name=name)
        else:
            text = say("a user rings one device on this platform: {name} is not made", name=name)
        context.lose(user.at("devices", place), text, SECOND_DEVICE, left)


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """The service, if the one that the user has is too small; lines that go before those that come."""
    before, after = (found.settings if found is not None else {} for found in (change.before, change.after))
    wanted = further_lines(after.get(FURTHER))
    if FURTHER in context.changed(change):
        has = (*services_of(change.before), *services_of(change.after))
        if service := service_for(context.site, len(wanted), has):
            fields = {"user_id": change.identity.name, "service_name": [service]}
            yield Phase.SERVICES, Operation(change.identity, "UserServiceAssignListRequest", fields)
    if FURTHER in changed:
        for operation in _rewritten(change.identity, further_lines(before.get(FURTHER)), wanted):
            goes = "Delete" in operation.request
            yield Phase.USERS if goes else Phase.USER_SETTINGS, operation


def _rewritten(identity: Identity, held: tuple[Line, ...], wanted: tuple[Line, ...]) -> Iterator[Operation]:
    there, stay = {line[:2]: line for line in held}, {line[:2] for line in wanted}
    if gone := [line for line in held if line[:2] not in stay]:
        yield lines_gone(identity, gone)
    for line in wanted:
        if line[:2] not in there:
            yield line_added(identity, line)
        elif there[line[:2]] != line:
            fields = {"user_id": identity.name, "access_device_endpoint": endpoint_key(line), **rights(line)}
            yield Operation(identity, "UserSharedCallAppearanceModifyEndpointRequest", fields)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The lines beside the first. R21 lists them without what they may do, so that each is asked for."""
    if not SERVICES.keys() & {*of.services}:
        return {FURTHER: ()}
    (answer,) = yield [of.query("UserSharedCallAppearanceGetRequest21sp1")]
    rows = table_rows(answer, "endpointTable", "Device Level", "Device Name", "Line/Port")
    keys = [
        {
            "access_device": {"device_level": row["Device Level"], "device_name": row["Device Name"]},
            "line_port": row["Line/Port"],
        }
        for row in rows
        if not _FIELDS.keys() <= row.keys()
    ]
    request = "UserSharedCallAppearanceGetEndpointRequest"
    answers = yield [Query(request, {"user_id": of.user_id, "access_device_endpoint": key}) for key in keys]
    asked = [tuple(found.flag(field) for field in _FIELDS.values()) for found in answers]
    listed = [tuple(row[column] == "true" for column in _FIELDS) for row in rows] if not keys else asked
    lines = [_line(row, may) for row, may in zip(rows, listed, strict=True)]
    return {FURTHER: tuple(sorted(line.held() for line in lines))}


def _line(row: Mapping[str, str], may: Sequence[bool]) -> Line:
    level, name = row["Device Level"], row["Device Name"]
    # One of another level has a name that none of the group's is taken for.
    return Line(name if level == "Group" else f"{level}: {name}", row["Line/Port"], oddness(may))


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """A plan has all telephones in one list: `parts/telephones/device_types.py` writes it."""
    if any(line.odd for line in further_lines(found.settings.get(FURTHER))):
        builder.cannot_say(found.identity)
    return {}


def renumber(identity: Identity, settings: SettingValues) -> Iterator[Operation]:
    """Give the user lines that others had, or take those that others get."""
    if FURTHER in settings:
        held = further_lines(settings.get(f"{FURTHER}{HELD}"))
        yield from _rewritten(identity, held, further_lines(settings[FURTHER]))


ASPECT = Aspect(from_plan, operations, read, as_plan, renumber=renumber)
