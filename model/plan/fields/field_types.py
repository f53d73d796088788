"""The types of the plan language that are written as one piece of text.

A plan's scalars are text until they are typed here. What a live platform may hold is kept as written, even if it is
wrong (a malformed number, MAC or e-mail address is text): judging it is a rule's work.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from nummerplan.model.message import Message, say


def problem(message: Message) -> PydanticCustomError:
    """A typing error with a translatable sentence."""
    return PydanticCustomError("problem", "{text}", {"message": message, "text": str(message)})


Text = str
"""Any text. In the schema any scalar will do: an editor reads an unquoted `209` or `No` as something else."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A reference to a secret, written `!secret NAME`; the secret itself is never in a plan."""

    name: str

    def __str__(self) -> str:
        return f"!secret {self.name}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Plain text is let through as text, so that a rule can say where it stands."""
        return core_schema.union_schema([core_schema.is_instance_schema(cls), core_schema.str_schema()])

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An editor sees the text behind the tag."""
        return {"type": "string", "description": "A reference: `!secret NAME`."}


SecretText = Secret | str
"""Where a secret is wanted: a reference, or text that a rule will object to."""


class NeverWritten:
    """Marks the type of a secret that has no place in a plan, not even as a reference."""


SimCode = Annotated[SecretText, NeverWritten]
"""A code of a SIM card: read so that a rule can object to it, in whatever way it is written."""


def _switch(value: object) -> object:
    if value == "true":
        return True
    if value == "false":
        return False
    if isinstance(value, bool):
        return value
    raise problem(say("a switch is written true or false"))


Switch = Annotated[bool, BeforeValidator(_switch), WithJsonSchema({"enum": [True, False, "true", "false"]})]
"""`true` or `false`, nothing else."""


def _count(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value):
        return int(value)
    raise problem(say("a whole number is expected here, such as 5"))


Count = Annotated[
    int,
    BeforeValidator(_count),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]{1,9}$"}]}),
]
"""A whole number."""

_DURATION = re.compile(r"(?:(\d{1,5})m)?(?:(\d{1,6})s)?")


def _duration(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value and (match := _DURATION.fullmatch(value)):
        minutes, seconds = match.groups()
        return int(minutes or 0) * 60 + int(seconds or 0)
    raise problem(say("a duration has a unit: 30s, 2m or 1m30s, never a bare number"))


Seconds = Annotated[
    int,
    BeforeValidator(_duration),
    PlainSerializer(lambda seconds: f"{seconds}s", return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([0-9]{1,5}m)?([0-9]{1,6}s)?$"}),
]
"""A length of time in seconds, written `30s` or `2m`."""


def _euro(value: object) -> object:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}([.,][0-9]{1,2})?", value):
        return float(value.replace(",", "."))
    raise problem(say("an amount in euro is expected here, such as 25 or 12.50"))


Euro = Annotated[
    float,
    BeforeValidator(_euro),
    PlainSerializer(lambda amount: f"{amount:.2f}".removesuffix(".00"), return_type=str),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]{1,9}([.,][0-9]{1,2})?$"}]}),
]
"""An amount in euro, without VAT."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_KEY = re.compile(rf"daily|({'|'.join(DAYS)})(-({'|'.join(DAYS)}))?")
MINUTES_A_DAY = 24 * 60


class Stretch(NamedTuple):
    """A half-open stretch of a day in minutes from midnight; an end before its start lies on the next day."""

    start: int
    end: int

    def __str__(self) -> str:
        if self == (0, MINUTES_A_DAY):
            return "all day"
        return f"{self.start // 60:02d}:{self.start % 60:02d}-{self.end // 60:02d}:{self.end % 60:02d}"


_STRETCH = re.compile(r"([01]?\d|2[0-3]):([0-5]\d) ?- ?(?:([01]?\d|2[0-3]):([0-5]\d)|(24):00)")


def _stretch(value: object) -> object:
    if isinstance(value, Stretch):
        return value
    if value == "all day":
        return Stretch(0, MINUTES_A_DAY)
    if isinstance(value, str) and (match := _STRETCH.fullmatch(value)):
        hour, minute, to_hour, to_minute, midnight = match.groups()
        end = MINUTES_A_DAY if midnight else int(to_hour) * 60 + int(to_minute)
        return Stretch(int(hour) * 60 + int(minute), end)
    raise problem(say("hours are written 08:30-17:30, or all day"))


HoursText = Annotated[
    Stretch,
    BeforeValidator(_stretch),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(all day|([01]?\d|2[0-3]):[0-5]\d ?- ?(([01]?\d|2[0-3]):[0-5]\d|24:00))$",
        }
    ),
]
"""`08:30-17:30` or `all day`."""


def one_or_more(value: object) -> object:
    """A single value where a list is wanted stands for a list of one."""
    return value if isinstance(value, list | dict) else [value]


Hours = Annotated[list[HoursText], BeforeValidator(one_or_more)]
"""One stretch of hours, or a list of them."""


def _closed_or_hours(value: object) -> object:
    return [] if value == "closed" else one_or_more(value)


DayHours = Annotated[list[HoursText], BeforeValidator(_closed_or_hours)]
"""The hours of a single day: a stretch, a list of them, or `closed`."""


class DateRange(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"


FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
"""The days of plans, calls and commands: holidays are known of all of them, and a year more or less is still a date."""


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
    if day and not FIRST_DAY <= day <= LAST_DAY:
        raise problem(say("days of plans are from {first} to {last}", first=str(FIRST_DAY), last=str(LAST_DAY)))
    return day


def _date_range(value: object) -> object:
    if isinstance(value, DateRange):
        return value
    if isinstance(value, str):
        first, dots, last = value.partition("..")
        begin, end = _date(first.strip()), _date((last if dots else first).strip())
        if begin and end and begin <= end:
            return DateRange(begin, end)
    raise problem(say("a date is written 2026-12-24, days in a row 2026-12-28..2026-12-31"))


DateText = Annotated[
    DateRange,
    BeforeValidator(_date_range),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?$"}),
]
"""`2026-12-24` or `2026-12-28..2026-12-31`."""


class DayOfYear(NamedTuple):
    """A day of every year, which 29 February is not."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> date | None:
        """The day in a year; None if the year lacks it."""
        return _date(f"{year:04}-{self}")


class YearlyRange(NamedTuple):
    """Days of every year from `first` to `last`, both included; a last before the first is in the next year."""

    first: DayOfYear
    last: DayOfYear

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"

    def days(self, year: int) -> Iterator[date]:
        """The days of the range that begins in a year."""
        last_year = year + (self.last < self.first)
        # A range may begin or end on the day that a year lacks.
        first = self.first.in_year(year) or date(year, 3, 1)
        last = self.last.in_year(last_year) or date(last_year, 2, 28)
        yield from (first + timedelta(days=count) for count in range((last - first).days + 1))


def _yearly(value: object) -> object:
    if isinstance(value, YearlyRange):
        return value
    if isinstance(value, str):
        first, dots, last = value.partition("..")
        begin, end = _day_of_year(first.strip()), _day_of_year((last if dots else first).strip())
        if begin and end:
            return YearlyRange(begin, end)
    raise problem(say("a day of every year is written 12-24, days in a row 12-27..01-02"))


def _day_of_year(text: str) -> DayOfYear | None:
    day = _date(f"2000-{text}")  # a leap year
    return DayOfYear(day.month, day.day) if day else None


YearlyDays = Annotated[
    YearlyRange,
    BeforeValidator(_yearly),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d\d-\d\d(\.\.\d\d-\d\d)?$"}),
]
"""`12-24` or `12-27..01-02`."""


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (day := _date(value)):
        return day
    raise problem(say("a date is written 2026-12-24"))


Day = Annotated[
    date,
    BeforeValidator(_day),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]
"""One date, `2026-12-24`."""
