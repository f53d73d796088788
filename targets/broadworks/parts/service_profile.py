"""Names, number and extension of the service user that each group and menu has (manual 6.7.1 and 6.8.1)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps, combined, read_in_batches
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
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
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.languages import language_code, language_name
from nummerplan.targets.broadworks.parts.limits import NAME, fits
from nummerplan.targets.broadworks.parts.user_services import assign, unassign

NO_NAME = "-"
"""Stands for a name that nobody gave: the platform wants one."""
_FIELDS = {
    "name": "name",
    "first_name": "calling_line_id_first_name",
    "last_name": "calling_line_id_last_name",
    "number": "phone_number",
    "extension": "extension",
    "time_zone": "time_zone",
}


def wanted_profile(gathered: WantedSettings, entity: HuntGroup | AutoAttendant) -> None:
    """Names as displays show them: absent, the first is the company's and the last the object's own name."""
    context = gathered.context
    company = context.plan.company
    name = entity.name or entity.key
    gathered.put("name", name)
    gathered.put("first_name", entity.first_name or (company.name or NO_NAME)[:NAME].rstrip())
    gathered.put("last_name", entity.last_name or name)
    gathered.put("extension", entity.extension)
    gathered.put("number", context.e164(entity.number))
    gathered.settings["time_zone"] = company.time_zone
    gathered.routes["time_zone"] = ("company", "time_zone")
    if language_name(company.language):
        gathered.settings["language"] = company.language
        gathered.routes["language"] = ("company", "language")
    for setting, text in (("name", name), ("first_name", entity.first_name), ("last_name", entity.last_name)):
        fits(context, entity.at(setting), text, NAME)
    gathered.put("active", True)


def profile_fields(settings: SettingValues, new: bool) -> dict[str, Any]:
    """The fields of these settings; those of a new object without what is absent."""
    fields: dict[str, Any] = {field: settings[name] or NIL for name, field in _FIELDS.items() if name in settings}
    if "language" in settings:
        fields["language"] = language_name(str(settings["language"])) or settings["language"]
    return {name: value for name, value in fields.items() if not (new and value is NIL)}


def read_profile(answer: Answer) -> dict[str, Value]:
    """Names and numbers of the service user."""
    profile = answer.first("serviceInstanceProfile") or answer
    return {
        "name": profile.text("name"),
        "first_name": profile.text("callingLineIdFirstName"),
        "last_name": profile.text("callingLineIdLastName"),
        "extension": profile.text("extension"),
        "number": normal(profile.text("phoneNumber")),
        "language": language_code(profile.text("language")),
        "time_zone": profile.text("timeZone"),
    }


def written_profile(found: TenantObject, builder: PlanBuilder) -> dict[str, Any]:
    """Names and number as a person writes them; names that the plan language fills in are left out."""
    settings, key = found.settings, builder.keys[found.identity]
    usual_first = str(builder.company.get("name") or NO_NAME)[:NAME].rstrip()
    name, number = settings.get("name"), settings.get("number")
    return {
        "name": name if name != key else None,
        "first_name": settings.get("first_name") if settings.get("first_name") != usual_first else None,
        "last_name": settings.get("last_name") if settings.get("last_name") != name else None,
        "extension": settings.get("extension"),
        "number": builder.number(number) if isinstance(number, str) else None,
    }


def renumber_profile(identity: Identity, settings: SettingValues, request: str) -> Iterator[Operation]:
    """Give the object a number or an extension, or take it."""
    fields = profile_fields({name: settings[name] for name in ("number", "extension") if name in settings}, new=False)
    if fields:
        yield Operation(identity, request, {"service_user_id": identity.name, "service_instance_profile": fields})


def follow_up(
    change: Change, changed: SettingValues, context: ChangeContext, aspects: tuple[Aspect, ...], phase: Phase
) -> Iterator[Step]:
    """The services of the service user and their settings, after the object has been made."""
    needed = [service for aspect in aspects for service in aspect.services(context.changed(change))]
    yield from assign(change, needed, phase)
    for aspect in aspects:
        for when, operation in aspect.operations(change, changed, context):
            yield max(when, phase), operation
    yield from unassign(change)


def read_aspects(reading: AspectReading, aspects: tuple[Aspect, ...]) -> ReadSteps[Mapping[str, Value]]:
    """The settings of all these services."""
    return combined([aspect.read(reading) for aspect in aspects])


def read_instances(
    ask: Ask,
    site: Site,
    names: Collection[str] | None,
    listing: tuple[str, str],
    one: Callable[[str, bool], ReadSteps[TenantObject | Identity]],
) -> Iterator[TenantObject | Identity]:
    """The company's groups or menus. `listing` is the request for all of them and the table of its answer."""
    request, table = listing
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    (listed,) = ask([Query(request, group)])
    found = table_rows(listed, table, "Service User Id", "Is Active")
    active = {row["Service User Id"]: row["Is Active"] == "true" for row in found}
    chosen = [name for name in active if names is None or name in names]
    return read_in_batches(ask, (one(name, active[name]) for name in chosen))
