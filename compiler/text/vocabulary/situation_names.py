"""What a situation is called: `Mon-Fri 17:30-24:00 except holidays`, `27 Apr 2027 (Koningsdag)`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from nummerplan.compiler.text.vocabulary.days import DAY_NAMES
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch

SHOWN_DAYS = 3
"""Single days that are named; more are counted."""

ALWAYS = say("at any time")
WHOLE_DAY = (Stretch(0, MINUTES_A_DAY),)


DatedHours = tuple[tuple[Stretch, ...] | None, tuple[Stretch, ...] | None]
"""The hours of single dates of a schedule that begin on a day, and those that run into it; None: it has none."""


class DayKind(NamedTuple):
    """What makes days run alike for some clocks: the weekday, the closed parts of each calendar that they follow, the
    hours of single dates of each schedule that has any, and for each clock that ends whether it has.
    """

    weekday: int
    closed: tuple[tuple[Stretch, ...], ...]
    dated: tuple[DatedHours, ...] = ()
    over: tuple[bool, ...] = ()

    @property
    def ordinary(self) -> bool:
        """Whether no calendar closes any part of the day, and no single date has its own hours on it."""
        return not any(self.closed) and not any(any(hours is not None for hours in dated) for dated in self.dated)


class Pattern(NamedTuple):
    """When a situation holds: the stretches of each kind of days, all kinds with their days, and names of days."""

    stretches: Mapping[DayKind, tuple[Stretch, ...]]
    days: Mapping[DayKind, Sequence[date]]
    names: Mapping[date, str]


def situation_name(pattern: Pattern) -> Message:
    """The name of a situation: its ordinary week, how holidays differ from it, and from or until when."""
    periods = {kind.over for kind in pattern.days}
    if len(periods) < 2:
        return _name(pattern)
    here = {kind.over for kind in pattern.stretches}
    name = _name(_in_period(pattern, min(here)))
    if here == periods:
        return name
    days = [day for kind in pattern.days if kind.over in here for day in pattern.days[kind]]
    if min(days) > min(day for days_of_kind in pattern.days.values() for day in days_of_kind):
        return say("{name} from {day} on", name=name, day=min(days).isoformat())
    return say("{name} until {day}", name=name, day=max(days).isoformat())


def _in_period(pattern: Pattern, over: tuple[bool, ...]) -> Pattern:
    stretches = {kind: found for kind, found in pattern.stretches.items() if kind.over == over}
    return Pattern(stretches, {kind: days for kind, days in pattern.days.items() if kind.over == over}, pattern.names)


def _name(pattern: Pattern) -> Message:
    week = [()] * 7 if not pattern.days else _week(pattern)
    more, less = _differing(pattern, week)
    if not any(week):
        return _some_days(more, pattern)
    name = ALWAYS if all(hours == WHOLE_DAY for hours in week) else commas([*_groups(week)])
    if less:
        name = say("{name} except holidays", name=name)
    if not more:
        return name
    return (
        say("{name} and on {days}", name=name, days=_some_days(more, pattern))
        if len(more) <= SHOWN_DAYS
        else say("{name} and on holidays", name=name)
    )


def _week(pattern: Pattern) -> list[tuple[Stretch, ...]]:
    """The stretches of ordinary days, Monday first."""
    week: list[tuple[Stretch, ...]] = [()] * 7
    for kind, stretches in pattern.stretches.items():
        if kind.ordinary:
            week[kind.weekday] = stretches
    return week


def _differing(pattern: Pattern, week: Sequence[tuple[Stretch, ...]]) -> tuple[list[date], bool]:
    """Days with more minutes than the ordinary week gives them, and whether any day has less."""
    more: list[date] = []
    less = False
    for kind, days in pattern.days.items():
        if kind.ordinary:
            continue
        here, usual = _minutes(pattern.stretches.get(kind, ())), _minutes(week[kind.weekday])
        if here - usual:
            more.extend(days)
        less = less or bool(usual - here)
    return sorted(more), less


@lru_cache(maxsize=1024)
def _minutes(stretches: tuple[Stretch, ...]) -> frozenset[int]:
    return frozenset(minute for start, end in stretches for minute in range(start, end))


def _groups(week: Sequence[tuple[Stretch, ...]]) -> Iterator[Message]:
    """Days in a row with the same hours are named together."""
    for hours, days in groupby(range(7), key=lambda day: week[day]):
        first, *others = (DAY_NAMES[day] for day in days)
        if hours:
            yield _with_hours(say("{first}-{last}", first=first, last=others[-1]) if others else first, hours)


def _with_hours(days: Message, hours: Sequence[Stretch]) -> Message:
    if tuple(hours) == WHOLE_DAY:
        return days
    return say("{days} {hours}", days=days, hours=" + ".join(map(str, hours)))


def _some_days(days: Sequence[date], pattern: Pattern) -> Message:
    """The first few of some days, by date and name; the others are counted."""
    hours = {day: stretches for kind, stretches in pattern.stretches.items() for day in pattern.days[kind]}
    shown = [_single(day, hours.get(day, ()), pattern.names.get(day, "")) for day in days[:SHOWN_DAYS]]
    if len(days) > SHOWN_DAYS:
        shown.append(say("{count} more days", count=len(days) - SHOWN_DAYS))
    return commas(shown) if shown else ALWAYS


def _single(day: date, hours: Sequence[Stretch], name: str) -> Message:
    text = day.isoformat()
    return _with_hours(say("{date} ({name})", date=text, name=name) if name else say("{date}", date=text), hours)
