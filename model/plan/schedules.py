"""Clocks: week schedules and holiday calendars (manual 5.2.5 and 6.4.5)."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict

from nummerplan.model.plan.fields.destination import to_mapping
from nummerplan.model.plan.fields.field_types import (
    DAY_KEY,
    DAYS,
    DateRange,
    DateText,
    DayHours,
    Hours,
    HoursText,
    Stretch,
    Text,
    YearlyDays,
    one_or_more,
)
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Entity, Settings, setting

LONGEST_RANGE = 366
"""Days of one written range that are written out; a longer one is a mistake that a rule reports."""


def days_of(day_key: str) -> tuple[int, ...]:
    """The days a key such as `mon-fri`, `fri-mon`, `sat` or `daily` names: 0 is Monday. Empty for any other text."""
    if day_key == "daily":
        return tuple(range(7))
    if not DAY_KEY.fullmatch(day_key):
        return ()
    first, _, last = day_key.partition("-")
    begin, end = DAYS.index(first), DAYS.index(last or first)
    return tuple(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))


class Schedule(Entity):
    """A week of hours. Keys are days: `mon`, `mon-fri`, `daily`; a day that is not named is closed.

    A moment is inside when a stretch `[from, to)` covers it; `22:00-06:00` runs into the next day, and belongs to the
    day on which it begins. What begins on one of `dates` is as stated there, and no holiday closes it.
    """

    section: ClassVar[str] = "schedules"
    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "additionalProperties": False,
            "patternProperties": {
                f"^({DAY_KEY.pattern})$": {
                    "anyOf": [
                        {"$ref": "#/$defs/HoursText"},
                        {"type": "array", "items": {"$ref": "#/$defs/HoursText"}},
                    ]
                }
            },
        },
    )
    __pydantic_extra__: dict[str, Hours]
    named_by_form = {  # noqa: RUF012 - Settings says that it belongs to the class
        "DAY": setting(
            [],
            "The hours of a day (mon), of days in a row (mon-fri) or of all (daily): 08:30-17:30, a list, or all day.",
            portal="Dagen; Hele dag; Start/Einde; Nieuwe periode",
            values={"daily: all day": "Elke dag, de hele dag"},
            manual="5.2.5",
        )
    }

    name: Text | None = setting(
        None,
        "The name that people see on the platform, 1 to 40 characters. Absent: made from the key and the hours.",
        limit=Limit(1, 40),
        portal="Schema naam",
        manual="6.4.5",
    )
    dates: dict[DateText, DayHours] = setting(
        {},
        "Hours of single dates or ranges in place of those of the week: 2026-12-20: 12:00-17:00, or closed. "
        "No holiday closes them.",
        manual="6.4.5",
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")

    @cached_property
    def dated(self) -> Mapping[date, tuple[Stretch, ...]]:
        """The hours of each single date, in order of their start."""
        return {day: tuple(sorted(self.dates[days])) for day, days in self.dated_by.items()}

    @cached_property
    def dated_by(self) -> Mapping[date, DateRange]:
        """The entry of `dates` that holds on each date: of several the one of fewest days, whatever their order."""
        found: dict[date, DateRange] = {}
        for days in sorted(self.dates, key=lambda days: (days.first - days.last, days.first)):
            for count in range(min((days.last - days.first).days + 1, LONGEST_RANGE)):
                found[days.first + timedelta(days=count)] = days
        return found

    def begins_on(self, day: date) -> tuple[tuple[Stretch, ...], bool]:
        """The hours that begin on a day, and whether they are those of a single date."""
        own = self.dated.get(day) if self.dates else None
        return (self.week[day.weekday()], False) if own is None else (own, True)

    @property
    def hours(self) -> dict[str, list[Stretch]]:
        """Hours by day key, as written."""
        return self.__pydantic_extra__ or {}

    @cached_property
    def week(self) -> tuple[tuple[Stretch, ...], ...]:
        """Hours by day, Monday first, in order of their start."""
        days: list[list[Stretch]] = [[] for _ in DAYS]
        for day_key, stretches in self.hours.items():
            for day in days_of(day_key):
                days[day].extend(stretches)
        return tuple(tuple(sorted(day)) for day in days)


class Closure(Settings):
    """A day of a holiday calendar."""

    name: Text | None = setting(None, "What the day is called.", manual="6.4.5")
    closed: Annotated[list[HoursText], BeforeValidator(one_or_more)] = setting(
        [],
        "The part of the day that is closed, as 12:00-24:00; past midnight it closes on. Absent: the whole day.",
    )


class Holidays(Entity):
    """Days on which the company is closed: a country's official days, own dates, or both."""

    section: ClassVar[str] = "holidays"

    name: Text | None = setting(
        None,
        "The name that people see on the platform, 1 to 40 characters.",
        limit=Limit(1, 40),
        portal="Vakantieschema",
        manual="6.4.5",
    )
    public: Text | None = setting(None, "A country or region whose official days count: NL, DE-BY.")
    without: list[Text] = setting([], "Official days, by name, that are ordinary working days here.")
    dates: dict[DateText, Annotated[Closure, BeforeValidator(to_mapping("name"))]] = setting(
        {}, "Own days: a date or a range, and its name or {name, closed}. An ICS file is not read: its days stand here."
    )
    yearly: dict[YearlyDays, Annotated[Closure, BeforeValidator(to_mapping("name"))]] = setting(
        {},
        "Days that close every year: 12-24 or 12-27..01-02, and its name or {name, closed}; without leaves them.",
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")


def schedule_or_mapping(value: object) -> object:
    """A schedule's key alone stands for `{schedule: KEY}`."""
    return {"schedule": value} if isinstance(value, str) else value


class During(Settings):
    """A clock named on the spot: a schedule, and perhaps holidays on which it rests."""

    schedule: Text | None = setting(None, "A schedule.", portal="Tijdschema", manual="5.2.4")
    holidays: Text | None = setting(
        None, "A holiday calendar: the clock rests on its days. Absent: it knows no holidays."
    )


Clocked = Annotated[During, BeforeValidator(schedule_or_mapping)]
"""A schedule's key, or {schedule, holidays}."""
