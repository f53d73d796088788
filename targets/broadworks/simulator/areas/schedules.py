"""Schedules of a group and of users, and the events in them."""

from datetime import date, timedelta

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.holdings import put_back
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.recurrence import first_on_or_after
from nummerplan.targets.broadworks.simulator.refusal import own, unauthorized
from nummerplan.targets.broadworks.simulator.schedule_references import find_schedule, rename_schedule, uses_of_schedule
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, without
from nummerplan.targets.broadworks.simulator.store import StoredRow, packed, unpacked

_BOTH = ("Group", "User")
_KEYS = ("serviceProviderId", "groupId", "userId", "scheduleKey", "eventName", "newEventName")


def _both(*names: str) -> list[str]:
    return [f"{level}{name}" for level in _BOTH for name in names]


def _owner(call: Invocation) -> tuple[int, int]:
    """The group and, for a user's own schedules, the user; 0 is the group's."""
    if call.request.startswith("User"):
        user = call.subscriber()
        return user["tenant"], user["id"]
    return call.tenant()["id"], 0


def _schedule(call: Invocation, key: StoredSettings | None = None) -> StoredRow:
    tenant, owner = _owner(call)
    if key is None:
        named = call.fields.get("scheduleGlobalKey")
        key = named["scheduleKey"] if named else call.fields["scheduleKey"]
        if named and named["scheduleLevel"] == "Group":
            owner = 0
    found = find_schedule(call, tenant, owner, key["scheduleName"], key["scheduleType"])
    if found is None:
        raise own(9150, f"Schedule not found: {key['scheduleName']} ({key['scheduleType']})")
    return found


@answers(*_both("ScheduleAddRequest"))
def add(call: Invocation) -> AnswerFields:
    """Add an empty schedule."""
    tenant, owner = _owner(call)
    name, kind = call.text("scheduleName"), call.text("scheduleType")
    known = _of_provider(call, kind) if not owner else []
    if find_schedule(call, tenant, owner, name, kind) or any(row["name"] == name for row in known):
        raise own(9151, f"Schedule already exists: {name} ({kind})")
    query = "INSERT INTO schedule (tenant, subscriber, name, type) VALUES (?, ?, ?, ?)"
    call.store.run(query, tenant, owner or None, name, kind)
    return None


@answers("ServiceProviderScheduleAddRequest", operator=True)
def add_for_all(call: Invocation) -> AnswerFields:
    """Add a schedule of a whole service provider."""
    provider = call.fields["serviceProviderId"]
    if not call.login.reaches(provider, 0):
        raise unauthorized()
    query = "INSERT OR IGNORE INTO provider_schedule VALUES (?, ?, ?)"
    call.store.run(query, provider, call.text("scheduleName"), call.text("scheduleType"))
    return None


def _of_provider(call: Invocation, kind: str) -> list[StoredRow]:
    """Schedules of the service provider of a group; the type `%` stands for both."""
    query = "SELECT * FROM provider_schedule WHERE service_provider = ? AND type LIKE ? ORDER BY type, name"
    return call.store.all(query, call.fields["serviceProviderId"], kind)


@answers(*_both("ScheduleModifyRequest"))
def rename(call: Invocation) -> AnswerFields:
    """Give a schedule another name; whoever uses it follows."""
    schedule = _schedule(call)
    new = call.fields.get("newScheduleName", schedule["name"])
    if new == schedule["name"]:
        return None
    owner = schedule["subscriber"] or 0
    if find_schedule(call, schedule["tenant"], owner, new, schedule["type"]):
        raise own(9151, f"Schedule already exists: {new} ({schedule['type']})")
    for holding in uses_of_schedule(call, schedule):
        rename_schedule(holding, schedule, new)
        put_back(call, schedule["tenant"], holding)
    call.store.run("UPDATE schedule SET name = ? WHERE id = ?", new, schedule["id"])
    return None


@answers(*_both("ScheduleDeleteListRequest"))
def delete(call: Invocation) -> AnswerFields:
    """Delete schedules that nobody uses."""
    for key in call.fields["scheduleKey"]:
        schedule = _schedule(call, key)
        if uses_of_schedule(call, schedule):
            raise own(9152, f"Schedule is in use: {schedule['name']} ({schedule['type']})")
        call.store.run("DELETE FROM schedule WHERE id = ?", schedule["id"])
    return None


@answers("GroupScheduleUsageRequest")
def usage(call: Invocation) -> AnswerFields:
    """Who uses a schedule."""
    schedule = _schedule(call)
    found = uses_of_schedule(call, schedule)
    return {"usageTable": Rows([{"Service Name": one.service, "Instance Name": one.instance} for one in found])}


@answers(*_both("ScheduleGetListRequest17sp1"))
def listed(call: Invocation) -> AnswerFields:
    """The schedules of a group, or those that a user may choose: the group's and the user's own."""
    tenant, owner = _owner(call)
    query = (
        "SELECT * FROM schedule WHERE tenant = ? AND (subscriber IS NULL OR subscriber = ?) AND type LIKE ?"
        " ORDER BY subscriber IS NOT NULL, type, name"
    )
    kind = call.fields.get("scheduleType", "%")
    found = [(row, "User" if row["subscriber"] else "Group") for row in call.store.all(query, tenant, owner, kind)]
    if not owner:
        found += [(row, "Service Provider") for row in _of_provider(call, kind)]
    return {
        "scheduleGlobalKey": [
            {"scheduleKey": {"scheduleName": row["name"], "scheduleType": row["type"]}, "scheduleLevel": level}
            for row, level in found
        ]
    }


@answers(*_both("ScheduleAddEventRequest"))
def add_event(call: Invocation) -> AnswerFields:
    """Add an event; its first day is the first one on which it happens."""
    schedule = _schedule(call)
    name = call.text("eventName")
    if _find_event(call, schedule, name):
        raise own(9153, f"Event already exists: {name}")
    event = _moved(without(call.fields, *_KEYS))
    call.store.run("INSERT INTO event (schedule, name, settings) VALUES (?, ?, ?)", schedule["id"], name, packed(event))
    return None


@answers(*_both("ScheduleModifyEventRequest"))
def change_event(call: Invocation) -> AnswerFields:
    """Change an event, or its name."""
    schedule = _schedule(call)
    event = _event(call, schedule, call.text("eventName"))
    new = call.fields.get("newEventName", event["name"])
    if new != event["name"] and _find_event(call, schedule, new):
        raise own(9153, f"Event already exists: {new}")
    settings = unpacked(event["settings"])
    fields = without(call.fields, *_KEYS)
    if "allDayEvent" in fields:
        settings = without(settings, "startTime", "endTime")
    if "startTime" in fields:
        settings = without(settings, "allDayEvent")
    # A recurrence is one thing: the new one takes the old one's place.
    settings = {name: value for name, value in (settings | fields).items() if value is not None}
    query = "UPDATE event SET name = ?, settings = ? WHERE id = ?"
    call.store.run(query, new, packed(_moved(settings)), event["id"])
    return None


@answers(*_both("ScheduleDeleteEventListRequest"))
def delete_events(call: Invocation) -> AnswerFields:
    """Delete events."""
    schedule = _schedule(call)
    for name in call.fields["eventName"]:
        call.store.run("DELETE FROM event WHERE id = ?", _event(call, schedule, name)["id"])
    return None


def _find_event(call: Invocation, schedule: StoredRow, name: str) -> StoredRow | None:
    return call.store.one("SELECT * FROM event WHERE schedule = ? AND name = ?", schedule["id"], name)


def _event(call: Invocation, schedule: StoredRow, name: str) -> StoredRow:
    found = _find_event(call, schedule, name)
    if found is None:
        raise own(9154, f"Event not found: {name}")
    return found


def _moved(event: StoredSettings) -> StoredSettings:
    start, end = date.fromisoformat(event["startDate"]), date.fromisoformat(event["endDate"])
    times = [event.get(name, {"hour": 0, "minute": 0}) for name in ("startTime", "endTime")]
    minutes = [time["hour"] * 60 + time["minute"] for time in times]
    if end < start or (end == start and "allDayEvent" not in event and minutes[1] <= minutes[0]):
        raise own(9155, "An event ends after it begins.")
    first = first_on_or_after(start, event.get("recurrence"))
    if first is None:
        raise own(9156, "The event never happens.")
    return event | {"startDate": first.isoformat(), "endDate": (end + timedelta(days=(first - start).days)).isoformat()}


def _events(call: Invocation, schedule: StoredRow) -> list[StoredRow]:
    return call.store.all("SELECT * FROM event WHERE schedule = ? ORDER BY name", schedule["id"])


@answers("GroupScheduleGetEventListRequest")
def event_names(call: Invocation) -> AnswerFields:
    """The names of a schedule's events."""
    return {"eventName": [row["name"] for row in _events(call, _schedule(call))]}


@answers("GroupScheduleGetEventRequest")
def event(call: Invocation) -> AnswerFields:
    """One event."""
    return unpacked(_event(call, _schedule(call), call.text("eventName"))["settings"])


@answers(*_both("ScheduleGetEventDetailListRequest"))
def events(call: Invocation) -> AnswerFields:
    """All events of a schedule."""
    rows = _events(call, _schedule(call))
    found = [{"eventname": row["name"], **unpacked(row["settings"])} for row in rows]
    return {"scheduleEventsList": found, "scheduleEvents": found}
