"""A reader of the English names of situations, written from what they say and not from what makes them.

A name is read into a week, and what is added to it, taken from it or put in its place, one after the other: on
holidays (the parts that a calendar closes), and on single days.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WHOLE = (1 << 1440) - 1
A_DAY = r"\d{4}-\d\d-\d\d"
ROW = rf"{A_DAY}(?:\.\.{A_DAY})?"
HOURS = r"\d\d:\d\d-\d\d:\d\d"
ITEM = re.compile(rf"({ROW}(?: \+ {ROW})*)(?: ({HOURS}(?: \+ {HOURS})*))?")
GROUP = re.compile(rf"([A-Z]..)(?:-([A-Z]..))?(?: ({HOURS}(?: \+ {HOURS})*))?")
SEPARATOR = re.compile(r"(, but on |, and on |, except | and except | except | and on )")
HOLIDAYS = re.compile(r"holidays(?: of (?P<key>\S+?))?(?: (?P<hours>[0-9A-Z].*))?")

Closed = Mapping[str, Mapping[date, int]]
"""The minutes that each calendar closes on its days."""


@dataclass
class Step:
    """What one part of a name does to the minutes of days."""

    how: str
    minutes: dict[int, int]
    rows: list[tuple[date, date]] | None
    closed: Mapping[date, int]

    def on(self, day: date, minutes: int) -> int:
        if self.rows is None:
            part, said = self.closed.get(day, 0), self.minutes[day.weekday()]
        elif any(first <= day <= last for first, last in self.rows):
            part, said = WHOLE, self.minutes[0]
        else:
            return minutes
        if self.how == "and":
            return minutes | (said & part)
        if self.how == "except":
            return minutes & ~(said & part)
        return (minutes & ~part) | (said & part)


@dataclass
class ReadPeriod:
    """A name, or what it says of one part of the horizon; `more` days differ that it only counts."""

    first: date
    last: date
    week: dict[int, int]
    steps: list[Step]
    more: int

    def minutes(self, day: date) -> int:
        if not self.first <= day <= self.last:
            return 0
        found = self.week[day.weekday()]
        for step in self.steps:
            found = step.on(day, found)
        return found


def read_name(name: str, day_names: Iterable[str], closed: Closed) -> list[ReadPeriod]:
    """The parts of a name; the names of days decide nothing, and may hold anything."""
    for one in sorted(filter(None, set(day_names)), key=len, reverse=True):
        name = name.replace(f" ({one})", "")
    assert "(" not in name, name
    return [_read_period(part, closed) for part in name.split("; ")]


def _read_period(text: str, closed: Closed) -> ReadPeriod:
    first, last = date.min, date.max
    if found := re.search(rf" until ({A_DAY})$", text):
        last, text = date.fromisoformat(found[1]), text[: found.start()]
    if found := re.search(rf" from ({A_DAY})(?: on)?$", text):
        first, text = date.fromisoformat(found[1]), text[: found.start()]
    base, *others = SEPARATOR.split(text)
    period = ReadPeriod(first, last, dict.fromkeys(range(7), 0), [], 0)
    if base == "at any time":
        period.week = dict.fromkeys(range(7), WHOLE)
    elif base.startswith("on ") or base[0].isdigit():
        others = ["and", base.removeprefix("on "), *others]
    else:
        period.week = _read_week(base)
    for separator, said in zip(others[::2], others[1::2], strict=True):
        how = "except" if "except" in separator else "but" if "but" in separator else "and"
        _read_step(how, said, closed, period)
    return period


def _read_step(how: str, text: str, closed: Closed, period: ReadPeriod) -> None:
    if holidays := HOLIDAYS.fullmatch(text):
        parts = [closed[holidays["key"]]] if holidays["key"] else list(closed.values())
        hours = holidays["hours"] or ""
        minutes = _read_week(hours) if hours[:1].isalpha() else dict.fromkeys(range(7), _read_hours(hours))
        period.steps.append(Step(how, minutes, None, _together(parts)))
        return
    if more := re.search(r" and (\d+) more days$", text):
        period.more, text = period.more + int(more[1]), text[: more.start()]
    for item in text.split(", "):
        found = ITEM.fullmatch(item)
        assert found, item
        rows = [(date.fromisoformat(row[:10]), date.fromisoformat(row[-10:])) for row in found[1].split(" + ")]
        period.steps.append(Step(how, {0: _read_hours(found[2] or "")}, rows, {}))


def _read_week(text: str) -> dict[int, int]:
    week = dict.fromkeys(range(7), 0)
    for group in text.split(", "):
        found = GROUP.fullmatch(group)
        assert found, group
        for day in range(DAYS.index(found[1]), DAYS.index(found[2] or found[1]) + 1):
            assert not week[day], text
            week[day] = _read_hours(found[3] or "")
    return week


def _read_hours(text: str) -> int:
    minutes = 0
    for stretch in text.split(" + ") if text else ["00:00-24:00"]:
        start, end = (int(moment[:2]) * 60 + int(moment[3:]) for moment in stretch.split("-"))
        assert start < end, text
        minutes |= (1 << end) - (1 << start)
    return minutes


def _together(calendars: Iterable[Mapping[date, int]]) -> dict[date, int]:
    every: dict[date, int] = {}
    for calendar in calendars:
        for day, part in calendar.items():
            every[day] = every.get(day, 0) | part
    return every
