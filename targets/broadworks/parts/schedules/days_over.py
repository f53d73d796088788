"""Days of calendars and single dates of schedules that are over: nobody's calls depend on them any more."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

Dated = TypeVar("Dated", bound=tuple[object, ...])
"""A row that begins with its first and its last day as `2026-12-24`."""


def with_days_over(wanted: Iterable[Dated], held: Iterable[Dated], today: date) -> list[Dated]:
    """The wanted rows from today on, in order, and of those that are over the ones that the platform holds.

    A row that began before today is the same as one that says no more of it than is still to come.
    """
    day = today.isoformat()
    standing = list(held)
    to_come = {_to_come(row, day): row for row in standing if str(row[1]) >= day}
    due = [to_come.get(_to_come(row, day), row) for row in wanted if str(row[1]) >= day]
    return sorted({*due, *(row for row in standing if str(row[1]) < day)})


def _to_come(row: tuple[object, ...], day: str) -> tuple[object, ...]:
    """What is still to come of a row."""
    return (max(str(row[0]), day), *row[1:])
