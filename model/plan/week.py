"""A week as minutes from Monday midnight: when a schedule is active, and where it overlaps itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY
from nummerplan.model.plan.schedules import Schedule, days_of
from nummerplan.model.source import Route

MINUTES_A_WEEK = 7 * MINUTES_A_DAY


class Active(NamedTuple):
    """A stretch of the week in minutes, half open, and where it stands; it may run past Sunday midnight."""

    start: int
    end: int
    route: Route


def active_stretches(schedule: Schedule) -> list[Active]:
    """Every stretch of a schedule on every day it names, in order of its start; none that is empty."""
    found: list[Active] = []
    for day_key, stretches in schedule.hours.items():
        for position, (start, end) in enumerate(stretches):
            minutes = (end - start) % MINUTES_A_DAY if end < start else end - start
            if minutes:
                route = schedule.at(day_key, position)
                begins = (day * MINUTES_A_DAY + start for day in days_of(day_key))
                found += (Active(begin, begin + minutes, route) for begin in begins)
    return sorted(found)


def open_minutes(schedule: Schedule) -> tuple[tuple[int, int], ...]:
    """When a schedule is active: stretches in order that neither touch nor overlap, within one week."""
    pieces: list[tuple[int, int]] = []
    for start, end, _ in active_stretches(schedule):
        pieces.append((start, min(end, MINUTES_A_WEEK)))
        if end > MINUTES_A_WEEK:
            pieces.append((0, end - MINUTES_A_WEEK))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def overlaps(schedule: Schedule) -> Iterator[tuple[Active, Active]]:
    """Neighbours in the week that cover the same minutes, the later one second."""
    stretches = active_stretches(schedule)
    for earlier, later in pairwise(stretches):
        if later.start < earlier.end:
            yield earlier, later
    if len(stretches) > 1 and stretches[-1].end > MINUTES_A_WEEK + stretches[0].start:
        yield stretches[-1], stretches[0]


def first_outside(inner: Sequence[tuple[int, int]], outer: Sequence[tuple[int, int]]) -> int | None:
    """The first minute of `inner` that `outer` does not cover; both in order and without overlaps."""
    for start, end in inner:
        at = start
        for begin, finish in outer:
            if begin <= at < finish:
                at = finish
        if at < end:
            return at
    return None
