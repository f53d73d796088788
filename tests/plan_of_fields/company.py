"""The company itself, its night, and its schedules."""

from plan_of_fields.destinations import Destinations
from plan_of_fields.fields import Fields, blocked, key_of, one

DAYS = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday"}
DAYS |= {"sat": "saturday", "sun": "sunday"}
SHOWN = {"Use DN": "user", "Use Group CLID": "company"}


def company(of: Destinations) -> Fields:
    """Its section of the plan."""
    group, policy = of.held.of("company"), of.held.of("policy")
    dialled = blocked(one(of.held.of("dialling"), "groupPermissions"))
    forwarded = blocked(one(of.held.of("forwarding"), "groupPermissions"))
    own, sent_on = (
        [one(fields, "useCustomSettings") == "true" for fields in of.all_of(service)]
        for service in ("user dialling", "user forwarding")
    )
    apart = any(dials and not forwards for dials, forwards in zip(own, sent_on, strict=True))
    shown, emergency = SHOWN[one(policy, "clidPolicy")], SHOWN[one(policy, "emergencyClidPolicy")]
    said = shown != emergency or any(
        one(fields, "clidPolicy") != one(fields, "emergencyClidPolicy")
        for fields in of.all_of("user policy")
        if one(fields, "useUserCLIDSetting") == "true"
    )
    return {
        "name": one(group, "callingLineIdName"),
        "main_number": one(group, "callingLineIdPhoneNumber"),
        "show_company_name": one(policy, "useGroupName") == "true",
        "caller_id": shown,
        **({"emergency_caller_id": emergency} if said else {}),
        "block_outgoing": dialled,
        **({"block_forwarding": forwarded} if forwarded != dialled or apart else {}),
        **_night(of),
    }


def _night(of: Destinations) -> Fields:
    night = of.held.of("night")
    mode, to = one(night, "nightForwarding"), of.to(one(night, "forwardToPhoneNumber"))
    if not mode or (mode == "Off" and to is None):
        return {}
    found = {"mode": {"Auto On": "schedule", "On": "on", "Off": "off"}[mode], **({"to": to} if to else {})}
    for key, field in (("business_hours", "businessHours"), ("holidays", "holidaySchedule")):
        if name := one(night, field, "name"):
            found[key] = key_of(name)
    return {"night_forwarding": found}


def week(schedule: Fields) -> Fields:
    """Hours, day by day."""
    found: Fields = {}
    for event in schedule.get("event", ()):
        recurs = one(event, "recurrence", "recurWeekly")
        for day, field in DAYS.items():
            if one(recurs or {}, field) == "true":
                found.setdefault(day, []).append(_hours(event))
    return {**found, "name": one(schedule, "scheduleName")}


def days(schedule: Fields) -> Fields:
    """Days off."""
    dates: Fields = {}
    for event in schedule.get("event", ()):
        first, last, hours = one(event, "startDate"), one(event, "endDate"), _hours(event)
        which = first if first == last or hours != "all day" else f"{first}..{last}"
        dates.setdefault(which, {"name": "x"})
        if hours != "all day":
            dates[which].setdefault("closed", []).append(hours)
    return {"name": one(schedule, "scheduleName"), "dates": dates}


def _hours(event: Fields) -> str:
    if one(event, "allDayEvent") == "true":
        return "all day"
    begin, end = _clock(one(event, "startTime")), _clock(one(event, "endTime"))
    return f"{begin}-{'24:00' if end == '00:00' else end}"


def _clock(text: Fields | None) -> str:
    return f"{int(one(text or {}, 'hour') or 0):02}:{int(one(text or {}, 'minute') or 0):02}"
