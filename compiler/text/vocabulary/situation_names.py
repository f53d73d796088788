"""What a situation is called: `Mon-Fri 17:30-24:00 except holidays`, `2027-04-27 (Koningsdag)`.

A name is true of every moment of its situation, and of no other moment of the horizon. Where single days would make
it too long to read, the first are named and the others counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nummerplan.compiler.text.vocabulary.day_minutes import ALL_DAY, minutes_of, stretches_of
from nummerplan.compiler.text.vocabulary.days import DAY_NAMES
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.compiler.text.vocabulary.said_times import (
    DayPart,
    HolidayPart,
    How,
    KnownDays,
    SaidTimes,
    said_times,
    shown_parts,
    week_groups,
)
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import Stretch

ALWAYS = say("at any time")


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
    """When a situation holds: the stretches of each kind of days, all kinds with their days, names of days, and the
    keys of the calendars that kinds speak of, in that order; one that the plan does not name has none.
    """

    stretches: Mapping[DayKind, tuple[Stretch, ...]]
    days: Mapping[DayKind, Sequence[date]]
    names: Mapping[date, str]
    calendars: Sequence[str]


def situation_name(pattern: Pattern) -> Message:
    """The name of a situation: its ordinary week, how holidays and single days differ, and from or until when."""
    parts: list[Message] = []
    for kinds, first, last in _periods(pattern):
        if any(pattern.stretches.get(kind) for kind in kinds):
            said = said_times(_known(kinds, pattern))
            name, dates = name_of(said, pattern.names), said.holidays is None and not any(said.week)
            parts.append(name if dates else _in_period(name, first, last))  # dates need no other dates
    text = parts[-1]
    for part in reversed(parts[:-1]):
        text = say("{name}; {rest}", name=part, rest=text)
    return text


def _periods(pattern: Pattern) -> Iterator[tuple[list[DayKind], date | None, date | None]]:
    """The kinds of days between the ends of clocks, with the first and the last day where there is one before or after.

    Periods that look alike are one.
    """
    by_over: dict[tuple[bool, ...], list[DayKind]] = {}
    for kind in pattern.days:
        by_over.setdefault(kind.over, []).append(kind)
    periods: list[list[DayKind]] = []
    for _, kinds in sorted(by_over.items(), key=lambda found: min(pattern.days[kind][0] for kind in found[1])):
        if periods and _alike([*periods[-1], *kinds], pattern):
            periods[-1] += kinds
        else:
            periods.append(kinds)
    for place, kinds in enumerate(periods):
        first = min(pattern.days[kind][0] for kind in kinds) if place else None
        last = max(pattern.days[kind][-1] for kind in kinds) if place + 1 < len(periods) else None
        yield kinds, first, last


def _alike(kinds: Sequence[DayKind], pattern: Pattern) -> bool:
    """Whether days differ in nothing but which clocks have ended."""
    seen: dict[DayKind, tuple[Stretch, ...]] = {}
    return all(
        seen.setdefault(kind._replace(over=()), here) == here
        for kind in kinds
        for here in [pattern.stretches.get(kind, ())]
    )


def _known(kinds: Sequence[DayKind], pattern: Pattern) -> KnownDays:
    """The times of a pattern on days of some kinds. A period of a few days lacks days of the week, which may be said
    to be as the others are: "at any time until" its end.
    """
    week: dict[int, int] = {}
    special: dict[date, int] = {}
    calendars: list[tuple[str, dict[date, int]]] = [(name, {}) for name in pattern.calendars]
    for kind in kinds:
        minutes = minutes_of(pattern.stretches.get(kind, ()))
        if kind.ordinary:
            week[kind.weekday] = minutes
            continue
        parts = [*map(minutes_of, kind.closed)]
        for day in pattern.days[kind]:
            special[day] = minutes
            for (_, closed), part in zip(calendars, parts, strict=True):
                closed.update([(day, part)] if part else [])
    fill = ALL_DAY if set(week.values()) == {ALL_DAY} else 0
    return KnownDays(tuple(week.get(day, fill) for day in range(7)), special, pattern.names, calendars)


def _in_period(name: Message, first: date | None, last: date | None) -> Message:
    if first and last:
        return say("{name} from {day} until {last}", name=name, day=first.isoformat(), last=last.isoformat())
    if first:
        return say("{name} from {day} on", name=name, day=first.isoformat())
    return say("{name} until {day}", name=name, day=last.isoformat()) if last else name


def name_of(said: SaidTimes, names: Mapping[date, str]) -> Message:
    """The words for some times; days have the names that they are given here."""
    added, taken, other = (_single_days(said.days, how, names) for how in ("and", "except", "but"))
    how = said.holidays.how if said.holidays else None
    text = _week_and_holidays(said)
    if text is None:
        return added or ALWAYS  # what never holds is no situation
    if taken and how == "except":
        text = say("{name} and except {days}", name=text, days=taken)
    elif taken:
        text = _except(text, taken) if how is None else say("{name}, except {days}", name=text, days=taken)
    if added:
        plain = how is None and not taken
        text = _and_on(text, added) if plain else say("{name}, and on {days}", name=text, days=added)
    return _but_on(text, other) if other else text


def _week_and_holidays(said: SaidTimes) -> Message | None:
    """What holds in an ordinary week, and how holidays differ from it; None where it holds in neither."""
    week, part = said.week, said.holidays
    name = ALWAYS if set(week) == {ALL_DAY} else commas([*_groups(week)]) if any(week) else None
    if part is None:
        return name
    if name is None:
        return say("on {days}", days=_holidays(part))
    return _WORDS[part.how](name, _holidays(part))


def _holidays(part: HolidayPart) -> Message:
    days = say("holidays of {calendar}", calendar=part.calendar) if part.calendar else say("holidays")
    if len(set(part.minutes)) == 1:
        return _with_hours(days, part.minutes[0])
    return say("{days} {hours}", days=days, hours=commas([*_groups(part.minutes)]))


def _and_on(name: Message, days: Message) -> Message:
    return say("{name} and on {days}", name=name, days=days)


def _except(name: Message, days: Message) -> Message:
    return say("{name} except {days}", name=name, days=days)


def _but_on(name: Message, days: Message) -> Message:
    return say("{name}, but on {days}", name=name, days=days)


_WORDS = {"and": _and_on, "except": _except, "but": _but_on}


def _groups(week: Sequence[int]) -> Iterator[Message]:
    """Days in a row with the same hours are named together."""
    for first, last, minutes in week_groups(week):
        one, other = DAY_NAMES[first], DAY_NAMES[last]
        yield _with_hours(say("{first}-{last}", first=one, last=other) if last > first else one, minutes)


def _with_hours(days: Message, minutes: int) -> Message:
    if minutes == ALL_DAY:
        return days
    return say("{days} {hours}", days=days, hours=" + ".join(map(str, stretches_of(minutes))))


def _single_days(days: Sequence[DayPart], how: How, names: Mapping[date, str]) -> Message | None:
    """The first few of the days that differ in a way, those of the same hours together; the others are counted."""
    shown, more = shown_parts(days, how)
    by_hours: dict[int, list[Message]] = {}
    for part in shown:
        by_hours.setdefault(part.minutes, []).append(_row(part, names.get(part.first, "")))
    whole = by_hours.pop(ALL_DAY, [])
    found = [*whole, *(_with_hours(_together(rows), minutes) for minutes, rows in by_hours.items())]
    if not found:
        return None
    text = commas(found)
    return say("{name} and {last}", name=text, last=say("{count} more days", count=more)) if more else text


def _together(rows: Sequence[Message]) -> Message:
    text = rows[0]
    for row in rows[1:]:
        text = say("{name} + {rest}", name=text, rest=row)
    return text


def _row(part: DayPart, name: str) -> Message:
    days = part.first.isoformat() + (f"..{part.last.isoformat()}" if part.last > part.first else "")
    return say("{date} ({name})", date=days, name=name) if name else say("{date}", date=days)
