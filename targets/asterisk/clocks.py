"""Schedules and holidays as a dialplan asks for them: the week by GotoIfTime, single days by their date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.field_types import DAYS, MINUTES_A_DAY, Stretch
from nummerplan.model.plan.schedules import Schedule

_TIME_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")
_ALL_DAY = ((0, MINUTES_A_DAY),)

Pieces = tuple[tuple[int, int], ...]
"""Stretches of one day in minutes, half open, in order."""


@dataclass(frozen=True)
class ClockDay:
    """A date that is not as its day of the week: the hours `HHMM` from and to which it is open, and why."""

    day: str
    why: str
    open: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClockContext:
    """A clock: what it is made of, its single days, and what GotoIfTime compares (`08:30-17:29,mon-fri`)."""

    context: str
    clock: Clock
    days: tuple[ClockDay, ...]
    week: tuple[str, ...]


def time_zone(name: str) -> str:
    """The zone that hours are compared in; UTC for one that nobody knows, which a rule finds."""
    if not _TIME_ZONE.fullmatch(name):
        return "UTC"
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return name


def clock_context(context: str, clock: Clock, linked: LinkedPlan) -> ClockContext:
    """A clock of the plan for the dialplan, with all days that its calendar has written out."""
    schedule = linked.plan.schedules.get(clock.schedule) if clock.schedule else None
    calendar = linked.calendars.get(clock.holidays) if clock.holidays else None
    names: dict[date, str] = {}
    for closed in calendar.days if calendar else ():
        names[closed.day] = f"{names[closed.day]}; {closed.name}" if closed.day in names else closed.name
    dates = set(calendar.closed_on) if calendar else set[date]()
    for day in schedule.dated if schedule else ():
        dates |= {day, day + timedelta(days=1)}
    days = []
    for day in sorted(dates):
        pieces = _open_on(day, schedule, calendar.closed_on.get(day, ()) if calendar else ())
        if pieces != _ordinary(day.weekday(), schedule):
            hours = tuple((_hhmm(start), _hhmm(end)) for start, end in pieces)
            days.append(ClockDay(f"{day:%Y%m%d}", names.get(day, ""), hours))
    return ClockContext(context, clock, tuple(days), tuple(_week(schedule)))


def _ordinary(weekday: int, schedule: Schedule | None) -> Pieces:
    """The hours of a day of the week, with what runs on from the day before."""
    if schedule is None:
        return _ALL_DAY
    today, before = schedule.week[weekday], schedule.week[weekday - 1]
    return _joined(minute for minute in _minutes([*_of_day(today), *_tails(before)]))


def _open_on(day: date, schedule: Schedule | None, closed: tuple[Stretch, ...]) -> Pieces:
    """The hours of a date: those of a single date are not closed by a holiday."""
    if schedule is None:
        hours, kept = list(_ALL_DAY), list[tuple[int, int]]()
    else:
        (today, dated), (before, eve_dated) = schedule.begins_on(day), schedule.begins_on(day - timedelta(days=1))
        here, tails = list(_of_day(today)), list(_tails(before))
        kept = [*(here if dated else ()), *(tails if eve_dated else ())]
        hours = [*(() if dated else here), *(() if eve_dated else tails)]
    shut = _minutes(_of_day(closed))
    return _joined((_minutes(hours) - shut) | _minutes(kept))


def _of_day(stretches: tuple[Stretch, ...]) -> Iterator[tuple[int, int]]:
    yield from ((start, MINUTES_A_DAY if end < start else end) for start, end in stretches)


def _tails(stretches: tuple[Stretch, ...]) -> Iterator[tuple[int, int]]:
    yield from ((0, end) for start, end in stretches if end < start)


def _minutes(pieces: list[tuple[int, int]] | Iterator[tuple[int, int]]) -> set[int]:
    return {minute for start, end in pieces for minute in range(start, end)}


def _joined(minutes: "set[int] | Iterator[int]") -> Pieces:
    """Minutes as stretches that neither touch nor overlap."""
    found: list[tuple[int, int]] = []
    for minute in sorted(minutes):
        if found and found[-1][1] == minute:
            found[-1] = (found[-1][0], minute + 1)
        else:
            found.append((minute, minute + 1))
    return tuple(found)


def _week(schedule: Schedule | None) -> Iterator[str]:
    """What GotoIfTime compares: its last minute is inside, so 17:30 is written 17:29; days in a row stand together."""
    if schedule is None:
        yield "*,*"
        return
    by_hours: dict[tuple[int, int], list[int]] = {}
    for weekday in range(7):
        for piece in _ordinary(weekday, schedule):
            by_hours.setdefault(piece, []).append(weekday)
    for (start, end), weekdays in by_hours.items():
        hours = "*" if (start, end) == _ALL_DAY[0] else f"{_time(start)}-{_time(end - 1)}"
        for first, last in _rows(weekdays):
            days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
            yield f"{hours},{'*' if (first, last) == (0, 6) else days}"


def _rows(weekdays: list[int]) -> Iterator[tuple[int, int]]:
    first = last = weekdays[0]
    for weekday in weekdays[1:]:
        if weekday != last + 1:
            yield first, last
            first = weekday
        last = weekday
    yield first, last


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02d}{minute % 60:02d}"
