"""Events of schedules on the platform: how they are written there, and how they are read back.

A platform knows an event by its name; a plan knows hours and days. Names that we give say what the event is.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from nummerplan.model.deployment.platform import Site
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch
from nummerplan.targets.broadworks.client.answer_checks import number_in
from nummerplan.targets.broadworks.client.profile import has, release_of
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query

ScheduleType = Literal["Time", "Holiday"]
LONGEST_NAME = 40
ALL_DAY = Stretch(0, MINUTES_A_DAY)
_DETAILS = "GroupScheduleGetEventDetailListRequest"
_NAMES = "GroupScheduleGetEventListRequest"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, its days, its hours on each of them, and how it comes again.

    `weekdays` are given for an event of every week for ever (0 is Monday), `yearly` for one of every year. `regular`
    is False for what a plan cannot say: every second week, until some day, the last Friday of the month.
    """

    name: str
    first: date
    last: date
    stretch: Stretch = ALL_DAY
    weekdays: tuple[int, ...] = ()
    yearly: bool = False
    regular: bool = True


def schedule_key(name: str, kind: ScheduleType) -> dict[str, str]:
    """How a request names a schedule."""
    return {"schedule_name": name, "schedule_type": kind}


def event_fields(event: Event) -> dict[str, Any]:
    """The fields of an event in a request that adds it."""
    stretch = event.stretch
    ends_next_day = stretch != ALL_DAY and (stretch.end <= stretch.start or stretch.end == MINUTES_A_DAY)
    fields: dict[str, Any] = {"event_name": event.name, "start_date": event.first.isoformat()}
    if stretch == ALL_DAY:
        fields["all_day_event"] = True
    else:
        fields |= {"start_time": _time(stretch.start), "end_time": _time(stretch.end % MINUTES_A_DAY)}
    fields["end_date"] = (event.last + timedelta(days=ends_next_day)).isoformat()
    if event.weekdays:
        week = {name: day in event.weekdays for day, name in enumerate(_DAYS)}
        fields["recurrence"] = {"recur_weekly": {"recur_interval": 1, **week}, "recur_for_ever": True}
    return fields


def _time(minute: int) -> dict[str, int]:
    return {"hour": minute // 60, "minute": minute % 60}


def free_name(name: str, taken: Collection[str]) -> str:
    """A name that no event has: the wanted one, cut to what the platform keeps, or with a number behind it."""
    found, count = name[:LONGEST_NAME].strip(), 2
    while found in taken:
        ending = f" ({count})"
        found, count = name[: LONGEST_NAME - len(ending)].strip() + ending, count + 1
    return found


def read_events(
    ask: Ask, site: Site, kind: ScheduleType, names: Collection[str] | None
) -> Iterator[tuple[str, list[Event]]]:
    """The group's schedules of a type and their events, or those of some names."""
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    (listed,) = ask([Query("GroupScheduleGetListRequest17sp1", {**group, "schedule_type": kind})])
    found = [name for name in _names(listed, kind) if names is None or name in names]
    keys = [{**group, "schedule_key": schedule_key(name, kind)} for name in found]
    if not has(release_of(site), _DETAILS):
        yield from zip(found, _one_by_one(ask, keys), strict=True)
        return
    for name, answer in zip(found, ask([Query(_DETAILS, key) for key in keys]) if keys else (), strict=True):
        yield name, [read_event(part, part.text("eventname") or "") for part in answer.parts("scheduleEventsList")]


def _one_by_one(ask: Ask, keys: Sequence[dict[str, Any]]) -> list[list[Event]]:
    """The events of each schedule where the release gives no list of them: their names, then each of them."""
    named = [answer.all("eventName") for answer in ask([Query(_NAMES, key) for key in keys])] if keys else []
    queries = [
        Query("GroupScheduleGetEventRequest", {**key, "event_name": name})
        for key, names in zip(keys, named, strict=True)
        for name in names
    ]
    answers = iter(ask(queries) if queries else ())
    return [[read_event(next(answers), name) for name in names] for names in named]


def _names(listed: Answer, kind: ScheduleType) -> Iterable[str]:
    for schedule in listed.parts("scheduleGlobalKey"):
        key = schedule.first("scheduleKey")
        name = key.text("scheduleName") if key and key.text("scheduleType") == kind else None
        if name is not None and schedule.text("scheduleLevel") == "Group":
            yield name


def read_event(part: Answer, name: str) -> Event:
    """One event as the platform tells it; what no plan can say is not `regular`."""
    first, last = part.text("startDate"), part.text("endDate")
    try:
        begin, end = date.fromisoformat(first or ""), date.fromisoformat(last or "")
    except ValueError:
        return Event(name, date.min, date.min, regular=False)
    stretch, extra = _stretch(part, end > begin)
    if stretch is None or begin > end - timedelta(days=extra):  # it ends before it begins: nothing that a plan can say
        return Event(name, begin, begin, regular=False)
    end -= timedelta(days=extra)
    recurrence = part.first("recurrence")
    if recurrence is None:
        return Event(name, begin, end, stretch, regular=stretch == ALL_DAY or begin == end)
    weekdays = _weekdays(recurrence)
    yearly = recurrence.first("recurYearlyByDay")
    regular = recurrence.flag("recurForEver") and begin == end
    if weekdays is not None:
        return Event(name, begin, end, stretch, weekdays, regular=regular and bool(weekdays))
    if yearly is not None and yearly.text("recurInterval") in (None, "1"):
        return Event(name, begin, end, stretch, yearly=True, regular=regular)
    return Event(name, begin, end, stretch, regular=False)


def _stretch(part: Answer, longer: bool) -> tuple[Stretch | None, int]:
    """The hours of each day, and how many days of the end belong to a stretch that runs past midnight."""
    start, end = part.first("startTime"), part.first("endTime")
    if start is None or end is None:
        return ALL_DAY, 0
    begin, until = _minute(start), _minute(end)
    if begin is None or until is None:
        return None, 0
    if not longer:
        return (Stretch(begin, until), 0) if until > begin else (None, 0)
    if until == 0:
        return Stretch(begin, MINUTES_A_DAY), 1
    return (Stretch(begin, until), 1) if until <= begin else (None, 0)


def _minute(part: Answer) -> int | None:
    hour, minute = number_in(part.text("hour")), number_in(part.text("minute"))
    return hour * 60 + minute if hour is not None and minute is not None else None


def _weekdays(recurrence: Answer) -> tuple[int, ...] | None:
    """The weekdays of an event that comes every week (or every day)."""
    week, daily = recurrence.first("recurWeekly"), recurrence.first("recurDaily")
    if daily is not None:
        return tuple(range(7)) if daily.text("recurInterval") in (None, "1") else ()
    if week is None:
        return None
    if week.text("recurInterval") not in (None, "1"):
        return ()
    return tuple(day for day, name in enumerate(_DAYS) if week.flag(name))
