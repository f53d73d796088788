"""Week hours, dates of a schedule and days of a holiday calendar, as written."""

import re
from datetime import date, timedelta

from oracle.clocks import Stretch
from oracle.reading.yaml_text import texts

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def minutes(text: str) -> int:
    """A time of day such as 8:30 as minutes since midnight."""
    hour, minute = text.strip().split(":")
    return int(hour) * 60 + int(minute)


def stretches(value: object) -> list[Stretch]:
    """The hours of one day: `all day`, `closed`, a stretch, or a list of stretches."""
    result = []
    for text in texts(value):
        if text == "closed":
            continue
        if text == "all day":
            result.append((0, 1440))
            continue
        first, last = (minutes(part) for part in text.split("-"))
        if last != first:
            result.append((first, last if last > first else last + 1440))
    return result


def days_named(text: str) -> list[int]:
    """The weekdays that a key such as mon-fri, sat or daily names; Monday is 0."""
    if text == "daily":
        return list(range(7))
    first, _, last = text.partition("-")
    if first not in DAYS or (last and last not in DAYS):
        return []
    start = DAYS.index(first)
    end = DAYS.index(last or first)
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def dates_named(text: str) -> list[date]:
    """The dates that `2026-12-20` or `2026-12-28..2026-12-31` names."""
    first, _, last = text.partition("..")
    start = date.fromisoformat(first.strip())
    end = date.fromisoformat(last.strip()) if last else start
    return [start + timedelta(days=step) for step in range((end - start).days + 1)]


def yearly_range(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and last month and day of `12-24` or `12-27..01-02`."""
    first, _, last = text.partition("..")
    ends = [re.fullmatch(r"(\d\d?)-(\d\d?)", part.strip()) for part in (first, last or first)]
    pairs = [(int(match[1]), int(match[2])) if match else (0, 0) for match in ends]
    return pairs[0], pairs[1]
