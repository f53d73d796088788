"""What holds for the whole company (manual 6.4): its number and name, what may be dialled, its night, its music.

The group itself is there before any plan is deployed: the operator makes it. It is changed, never made or deleted.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.calls.night import night_clock
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.company import Company
from nummerplan.targets.broadworks.client.answer_checks import chosen
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.loss_kinds import EMERGENCY_NUMBER, NIGHT_NOWHERE
from nummerplan.targets.broadworks.object_kind import ChangeContext, Kind, Phase, PlanBuilder, PlanContext, Step
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.objects.company.assigned_numbers import (
    ASSIGNED,
    INACTIVE,
    read_inactive,
    read_numbers,
    written_numbers,
)
from nummerplan.targets.broadworks.objects.company.music import music_fields, read_music, wanted_music
from nummerplan.targets.broadworks.parts.call_types import blocked, originating, plan_classes, read_blocked, redirecting
from nummerplan.targets.broadworks.parts.emergency_policy import written_emergency
from nummerplan.targets.broadworks.parts.limits import fits
from nummerplan.targets.broadworks.parts.listings.group_services import MUSIC, OUTGOING, group_services
from nummerplan.targets.broadworks.parts.night_forwarding import NOWHERE
from nummerplan.targets.broadworks.parts.object_names import is_audio_file
from nummerplan.targets.broadworks.parts.schedules.schedule_references import read_schedule
from nummerplan.targets.broadworks.parts.usual.caller_names import CALLER_NAME

NAME = "company"
LONGEST_NAME = 80
POLICIES = {"company": "Use Group CLID", "user": "Use DN"}
MODES = {"schedule": "Auto On", "on": "On", "off": "Off"}
_GROUP = {
    "name": ("group_name", "calling_line_id_name"),
    CALLER_NAME: ("calling_line_id_name",),
    "main_number": ("calling_line_id_phone_number",),
    "time_zone": ("time_zone",),
}
_CALLER_ID = ("show_company_name", "caller_id", "emergency_caller_id")
_CALLING_OUT = (
    "GroupOutgoingCallingPlanOriginatingGetListRequest",
    "GroupOutgoingCallingPlanRedirectingGetListRequest",
)
_NIGHT = tuple(f"night_forwarding.{name}" for name in ("mode", "to", "business_hours", "holidays"))


def identity(site: Site) -> Identity:
    """There is one company in a group."""
    return Identity(NAME, site.group)


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """The company, with everything that the plan leaves to the language's defaults written out."""
    company = context.plan.company
    fits(context, ("company", "name"), company.name, LONGEST_NAME)
    settings: dict[str, Value] = {
        "name": company.name,
        CALLER_NAME: None,
        "hides_names": False,
        INACTIVE: (),
        "main_number": context.e164(company.main_number),
        "time_zone": company.time_zone,
        "show_company_name": company.show_company_name,
        "caller_id": company.caller_id,
        "emergency_caller_id": _emergency(context, company),
        "block_outgoing": blocked(context, company.block_outgoing, ("company", "block_outgoing")),
        "music_on_hold": wanted_music(company.music_on_hold),
    }
    settings["block_forwarding"] = settings["block_outgoing"]
    if company.block_forwarding is not None:
        route = ("company", "block_forwarding")
        settings["block_forwarding"] = blocked(context, company.block_forwarding, route)
    settings |= _night(context, company)
    routes = {name: ("company", *name.split(".")) for name in settings}
    yield TenantObject(identity(context.site), settings, route=("company",), routes=routes)


def _emergency(context: PlanContext, company: Company) -> str:
    """What 112 sees: the platform has no room for one number of its own."""
    if company.emergency_caller_id in (None, *POLICIES):
        return company.emergency_caller_id or company.caller_id
    text = say("BroadWorks shows 112 the company's number or the user's, not a third one: it sees the company's")
    route = ("company", "emergency_caller_id")
    context.lose(route, text, EMERGENCY_NUMBER, PlanEdit(route, "company"))
    return "company"


def _night(context: PlanContext, company: Company) -> dict[str, Value]:
    night, clock, group = company.night_forwarding, night_clock(company), context.night_destination
    to, off = None, PlanEdit(("company", "night_forwarding"))
    if group.to is not None:
        to = context.reach(group.to, group.route, say("night forwarding is off"), off)
    elif night is not None and night.mode != "off":
        context.lose(off.route, NOWHERE, NIGHT_NOWHERE, off)
    found: dict[str, Value] = {
        "night_forwarding.to": to,
        "night_forwarding.business_hours": context.schedule_name(clock.schedule) if to else None,
        "night_forwarding.holidays": context.holidays_name(clock.holidays) if to else None,
    }
    if "night_forwarding" not in company.managed_by_user:
        found["night_forwarding.mode"] = night.mode if night and to else "off"
    return found


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """One command for each part that changes; the night last, when its destination is there."""
    if change.after is None:
        return
    changed, settings = context.settings(change), change.after.settings

    def command(request: str, **fields: Any) -> Operation:
        return Operation(change.identity, request, {**context.group, **fields})

    fields = {field: changed[name] or NIL for name in _GROUP if name in changed for field in _GROUP[name]}
    if "calling_line_id_name" in fields:
        fields["calling_line_id_name"] = settings.get(CALLER_NAME) or settings["name"] or NIL
    if fields:
        yield Phase.COMPANY, command("GroupModifyRequest", **fields)
    if {*_CALLER_ID, "hides_names"} & changed.keys():
        hidden = {"block_calling_name_for_external_calls": changed["hides_names"]} if "hides_names" in changed else {}
        yield Phase.COMPANY, command("GroupCallProcessingModifyPolicyRequest15sp2", **_caller_id(settings), **hidden)
    if "block_outgoing" in changed:
        permissions = originating(context.site, changed["block_outgoing"])
        request = "GroupOutgoingCallingPlanOriginatingModifyListRequest"
        yield Phase.COMPANY, command(request, group_permissions=permissions)
    if "block_forwarding" in changed:
        allowed = redirecting(context.site, changed["block_forwarding"])
        request = "GroupOutgoingCallingPlanRedirectingModifyListRequest"
        yield Phase.COMPANY, command(request, group_permissions=allowed)
    if "music_on_hold" in changed:
        yield (
            Phase.COMPANY,
            command("GroupMusicOnHoldModifyInstanceRequest22", **music_fields(changed["music_on_hold"])),
        )
    night = {name: value for name, value in changed.items() if name in _NIGHT}
    if night:
        yield Phase.NIGHT, command("GroupGroupNightForwardingModifyRequest", **_night_fields(night))


def _caller_id(settings: Mapping[str, Value]) -> dict[str, Any]:
    if settings["caller_id"] is None:
        return {"use_group_clid_setting": False}  # as it was before any plan: the service provider's policy holds
    return {
        "use_group_clid_setting": True,
        "clid_policy": POLICIES[str(settings["caller_id"])],
        "emergency_clid_policy": POLICIES[str(settings["emergency_caller_id"])],
        "use_group_name": settings["show_company_name"],
    }


def _night_fields(night: Mapping[str, Value]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "night_forwarding.mode" in night:
        fields["night_forwarding"] = MODES[str(night["night_forwarding.mode"])]
    for name, field in (("business_hours", "business_hours"), ("holidays", "holiday_schedule")):
        if f"night_forwarding.{name}" in night:
            found = night[f"night_forwarding.{name}"]
            fields[field] = {"type": "Group", "name": found} if found else NIL
    if "night_forwarding.to" in night:
        fields["forward_to_phone_number"] = night["night_forwarding.to"] or NIL
    return fields


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The group. Raises `PlatformError` when there is none, or when we may not see it."""
    if names is not None and site.group not in names:
        return
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    has = group_services(ask, site)
    company, policy, night, numbers, activation = ask(
        [
            Query("GroupGetRequest22V5", group),
            Query("GroupCallProcessingGetPolicyRequest22V3", group),
            Query("GroupGroupNightForwardingGetRequest", group),
            Query("GroupDnGetListRequest", group),
            Query("GroupDnGetAssignmentListRequest18", group),
        ]
    )
    (music,) = ask([Query("GroupMusicOnHoldGetInstanceRequest23V2", group)]) if MUSIC in has else (None,)
    dialled, forwarded = ask([Query(request, group) for request in _CALLING_OUT]) if OUTGOING in has else (None, None)
    policies = {policy: name for name, policy in POLICIES.items()}
    own = policy.flag("useGroupCLIDSetting")
    settings: dict[str, Value] = {
        "name": company.text("groupName"),
        CALLER_NAME: _caller_name(company),
        "hides_names": policy.flag("blockCallingNameForExternalCalls"),
        INACTIVE: read_inactive(activation),
        "main_number": normal(company.text("callingLineIdPhoneNumber")),
        "time_zone": company.text("timeZone"),
        "show_company_name": own and policy.flag("useGroupName"),
        "caller_id": policies.get(policy.text("clidPolicy") or "") if own else None,
        "emergency_caller_id": policies.get(policy.text("emergencyClidPolicy") or "") if own else None,
        "block_outgoing": read_blocked(site, dialled, "groupPermissions"),
        "block_forwarding": read_blocked(site, forwarded, "groupPermissions"),
        "music_on_hold": read_music(music),
        ASSIGNED: read_numbers(numbers),
        **_read_night(night),
    }
    yield TenantObject(identity(site), settings)


def _caller_name(company: Answer) -> str | None:
    """The name that those who are called see, if it is not the group's."""
    seen = company.text("callingLineIdName")
    return seen if seen != company.text("groupName") else None


def _read_night(night: Answer) -> dict[str, Value]:
    modes = {word: mode for mode, word in MODES.items()}
    return {
        "night_forwarding.mode": chosen(night, "nightForwarding", modes),
        "night_forwarding.to": normal(night.text("forwardToPhoneNumber")),
        "night_forwarding.business_hours": read_schedule(night, "businessHours"),
        "night_forwarding.holidays": read_schedule(night, "holidaySchedule"),
    }


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """The company as a person would write it; what is as the language has it anyway is left out."""
    for found in tenant.of_kind(NAME):
        settings = found.settings
        number, zone = settings.get("main_number"), settings.get("time_zone")
        caller_id, emergency = settings.get("caller_id"), settings.get("emergency_caller_id")
        music = settings.get("music_on_hold")
        dialled, forwarded = settings.get("block_outgoing"), settings.get("block_forwarding")
        written: dict[str, Any] = {
            "name": settings.get("name"),
            "main_number": builder.number(number) if isinstance(number, str) else None,
            "time_zone": zone if zone != "Europe/Amsterdam" else None,
            "show_company_name": settings.get("show_company_name") or None,
            "caller_id": caller_id if caller_id != "company" else None,
            "emergency_caller_id": written_emergency(tenant, caller_id, emergency),
            "block_outgoing": plan_classes(dialled) or None,
            "block_forwarding": plan_classes(forwarded) if forwarded != dialled else None,
            "music_on_hold": music if isinstance(music, str) and (music == "none" or is_audio_file(music)) else None,
            "night_forwarding": _written_night(found, builder),
        }
        clock = _clock(found, builder)
        if not _spoils_menus(tenant, clock):
            written |= clock
        elif written["night_forwarding"] is not None:
            written["night_forwarding"] |= {name: key for name, key in clock.items() if key}
        if caller_id is None or emergency is None:
            builder.cannot_say(found.identity)
        builder.data["numbers"] = written_numbers(settings.get(ASSIGNED), builder)
        builder.section("company").update({name: value for name, value in written.items() if value is not None})


def _clock(found: TenantObject, builder: PlanBuilder) -> dict[str, str | None]:
    """The company's clock is that of its night forwarding: the platform has no other."""
    kinds = {"business_hours": "schedule", "holidays": "holidays"}
    return {
        name: builder.key_of(kind, found.settings.get(f"night_forwarding.{name}"), found.identity)
        for name, kind in kinds.items()
    }


def _spoils_menus(tenant: Tenant, clock: Mapping[str, str | None]) -> bool:
    """Whether a menu with only one half of a clock would take the other half from the company."""
    clocks = [[menu.settings.get(name) for name in clock] for menu in tenant.of_kind("auto_attendant")]
    return any(
        any(halves) and any(own and half is None for half, own in zip(halves, clock.values(), strict=True))
        for halves in clocks
    )


def _written_night(found: TenantObject, builder: PlanBuilder) -> dict[str, Any] | None:
    mode, to = found.settings.get("night_forwarding.mode"), builder.to(found.settings.get("night_forwarding.to"))
    if mode == "off" and to is None:
        return None
    return {"mode": mode} | ({"to": to} if to else {})


KIND = Kind(NAME, 100, from_plan, operations, read, as_plan, reads=7)
