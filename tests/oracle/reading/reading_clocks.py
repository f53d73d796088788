"""Schedules and holiday calendars, as the plan writes them."""

from datetime import date

from oracle.clocks import HolidayCalendar, Schedule, Stretch
from oracle.reading.hours import dates_named, days_named, stretches, yearly_range
from oracle.reading.yaml_text import Mapping, mapping, texts


def read_schedule(raw: Mapping) -> Schedule:
    """A schedule of the plan."""
    week: list[list[Stretch]] = [[] for _ in range(7)]
    for key, value in raw.items():
        for day in days_named(key):
            week[day].extend(stretches(value))
    dates: dict[date, list[Stretch]] = {}
    holding: dict[date, list[date]] = {}
    for key, value in mapping(raw.get("dates")).items():
        named = dates_named(key)
        for one in named:
            other = holding.get(one)
            if other is None or len(named) < len(other) or (len(named) == len(other) and named[0] > other[0]):
                dates[one], holding[one] = stretches(value), named
    return Schedule(week, dates)


def _closed(value: object) -> list[Stretch]:
    """The closed part of a day, the whole of it unless it says which."""
    return stretches(value["closed"]) if isinstance(value, dict) and "closed" in value else [(0, 1440)]


def read_calendar(raw: Mapping) -> HolidayCalendar:
    """A holiday calendar of the plan; a file of the key `ics` is not read."""
    dates: dict[date, list[Stretch]] = {}
    for key, value in mapping(raw.get("dates")).items():
        for day in dates_named(key):
            dates.setdefault(day, []).extend(_closed(value))
    yearly = [(*yearly_range(key), _closed(value)) for key, value in mapping(raw.get("yearly")).items()]
    without = frozenset(name.lower() for name in texts(raw.get("without")))
    return HolidayCalendar(raw.get("public"), without, dates, yearly)
