"""What a name says of its times: a week, how holidays differ from it, and single days that differ from both.

Exact: what is said is true of every day, whatever is chosen. Of the ways to say it, the one is taken that leaves the
fewest days uncounted, and of these the one with the fewest parts. A few dozen ways are tried, each on the days that
are not ordinary, a few dozen too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from nummerplan.compiler.text.vocabulary.day_minutes import ALL_DAY, stretches_of

SHOWN_DAYS = 3
"""Single days, or rows of days, that are named; of more the days are counted."""

FEWER_DAYS = 2
"""The same of each way in which days differ, where there are several ways."""

TRIED_HOURS = 4
"""Hours of holidays that are tried for all of them, the most frequent first."""

How = Literal["and", "except", "but"]
"""What happens to the hours that a day has otherwise: some are added, some taken away, or it has others."""


Closed = Mapping[date, int]
"""The minutes that a calendar closes on each of its days."""


class HolidayPart(NamedTuple):
    """What is said of the holidays of a calendar (of all, without one), and which minutes of each day of the week.

    A holiday is what the calendar closes: of a Christmas Eve that is closed from noon, the afternoon.
    """

    how: How
    calendar: str
    closed: Closed
    minutes: tuple[int, ...]

    def changed(self, day: date, usual: int) -> int:
        """The minutes of a day on which this is said."""
        part = self.closed.get(day, 0)
        return usual & ~part | changed(self.how, usual, self.minutes[day.weekday()]) & part


class DayPart(NamedTuple):
    """What is said of one day or a row of days. `differing` are those of them that the rest does not cover."""

    how: How
    minutes: int
    first: date
    last: date
    differing: int = 1


class SaidTimes(NamedTuple):
    """Minutes of the ordinary week, Monday first; of the holidays, and of single days, which outweigh both."""

    week: tuple[int, ...]
    holidays: HolidayPart | None
    days: tuple[DayPart, ...]


class KnownDays(NamedTuple):
    """When something holds: in an ordinary week, and on each day that is not ordinary.

    `names` are those of days, and `calendars` what each closes; one without a name cannot be named.
    """

    week: tuple[int, ...]
    special: Mapping[date, int]
    names: Mapping[date, str]
    calendars: Sequence[tuple[str, Closed]]

    def here(self, day: date) -> int:
        """The minutes of a day at which it holds."""
        return self.special.get(day, self.week[day.weekday()])


def said_times(known: KnownDays) -> SaidTimes:
    """The shortest way to say when something holds."""
    plain = _said(known, None)
    if all(part.how == "and" for part in plain.days) and sum(part.differing for part in plain.days) <= SHOWN_DAYS:
        return plain
    best, least = plain, (_cost(plain)[0], _cost(plain)[1] + 0.5)  # holidays, where they are as short
    for part in _holiday_parts(known):
        said = _said(known, part)
        if (cost := _cost(said)) < least:
            best, least = said, cost
        if least <= (0, 1):
            break
    return best


def shown_parts(days: Sequence[DayPart], how: How) -> tuple[list[DayPart], int]:
    """The single days that are named of those that differ in this way, and how many more there are."""
    found = [part for part in days if part.how == how]
    most = SHOWN_DAYS if len(found) == len(days) else FEWER_DAYS
    if len(days) <= SHOWN_DAYS or len(found) <= most + 1:  # a last one is as short as its count
        return found, 0
    return found[:most], sum(part.differing for part in found[most:])


def changed(how: How, usual: int, minutes: int) -> int:
    """The minutes of a day of which this is said."""
    if how == "and":
        return usual | minutes
    return usual & ~minutes if how == "except" else minutes


def week_groups(week: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Days of the week in a row with the same minutes: the first and the last day, and the minutes; none without."""
    for minutes, days in groupby(range(7), key=lambda day: week[day]):
        if minutes:
            first, *others = days
            yield first, others[-1] if others else first, minutes


def _cost(said: SaidTimes) -> tuple[int, float]:
    """How many days are not named, and how many parts it takes to say the rest."""
    hidden, parts = 0, 0
    for how in ("and", "except", "but"):
        shown, more = shown_parts(said.days, how)
        hours = {part.minutes for part in shown}
        hidden, parts = hidden + more, parts + len(shown) + sum(map(_hours_cost, hours))
    if said.holidays is not None:
        minutes = said.holidays.minutes
        parts += 1 + bool(said.holidays.calendar)
        groups = list(week_groups(minutes))
        parts += _hours_cost(minutes[0]) if len(set(minutes)) == 1 else sum(1 + _hours_cost(one[2]) for one in groups)
    return hidden, parts


def _hours_cost(minutes: int) -> int:
    return 0 if minutes == ALL_DAY else len(stretches_of(minutes))


def _holiday_parts(known: KnownDays) -> Iterator[HolidayPart]:
    """What might be said of holidays, the simplest first; nothing is promised of it."""
    for calendar, closed in _calendars(known):
        held = [_most(known.special[day] & part for day, part in closed.items())]
        held += [_most(part & ~known.special[day] for day, part in closed.items())]
        here, gone = ([(minutes,) * 7 for minutes in dict.fromkeys([ALL_DAY, *found])] for found in held)
        by_weekday = _by_weekday(closed, known)
        if any(known.week):
            yield from (HolidayPart("except", calendar, closed, minutes) for minutes in gone)
        yield from (HolidayPart("and", calendar, closed, minutes) for minutes in (*here, by_weekday))
        if any(known.week):
            # Of a weekday with hours that is left out people would read that its holidays are as usual.
            whole = all(hours or not usual for hours, usual in zip(by_weekday, known.week, strict=True))
            yield from (HolidayPart("but", calendar, closed, minutes) for minutes in (*here, *([by_weekday] * whole)))


def _most(minutes: Iterable[int]) -> list[int]:
    return [found for found, _ in Counter(minutes).most_common(TRIED_HOURS) if found]


def _calendars(known: KnownDays) -> Iterator[tuple[str, Closed]]:
    """Holidays of all calendars, and where they differ those of each that has a name."""
    filled = [(name, closed) for name, closed in known.calendars if closed]
    if not filled:
        return
    every: dict[date, int] = {}
    for _, closed in filled:
        for day, part in closed.items():
            every[day] = every.get(day, 0) | part
    yield "", every
    if any(closed != filled[0][1] for _, closed in filled):
        yield from ((name, closed) for name, closed in filled if name)


def _by_weekday(closed: Closed, known: KnownDays) -> tuple[int, ...]:
    """What most holidays on each day of the week have; one without any is as a day with the same ordinary hours."""
    found: dict[int, Counter[int]] = {}
    for day, part in closed.items():
        found.setdefault(day.weekday(), Counter())[known.special[day] & part] += 1
    most = {weekday: counts.most_common(1)[0][0] for weekday, counts in found.items()}
    alike = {known.week[weekday]: minutes for weekday, minutes in sorted(most.items(), reverse=True)}
    return tuple(most.get(weekday, alike.get(known.week[weekday], 0)) for weekday in range(7))


def _said(known: KnownDays, holidays: HolidayPart | None) -> SaidTimes:
    """What is to be said of single days where this is said of holidays: what is added and taken, or what they have."""

    def usual(day: date) -> int:
        minutes = known.week[day.weekday()]
        return minutes if holidays is None else holidays.changed(day, minutes)

    wrong = [day for day in sorted(known.special) if usual(day) != known.special[day]]
    differing: list[tuple[date, How, int]] = []
    for day in wrong:
        closed = [part for _, found in known.calendars if (part := found.get(day, 0))]
        differing.append((day, *_difference(usual(day), known.special[day], closed)))
    said = SaidTimes(known.week, holidays, _rows(differing, usual, known))
    if len(said.days) <= 1:
        return said
    instead: list[tuple[date, How, int]] = [
        (day, "but", here) if (here := known.special[day]) else (day, "except", ALL_DAY) for day in wrong
    ]
    return min(said, SaidTimes(known.week, holidays, _rows(instead, usual, known)), key=_cost)


def _rows(
    differing: Iterable[tuple[date, How, int]], usual: Callable[[date], int], known: KnownDays
) -> tuple[DayPart, ...]:
    """Days of which the same is to be said, in rows where it is true of all days between them too."""
    parts: dict[tuple[How, int], list[DayPart]] = {}
    for day, how, minutes in differing:
        row = parts.setdefault((how, minutes), [])
        if row and _joins(row[-1], day, usual, known):
            row[-1] = row[-1]._replace(last=day, differing=row[-1].differing + 1)
        else:
            row.append(DayPart(how, minutes, day, day))
    return tuple(sorted((part for row in parts.values() for part in row), key=lambda part: part.first))


def _joins(part: DayPart, day: date, usual: Callable[[date], int], known: KnownDays) -> bool:
    """Whether a day goes with a row: it has its name, and what is said of them is true of the days between."""
    name = known.names.get(part.first, "")
    return known.names.get(day, "") == name and all(
        known.names.get(other, "") in ("", name) and changed(part.how, usual(other), part.minutes) == known.here(other)
        for other in (part.last + timedelta(days=count) for count in range(1, (day - part.last).days))
    )


def _difference(usual: int, here: int, closed: Sequence[int]) -> tuple[How, int]:
    """How a day differs from what it would have, in hours that are as few as can be, and as somebody wrote them."""
    more, less = here & ~usual, usual & ~here
    if more and less:
        return "but", here
    if more:
        written = [here, *(part for part in closed if not more & ~part and not part & ~here), more]
        return "and", min(written, key=_hours_cost)
    if not here:
        return "except", ALL_DAY
    written = [*(part for part in closed if not less & ~part and not part & here), less]
    return "except", min(written, key=_hours_cost)
