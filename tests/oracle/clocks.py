"""Schedules and holiday calendars, and when a clock made of both is open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays as holiday_library

DAY = timedelta(days=1)
Stretch = tuple[int, int]  # minutes since midnight; the end is past 1440 when it runs into the next day


@dataclass(frozen=True, slots=True)
class Clock:
    """A schedule and a calendar by key; without a schedule it is always active, without a calendar never closed."""

    schedule: str | None
    holidays: str | None


@dataclass(slots=True)
class Schedule:
    """Hours by weekday, and hours of single dates that stand in their place."""

    week: list[list[Stretch]]
    dates: dict[date, list[Stretch]]


@dataclass(slots=True)
class HolidayCalendar:
    """Days of a country, own dates and yearly days, each with the stretches that it closes."""

    public: str | None
    without: frozenset[str]
    dates: dict[date, list[Stretch]]
    yearly: list[tuple[tuple[int, int], tuple[int, int], list[Stretch]]]
    known: dict[date, list[Stretch]] = field(default_factory=dict)

    def closures(self, day: date) -> list[Stretch]:
        """The stretches of the day, and past its midnight, that this calendar closes."""
        if day not in self.known:
            found = list(self.dates.get(day, ()))
            if self.public and _is_public(self.public, self.without, day):
                found.append((0, 1440))
            here = day.month, day.day
            for first, last, closed in self.yearly:
                if first <= here <= last if first <= last else (here >= first or here <= last):
                    found.extend(closed)
            self.known[day] = found
        return self.known[day]


@lru_cache(maxsize=2_000)
def _public_days(region: str, year: int, language: str) -> dict[date, list[str]]:
    """The official days of a country or region in one year, with their names."""
    country, _, part = region.partition("-")
    try:
        days = holiday_library.country_holidays(country, subdiv=part or None, years=[year], language=language)
    except NotImplementedError:
        return {}
    return {day: days.get_list(day) for day in days}


def _is_public(region: str, without: frozenset[str], day: date) -> bool:
    """Whether the day is official and none of its names is taken out."""
    home = _public_days(region, day.year, region[:2].lower()).get(day, [])
    english = _public_days(region, day.year, "en_US").get(day, [])
    left = [name for name in home if name.lower() not in without]
    return bool(left) and not any(name.lower() in without for name in english)


@dataclass(slots=True)
class Clocks:
    """All schedules and calendars of a plan; answers when a clock is open, in wall time."""

    schedules: dict[str, Schedule]
    calendars: dict[str, HolidayCalendar]
    known: dict[tuple[Clock, date], list[Stretch]] = field(default_factory=dict)

    def is_open(self, clock: Clock, moment: datetime) -> bool:
        """Whether the clock is open at the moment."""
        minute = moment.hour * 60 + moment.minute
        return any(first <= minute < last for first, last in self.open_stretches(clock, moment.date()))

    def open_stretches(self, clock: Clock, day: date) -> list[Stretch]:
        """The stretches of one day, inside its 24 hours, in which the clock is open."""
        key = clock, day
        if key not in self.known:
            self.known[key] = self._open(clock, day)
        return self.known[key]

    def _open(self, clock: Clock, day: date) -> list[Stretch]:
        calendar = self.calendars.get(clock.holidays or "")
        closures = _on_day(calendar.closures, day) if calendar else []
        schedule = self.schedules.get(clock.schedule or "")
        if schedule is None:
            return without([(0, 1440)], closures)
        weekly = _on_day(lambda one: [] if one in schedule.dates else schedule.week[one.weekday()], day)
        dated = _on_day(lambda one: schedule.dates.get(one, []), day)
        return joined(without(weekly, closures) + dated)

    def special(self, clock: Clock, day: date) -> bool:
        """Whether the day is not like every other of its weekday."""
        schedule = self.schedules.get(clock.schedule or "")
        calendar = self.calendars.get(clock.holidays or "")
        return any(
            bool(schedule and one in schedule.dates) or bool(calendar and calendar.closures(one))
            for one in (day, day - DAY)
        )


def _on_day(of: Callable[[date], list[Stretch]], day: date) -> list[Stretch]:
    """The stretches that lie on a day: its own up to midnight, and what runs on from the eve."""
    own = [(first, min(last, 1440)) for first, last in of(day)]
    return own + [(0, last - 1440) for _, last in of(day - DAY) if last > 1440]


def joined(parts: list[Stretch]) -> list[Stretch]:
    """The same minutes as sorted stretches that do not touch."""
    result: list[Stretch] = []
    for first, last in sorted(parts):
        if result and first <= result[-1][1]:
            result[-1] = result[-1][0], max(last, result[-1][1])
        else:
            result.append((first, last))
    return result


def without(parts: list[Stretch], holes: list[Stretch]) -> list[Stretch]:
    """The minutes of the parts that no hole covers."""
    for start, end in holes:
        parts = [
            piece
            for first, last in parts
            for piece in ((first, min(last, start)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    return parts
