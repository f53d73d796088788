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
_RANGE = re.compile(rf"(?i){_DAY}\.?\s*(?:-|\u2013|\bt/m\b|\btot en met\b|\btot\b|\bto\b)\s*{_DAY}")
_WHOLE = re.compile(rf"(?i)\b({'|'.join(word for words in _DAYS for word in words if len(word) > 4)})\b")
_BEFORE_TIME = re.compile(rf"(?i){_DAY}\.?\s+(?=\d{{1,2}}[:.u]\d\d)")
_SEVERAL = {
    **dict.fromkeys(("werkdagen", "doordeweeks", "weekdagen", "weekdays"), range(5)),
    "weekend": range(5, 7),
}
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
        first, last = _INDEX[match[1].lower()], _INDEX[match[2].lower()]
        found |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    for pattern in (_WHOLE, _BEFORE_TIME):
        found |= {_INDEX[match[1].lower()] for match in pattern.finditer(name)}
    for word, days in _SEVERAL.items():
        if re.search(rf"(?i)\b{word}\b", name):
            found |= set(days)
    return frozenset(found)


def names_all_days(name: str) -> bool:
    """Whether a name gives its days as one range and nothing besides: a day that it leaves out is then no day of it."""
    return bool(_RANGE.search(name)) and not _JOINED.search(_RANGE.sub("", name))
