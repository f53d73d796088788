"""Auto attendants: menus that a caller steers with keys (manual 6.8)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nummerplan.model.calls.night import menu_clock
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant, Menu
from nummerplan.targets.broadworks.client.answer_checks import chosen, whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.object_kind import (
    AspectReading,
    ChangeContext,
    Kind,
    Phase,
    PlanBuilder,
    PlanContext,
    SettingValues,
    Step,
    WantedSettings,
)
from nummerplan.targets.broadworks.objects.auto_attendant.menu_keys import (
    all_keys,
    new_keys,
    read_keys,
    wanted_keys,
    written_keys,
)
from nummerplan.targets.broadworks.parts import extra_numbers, night_forwarding
from nummerplan.targets.broadworks.parts.greetings import DEFAULT, greeting_fields, put_greeting, read_greeting
from nummerplan.targets.broadworks.parts.schedules.schedule_references import read_schedule, schedule_reference
from nummerplan.targets.broadworks.parts.service_profile import (
    follow_up,
    profile_fields,
    read_aspects,
    read_instances,
    read_profile,
    renumber_profile,
    wanted_profile,
    written_profile,
)
from nummerplan.targets.broadworks.parts.unplanned_services import read_unplanned
from nummerplan.targets.broadworks.parts.user_ids import renamed
from nummerplan.targets.broadworks.parts.user_services import assigned, services_query
from nummerplan.targets.broadworks.parts.usual import hand_set_services
from nummerplan.targets.broadworks.parts.usual.fixed_fields import (
    UsualField,
    new_usual,
    read_usual,
    want_usual,
    write_usual,
)

NAME = "auto_attendant"
MODIFY = "GroupAutoAttendantModifyInstanceRequest20"
MENUS = {"business_hours_menu": "businessHoursMenu", "after_hours_menu": "afterHoursMenu"}
ORDERS = {"last_first": "LastName + FirstName", "either": "LastName + FirstName or FirstName + LastName"}
USUAL_TIMEOUT, MOST_TIMEOUT = 10, 60
_ASPECTS = (night_forwarding.ASPECT, extra_numbers.ASPECT, hand_set_services.ASPECT)


_USUAL = (
    UsualField("video", "enableVideo", False),
    UsualField("extensions_of", "extensionDialingScope", "Group"),
    UsualField("names_of", "nameDialingScope", "Group"),
)
"""Whose extensions and names can be dialled: those of the company."""


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every menu of the plan."""
    for attendant in context.plan.auto_attendants.values():
        gathered = WantedSettings(context, attendant)
        wanted_profile(gathered, attendant)
        gathered.put("dial_by_name_order", attendant.dial_by_name_order)
        gathered.put("first_digit_timeout", attendant.first_digit_timeout)
        _clock(gathered, attendant)
        want_usual(gathered, _USUAL)
        for name in MENUS:
            # A menu that is not in the plan never plays; it is emptied, so that it holds on to no recording.
            menu = getattr(attendant, name) or Menu()
            put_greeting(gathered, f"{name}.greeting", menu.greeting, name, "greeting")
            gathered.put(f"{name}.dial_by_extension", menu.dial_by_extension, name, "dial_by_extension")
            gathered.put(f"{name}.keys", wanted_keys(gathered, attendant, name, menu), name, "keys")
        for aspect in _ASPECTS:
            aspect.from_plan(gathered, attendant)
        if not 1 <= attendant.first_digit_timeout <= MOST_TIMEOUT:
            text = say("BroadWorks waits 1 to {most} seconds for a key", most=MOST_TIMEOUT)
            context.refuse(attendant.at("first_digit_timeout"), text)
        identity = Identity(NAME, context.user_id(attendant.key))
        former = Identity(NAME, context.former_id(attendant.renamed_from)) if attendant.renamed_from else None
        yield TenantObject(
            identity, gathered.settings, attendant.key, attendant.route, gathered.routes, gathered.secrets, former
        )


def _clock(gathered: WantedSettings, attendant: AutoAttendant) -> None:
    """The hours of the business hours menu; without an after hours menu it always plays, and has none."""
    context, clock = gathered.context, menu_clock(gathered.context.plan.company, attendant)
    two = attendant.after_hours_menu is not None
    gathered.put("business_hours", context.schedule_name(clock.schedule) if two else None)
    gathered.put("holidays", context.holidays_name(clock.holidays) if two else None)


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """Make, change or delete a menu."""
    identity = change.identity
    if change.after is None:
        fields = {"service_user_id": identity.name}
        request = "GroupAutoAttendantDeleteInstanceRequest"
        yield Phase.DELETE_AUTO_ATTENDANTS, Operation(identity, request, fields, reversible=False)
        return
    yield from renamed(change)
    changed = context.settings(change)
    if change.before is None:
        new = _new(change, changed, context)
        yield Phase.AUTO_ATTENDANTS, Operation(identity, "GroupAutoAttendantAddInstanceRequest20", new)
    elif fields := _modified(change.after.settings, changed):
        yield Phase.AUTO_ATTENDANTS, Operation(identity, MODIFY, {"service_user_id": identity.name, **fields})
    if "active" in changed:
        activation = [{"service_user_id": identity.name, "is_active": changed["active"]}]
        request = "GroupAutoAttendantModifyActiveInstanceListRequest"
        yield Phase.AUTO_ATTENDANTS, Operation(identity, request, {"service_activation": activation})
    yield from follow_up(change, changed, context, _ASPECTS, Phase.AUTO_ATTENDANTS)


def _new(change: Change, changed: SettingValues, context: ChangeContext) -> dict[str, Any]:
    settings = change.after.settings if change.after is not None else {}
    fields: dict[str, Any] = {**context.group, "service_user_id": change.identity.name}
    fields["service_instance_profile"] = profile_fields(changed, new=True)
    fields |= {"type": "Basic", **new_usual(_USUAL)}
    fields |= {name: value for name, value in _steered(settings).items() if value is not NIL}
    for name in MENUS:
        plays = settings.get(f"{name}.greeting") not in (None, DEFAULT)
        if plays or settings.get(f"{name}.keys") or settings.get(f"{name}.dial_by_extension"):
            greeting = _greeting(settings, name) or {"announcement_selection": "Default"}
            menu = {field: value for field, value in greeting.items() if value is not NIL}
            menu["enable_first_menu_level_extension_dialing"] = settings[f"{name}.dial_by_extension"]
            if keys := new_keys(settings[f"{name}.keys"]):
                menu["key_configuration"] = keys
            fields[name] = menu
    return fields


def _steered(settings: SettingValues) -> dict[str, Any]:
    """When which menu plays, and how names are spelled."""
    return {
        "first_digit_timeout_seconds": settings["first_digit_timeout"],
        "name_dialing_entries": ORDERS[str(settings["dial_by_name_order"])],
        "business_hours": schedule_reference(settings["business_hours"]),
        "holiday_schedule": schedule_reference(settings["holidays"]),
    }


_PARTS = {
    "first_digit_timeout": "first_digit_timeout_seconds",
    "dial_by_name_order": "name_dialing_entries",
    "business_hours": "business_hours",
    "holidays": "holiday_schedule",
}


def _modified(settings: SettingValues, changed: SettingValues) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if profile := profile_fields(changed, new=False):
        fields["service_instance_profile"] = profile
    steered = _steered(settings)
    fields |= {field: steered[field] for name, field in _PARTS.items() if name in changed}
    fields |= write_usual(changed, _USUAL)
    for name in MENUS:
        menu: dict[str, Any] = _greeting(changed, name)
        if f"{name}.dial_by_extension" in changed:
            menu["enable_first_menu_level_extension_dialing"] = changed[f"{name}.dial_by_extension"]
        if f"{name}.keys" in changed:
            menu["key_configuration"] = all_keys(changed[f"{name}.keys"])
        if menu:
            fields[name] = menu
    return fields


def _greeting(settings: SettingValues, name: str) -> dict[str, Any]:
    setting = f"{name}.greeting"
    return greeting_fields("announcement_selection", "audio_file", settings[setting]) if setting in settings else {}


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """Give the menu a number, an extension or further numbers, or take them."""
    yield from renumber_profile(identity, settings, MODIFY)
    yield from extra_numbers.renumber(identity, settings)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject | Identity]:
    """The company's menus; one with submenus (of type Standard) is nothing that a plan describes."""
    listing = ("GroupAutoAttendantGetInstanceListRequest", "autoAttendantTable")
    return read_instances(ask, site, names, listing, lambda name, active: _one(name, active, site))


def _one(name: str, active: bool, site: Site) -> ReadSteps[TenantObject | Identity]:
    query = Query("GroupAutoAttendantGetInstanceRequest24", {"service_user_id": name})
    answer, services = yield [query, services_query(name)]
    if not chosen(answer, "type", {"Basic": True, "Standard": False}):
        return Identity(NAME, name)
    has = assigned(services)
    orders = {wire: order for order, wire in ORDERS.items()}
    settings: dict[str, Value] = {**read_profile(answer), "active": active, "services": has}
    settings |= yield from read_unplanned(name, services)
    settings["dial_by_name_order"] = chosen(answer, "nameDialingEntries", orders)
    settings["first_digit_timeout"] = whole_number(answer, "firstDigitTimeoutSeconds")
    settings |= read_usual(answer, _USUAL)
    settings["business_hours"] = read_schedule(answer, "businessHours")
    settings["holidays"] = read_schedule(answer, "holidaySchedule")
    for setting, element in MENUS.items():
        menu = answer.first(element)
        if menu is not None:
            settings |= _read_menu(setting, menu)
    settings.update((yield from read_aspects(AspectReading(name, has, answer, site), _ASPECTS)))
    return TenantObject(Identity(NAME, name), settings)


def _read_menu(name: str, menu: Answer) -> dict[str, Value]:
    return {
        f"{name}.greeting": read_greeting(menu, "announcementSelection", "audioFile"),
        f"{name}.dial_by_extension": menu.flag("enableFirstMenuLevelExtensionDialing"),
        f"{name}.keys": read_keys(menu),
    }


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """Every menu as a person would write it."""
    for found in tenant.of_kind(NAME):
        settings = found.settings
        written = written_profile(found, builder)
        order, timeout = settings.get("dial_by_name_order"), settings.get("first_digit_timeout")
        written["dial_by_name_order"] = order if order != "last_first" else None
        written["first_digit_timeout"] = f"{timeout}s" if timeout != USUAL_TIMEOUT else None
        hours = builder.key_of("schedule", settings.get("business_hours"), found.identity)
        holidays = builder.key_of("holidays", settings.get("holidays"), found.identity)
        company = builder.section("company")
        written["business_hours"] = hours if hours != company.get("business_hours") else None
        written["holidays"] = holidays if holidays != company.get("holidays") else None
        written["business_hours_menu"] = _written_menu(found, "business_hours_menu", builder)
        if hours is not None or holidays is not None:
            # Without a clock it never plays.
            written["after_hours_menu"] = _written_menu(found, "after_hours_menu", builder)
        for aspect in _ASPECTS:
            written |= aspect.as_plan(found, builder)
        if settings.get("active") is False:
            builder.cannot_say(found.identity)
        builder.put("auto_attendants", found.identity, written)


def _written_menu(found: TenantObject, name: str, builder: PlanBuilder) -> dict[str, Any] | None:
    settings = found.settings
    if f"{name}.keys" not in settings:
        return None
    greeting = settings.get(f"{name}.greeting")
    written: dict[str, Any] = {} if greeting in (DEFAULT, None) else {"greeting": greeting}
    if keys := written_keys(found.identity, settings[f"{name}.keys"], builder):
        written["keys"] = keys
    return written | ({"dial_by_extension": True} if settings.get(f"{name}.dial_by_extension") else {})


KIND = Kind(NAME, 80, from_plan, operations, read, as_plan, renumber, reads=3)
