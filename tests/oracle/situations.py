"""The distinct situations of a plan in a horizon, each with one moment that exists."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oracle.clocks import Clock
from oracle.company import Company

HORIZON_MONTHS = 18


@dataclass(frozen=True, slots=True)
class Situation:
    """A row of truth values of all clocks, and its first minute in the horizon."""

    moment: datetime
    row: tuple[bool, ...]


def exists(company: Company, moment: datetime) -> bool:
    """Whether the moment is not skipped by the clocks of the company's zone."""
    zone = ZoneInfo(company.time_zone)
    there = moment.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).astimezone(zone)
    return there.replace(tzinfo=None) == moment


def comes_twice(company: Company, moment: datetime) -> bool:
    """Whether clocks are put back over the moment; then the first of the two is meant."""
    zone = ZoneInfo(company.time_zone)
    offsets = [moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)]
    return offsets[0] != offsets[1] and exists(company, moment)


def horizon(start: date, months: int) -> list[date]:
    """The days of so many months from the start, to the end of a last month that has no such day."""
    found, day = [], start
    while (month := (day.year - start.year) * 12 + day.month - start.month) < months or (
        month == months and day.day < start.day
    ):
        found.append(day)
        day += timedelta(days=1)
    return found


def samples(
    company: Company, start: date, months: int = HORIZON_MONTHS, also: tuple[Clock, ...] = ()
) -> list[Situation]:
    """One existing moment for each situation that occurs from the start; `also` are clocks that no object reads."""
    clocks = [*company.used_clocks(), *also]
    ends = sorted(mobile.ends for mobile in company.mobiles.values() if mobile.ends)
    found: dict[tuple[bool, ...], Situation] = {}
    known_days: set[object] = set()
    for day in horizon(start, months):
        over = tuple(day.isoformat() > end for end in ends)
        ordinary = not any(company.clocks.special(clock, day) for clock in clocks)
        shape = (day.weekday(), over) if ordinary else (tuple(map(tuple, _open(company, clocks, day))), over)
        if shape in known_days:
            continue
        if not _jumps(company, day):
            known_days.add(shape)
        for situation in _of_day(company, clocks, day, over):
            found.setdefault(situation.row, situation)
    return list(found.values())


def changes(company: Company, day: date) -> list[datetime]:
    """The moments of one day at which any clock may change, midnight first."""
    return _changes(company, company.used_clocks(), day)


def _changes(company: Company, clocks: list[Clock], day: date) -> list[datetime]:
    minutes = {0} | {minute for parts in _open(company, clocks, day) for part in parts for minute in part}
    midnight = datetime.combine(day, time())
    return [midnight + timedelta(minutes=minute) for minute in sorted(minutes) if minute < 1440]


def _open(company: Company, clocks: list[Clock], day: date) -> list[list[tuple[int, int]]]:
    return [company.clocks.open_stretches(clock, day) for clock in clocks]


def _jumps(company: Company, day: date) -> bool:
    """Whether clocks are put forward or back on the day."""
    zone = ZoneInfo(company.time_zone)
    first = datetime.combine(day, time(), zone).utcoffset()
    return first != datetime.combine(day + timedelta(days=1), time(), zone).utcoffset()


def _of_day(company: Company, clocks: list[Clock], day: date, over: tuple[bool, ...]) -> list[Situation]:
    """The situations of one day, each with its first minute that exists."""
    moments = _changes(company, clocks, day)
    jumps = _jumps(company, day)
    found = []
    for begin, end in zip(moments, [*moments[1:], datetime.combine(day + timedelta(days=1), time())], strict=True):
        moment: datetime | None = begin
        while jumps and moment is not None and not exists(company, moment):
            moment = moment + timedelta(minutes=1) if moment + timedelta(minutes=1) < end else None
        if moment is not None:
            row = tuple(company.clocks.is_open(clock, moment) for clock in clocks)
            found.append(Situation(moment, row + over))
    return found
