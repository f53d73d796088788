"""On which day an event happens first."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKS = ("First", "Second", "Third", "Fourth")
_LONGEST = 8 * 366
"""The 29th of February is at most eight years away."""


def first_on_or_after(start: date, recurrence: dict[str, Any] | None) -> date | None:
    """The first day from `start` on that the recurrence means; None if there is none."""
    happens = _pattern(recurrence or {})
    days = (start + timedelta(days=ahead) for ahead in range(_LONGEST) if start.year < 9990)
    return next((day for day in days if happens(day)), None)


def _pattern(recurrence: dict[str, Any]) -> Callable[[date], bool]:
    if weekly := recurrence.get("recurWeekly"):
        return lambda day: bool(weekly[_DAYS[day.weekday()]])
    if by_day := recurrence.get("recurMonthlyByDay") or recurrence.get("recurYearlyByDay"):
        return lambda day: day.day == by_day["dayOfMonth"] and _is_month(day, by_day)
    if by_week := recurrence.get("recurMonthlyByWeek") or recurrence.get("recurYearlyByWeek"):
        return lambda day: _is_month(day, by_week) and _is_week_day(day, by_week)
    return lambda _day: True


def _is_month(day: date, wanted: dict[str, Any]) -> bool:
    return "month" not in wanted or bool(_MONTHS[day.month - 1] == wanted["month"])


def _is_week_day(day: date, wanted: dict[str, Any]) -> bool:
    if wanted["dayOfWeek"].lower() != _DAYS[day.weekday()]:
        return False
    if wanted["dayOfWeekInMonth"] == "Last":
        return day.day + 7 > monthrange(day.year, day.month)[1]
    return _WEEKS[min(3, (day.day - 1) // 7)] == wanted["dayOfWeekInMonth"] and day.day <= 28
