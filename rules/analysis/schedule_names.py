"""What a schedule's name promises: hours and days, in Dutch or English."""

import re
from collections.abc import Iterator

from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch

TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-4])[:.u]([0-5]\d)(?![\d:.]\d|\d)")
"""A time of day as names have it: 17:30, 17.30 or 17u30."""

_TO = r"\s*(?:-|\u2013|\btot\b|\bt/m\b|\bto\b|\buntil\b)\s*"
_HOURS = re.compile(TIME.pattern + r"(?:\s*uur)?" + _TO + TIME.pattern)
_DAYS = (
    ("ma", "maandag", "mon", "monday"),
    ("di", "dinsdag", "tue", "tuesday"),
    ("wo", "woensdag", "wed", "wednesday"),
    ("do", "donderdag", "thu", "thursday"),
    ("vr", "vrijdag", "fri", "friday"),
    ("za", "zaterdag", "sat", "saturday"),
    ("zo", "zondag", "sun", "sunday"),
)
_INDEX = {word: day for day, words in enumerate(_DAYS) for word in words}
_DAY = rf"\b({'|'.join(sorted(_INDEX, key=len, reverse=True))})\b"
_UP_TO = r"\s*(?:-|\u2013|\bt/m\b|\btot en met\b|\btot\b|\bto\b)\s*"
_RANGE = re.compile(rf"(?i){_DAY}\.?{_UP_TO}{_DAY}")
_ITEM = rf"{_DAY}\.?(?:{_UP_TO}{_DAY})?"
_ONE_OR_RANGE = re.compile(rf"(?i){_ITEM}")
_AND = r"\s*(?:,\s*(?:en\b|and\b)?|[&+/]|\ben\b|\band\b)\s*"
_LIST = re.compile(
    rf"(?i){_ITEM}(?:{_AND}{_ITEM})+"
    r"(?=\s*$|\s*[:(]?\s*\d|\s+(?:ochtend|middag|avond|morning|afternoon|evening)\b)"
)
"""Days that are counted up, before hours, a part of the day or the end of the name: `do` and `zo` are words as well."""
_WHOLE = re.compile(rf"(?i)\b({'|'.join(word for words in _DAYS for word in words if len(word) > 4)})\b")
_HOUR, _OCLOCK = r"(?:[01]?\d|2[0-4])", r"\s*(?:u|uur|h)\b"
_BEFORE_TIME = re.compile(
    rf"(?i){_DAY}\.?\s+(?:van\s+)?(?=\d{{1,2}}[:.u]\d\d|{_HOUR}{_OCLOCK}|{_HOUR}{_TO}{_HOUR}{_OCLOCK}"
    rf"|{_HOUR}{_TO}(?:1[3-9]|2[0-4])\b)"
)
"""A day before a time or hours; `za 5-12` may be a date, `za 9-17` is none."""
_WORKING = re.compile(r"(?i)\b(?:werkdagen|doordeweeks|weekdagen|weekdays)\b")
_WEEKEND = re.compile(r"(?i)\bweekend\b")
_DAILY = re.compile(r"(?i)\b(?:(?:elke|iedere) dag|alle dagen|dagelijks(?! bestuur)|daily|every day)\b")
_DATED = r"\b(?:vanaf|van|tot|t/m|per|op|na|sinds|from|until|on|after|since)\s+"
_ROUND_THE_WEEK = re.compile(rf"(?i)({_DATED})?(?<![\d/-])24/7(?![\d/])(?!{_UP_TO}\d)")
_ROUND_THE_CLOCK = re.compile(
    r"(?i)(\b(?:binnen|tot|t/m|na|om|vanaf|van|in|within|until|after|from)\s+|[-\u2013]\s*)?"
    r"(?<!\d)24[\s-]?(?:uurs?|hours?)\b"
)
_JOINED = re.compile(r"(?i)[,+&/]|\b(?:en|and|ook|also)\b")
_CLOSED = re.compile(
    r"(?i)\b(?:buiten|gesloten|dicht|niet|behalve|closed|outside|except|not|after|na|before|voor|avond|nacht|night|evening)\b"
)


def speaks_of_closing(name: str) -> bool:
    """Whether a name may give the hours at which somebody is closed, or those that a schedule lies around."""
    return bool(_CLOSED.search(name))


def hours_named(name: str) -> Iterator[tuple[str, Stretch]]:
    """Hours from one time to another, each as written and read; times that no day has are left out."""
    for match in _HOURS.finditer(name):
        start, end = _minute(match[1], match[2]), _minute(match[3], match[4])
        if start < MINUTES_A_DAY and end <= MINUTES_A_DAY:
            yield match[0], Stretch(start, end)


def _minute(hour: str, minute: str) -> int:
    return int(hour) * 60 + int(minute)


def days_named(name: str) -> frozenset[int]:
    """The days that a name speaks of, Monday first; none when it speaks of no days."""
    found: set[int] = set()
    for match in _RANGE.finditer(name):
        found |= _days(match)
    for counted in _counted_up(name):
        found |= counted
    for pattern in (_WHOLE, _BEFORE_TIME):
        found |= {_INDEX[match[1].lower()] for match in pattern.finditer(name)}
    for pattern, days in ((_WORKING, range(5)), (_WEEKEND, range(5, 7)), (_DAILY, range(7))):
        if pattern.search(name):
            found |= set(days)
    if round_the_week(name):
        found |= set(range(7))
    return frozenset(found)


def _days(match: re.Match[str]) -> set[int]:
    """The days of a range, or the one that stands alone."""
    first = _INDEX[match[1].lower()]
    last = _INDEX[(match[2] or match[1]).lower()]
    return {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}


def _counted_up(name: str) -> Iterator[set[int]]:
    """The days of each list of a name; what names a day twice (`zo en zo`) is none."""
    for match in _LIST.finditer(name):
        items = [_days(item) for item in _ONE_OR_RANGE.finditer(match[0])]
        days = set[int]().union(*items)
        if len(days) == sum(map(len, items)):
            yield days


def names_all_days(name: str) -> bool:
    """Whether a name gives its days in one piece (a range, a list, working days) and none besides.

    A day that it leaves out is then no day of it.
    """
    for pattern in (_LIST, _RANGE, _WORKING):
        if pattern.search(name):
            return not _JOINED.search(pattern.sub("", name, count=1))
    return False


def round_the_week(name: str) -> str | None:
    """`24/7` in a name, as it stands there; not the 24th of July."""
    return _unless_bounded(_ROUND_THE_WEEK, name)


def round_the_clock(name: str) -> str | None:
    """`24 uur` in a name, as it stands there; not the hour at which something ends."""
    return _unless_bounded(_ROUND_THE_CLOCK, name)


def _unless_bounded(pattern: re.Pattern[str], name: str) -> str | None:
    match = pattern.search(name)
    return match[0] if match and not match[1] else None
