"""Time cut into situations: the finite set of ways in which a plan's clocks stand together within the horizon.

Days of a kind (the same weekday, the same closed parts of each calendar) run alike, so the work grows with the kinds of
days and not with the days; a plan of fifty schedules has as many kinds of days as one of a single schedule.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from itertools import groupby
from zoneinfo import ZoneInfo

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.text.vocabulary.situation_names import DatedHours, DayKind, Pattern, situation_name
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.call_questions import Row
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch
from nummerplan.model.plan.schedules import Schedule

HORIZON_MONTHS = 18
"""How far ahead a plan is looked at, from the day that a run counts from."""

Kinds = dict[DayKind, list[date]]
"""The days of the horizon by their kind."""
Runs = list[tuple[Row, Stretch]]
"""How clocks stand from stretch to stretch of a day."""


def situations(clocks: Sequence[Clock], linked: LinkedPlan) -> tuple[Situation, ...]:
    """The situations of some clocks, in order of their first moments; the same day gives the same result."""
    kinds = days_by_kind(clocks, linked)
    patterns: dict[Row, dict[DayKind, list[Stretch]]] = {}
    for kind, runs in _runs_by_kind(clocks, kinds, linked):
        for row, stretch in runs:
            patterns.setdefault(row, {}).setdefault(kind, []).append(stretch)
    found, zone, words = [], zone_of(linked), (kinds, _day_names(clocks, linked), _calendars(clocks, linked))
    for row, by_kind in patterns.items():
        sample = min(_samples(by_kind, kinds, zone), default=None)
        if sample is not None:
            pattern = Pattern({k: tuple(v) for k, v in by_kind.items()}, *words)
            found.append(Situation(row, sample, partial(situation_name, pattern)))
    return tuple(sorted(found, key=lambda situation: situation.sample))


def rows(clocks: Sequence[Clock], linked: LinkedPlan, kinds: Kinds | None = None) -> frozenset[Row]:
    """How some clocks ever stand together: situations without names and moments, at a fraction of the work."""
    found = kinds if kinds is not None else days_by_kind(clocks, linked)
    return frozenset(row for _, runs in _runs_by_kind(clocks, found, linked) for row, _ in runs)


def times(clocks: Sequence[Clock], holds: Callable[[Row], bool], linked: LinkedPlan) -> Situation | None:
    """All moments of the horizon at which something holds of some clocks, as one situation; None if it never does."""
    kinds = days_by_kind(clocks, linked)
    found: dict[DayKind, list[Stretch]] = {}
    for kind, runs in _runs_by_kind(clocks, kinds, linked):
        for row, (start, end) in runs:
            if holds(row):
                before = found.setdefault(kind, [])
                touches = before and before[-1].end == start
                before.append(Stretch(before.pop().start if touches else start, end))
    sample = min(_samples(found, kinds, zone_of(linked)), default=None)
    if sample is None:
        return None
    words = (kinds, _day_names(clocks, linked), _calendars(clocks, linked))
    pattern = Pattern({k: tuple(v) for k, v in found.items()}, *words)
    row = tuple(is_open(clock, sample, linked) for clock in clocks)
    return Situation(row, sample, partial(situation_name, pattern))


def situation_of(trace: Trace, linked: LinkedPlan) -> Situation | None:
    """The situation in which a call was, by the clocks of the places that it came to; None beyond the horizon."""
    external = trace.call.caller.external
    places = {hop.edge.source for hop in trace.hops}
    edges = (edge for place in places for edge in linked.graph.edges.get(place, ()))
    clocks = sorted({clock for edge in edges for clock, _ in edge.clocks(external)}, key=str)
    row = tuple(is_open(clock, trace.call.moment, linked) for clock in clocks)
    return next((found for found in situations(clocks, linked) if found.open == row), None) if clocks else None


def horizon(linked: LinkedPlan) -> tuple[date, date]:
    """The first day that is looked at, and the first that is not."""
    first = linked.today
    months = first.month - 1 + HORIZON_MONTHS
    year, month = first.year + months // 12, months % 12 + 1
    # A month that has no such day is looked at to its end.
    return first, date(year, month, 1) + timedelta(days=min(first.day - 1, monthrange(year, month)[1]))


def days_by_kind(clocks: Iterable[Clock], linked: LinkedPlan) -> Kinds:
    """The days of the horizon by their kind."""
    clocks = tuple(clocks)
    names = _followed(clocks)
    # A calendar has a few dozen days, the horizon hundreds: only those are looked at one by one.
    calendars = [linked.calendars[name].closed_on if name in linked.calendars else {} for name in names]
    schedules = [
        linked.plan.schedules[name]
        for name in sorted({clock.schedule or "" for clock in clocks})
        if name in linked.plan.schedules
    ]
    dated = [schedule for schedule in schedules if schedule.dates]
    special = frozenset[date]().union(*calendars, *(_days_of(schedule) for schedule in dated))
    first, end = horizon(linked)
    ends = sorted({clock.ends for clock in clocks if clock.ends is not None})
    kinds: Kinds = {}
    for days in _by_weekday(first, end):
        by_ends = groupby(days, lambda day: tuple(day > last for last in ends)) if ends else [((), days)]
        for over, together in by_ends:
            kind = DayKind(days[0].weekday(), ((),) * len(calendars), (), over)
            kinds[kind] = [day for day in together if day not in special]
    for day in sorted(day for day in special if first <= day < end):
        closed = tuple(calendar.get(day, ()) for calendar in calendars)
        over = tuple(day > last for last in ends)
        kind = DayKind(day.weekday(), closed, tuple(_dated_hours(schedule, day) for schedule in dated), over)
        kinds.setdefault(kind, []).append(day)
    return {kind: days for kind, days in kinds.items() if days}


def _days_of(schedule: Schedule) -> Iterator[date]:
    """The single dates of a schedule, and the days after them, on which they may have a tail."""
    yield from (day + timedelta(days=later) for day in schedule.dated for later in (0, 1))


def _dated_hours(schedule: Schedule, day: date) -> DatedHours:
    """The hours of single dates that begin on a day, or on the day before and run into it."""
    before = schedule.dated.get(day - timedelta(days=1))
    tail = None if before is None else tuple(stretch for stretch in before if stretch.end < stretch.start)
    return schedule.dated.get(day), tail


@lru_cache(maxsize=4)
def _by_weekday(first: date, end: date) -> list[list[date]]:
    """The days from the first on that come before the end, those of a weekday together."""
    days = [first + timedelta(days=count) for count in range((end - first).days)]
    return [days[place::7] for place in range(7)]


def _runs_by_kind(clocks: Sequence[Clock], kinds: Kinds, linked: LinkedPlan) -> Iterator[tuple[DayKind, Runs]]:
    """The runs of each kind of days; weekdays of the same hours run alike, and are looked at once."""
    weeks = [linked.plan.schedules[c.schedule].week for c in clocks if c.schedule in linked.plan.schedules]
    hours = [tuple(_hours(week, weekday) for week in weeks) for weekday in range(7)]
    known: dict[tuple[object, ...], Runs] = {}
    for kind, days in kinds.items():
        key = (hours[kind.weekday], *kind[1:])
        if key not in known:
            known[key] = [*_runs(clocks, kind, days[0], linked)]
        yield kind, known[key]


def _hours(week: tuple[tuple[Stretch, ...], ...], weekday: int) -> tuple[tuple[Stretch, ...], ...]:
    """The hours of a day, and those of the day before that run past midnight."""
    return week[weekday], tuple(stretch for stretch in week[weekday - 1] if stretch.end < stretch.start)


def _runs(clocks: Sequence[Clock], kind: DayKind, day: date, linked: LinkedPlan) -> Iterator[tuple[Row, Stretch]]:
    """How the clocks stand from stretch to stretch of a day of this kind; neighbours differ."""
    cuts = {0, MINUTES_A_DAY}
    for stretch in (part for closed in kind.closed for part in closed):
        cuts |= set(stretch)
    for clock in clocks:
        schedule = linked.plan.schedules.get(clock.schedule) if clock.schedule else None
        if schedule is not None:
            for begins in (day, day - timedelta(days=1)):
                cuts.update(minute for stretch in schedule.begins_on(begins)[0] for minute in stretch)
    start, last = 0, None
    for minute in sorted(cuts - {MINUTES_A_DAY}):
        moment = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
        row = tuple(is_open(clock, moment, linked) for clock in clocks)
        if last is not None and row != last:
            yield last, Stretch(start, minute)
            start = minute
        last = row
    if last is not None:
        yield last, Stretch(start, MINUTES_A_DAY)


def _samples(
    by_kind: dict[DayKind, list[Stretch]], kinds: dict[DayKind, list[date]], zone: ZoneInfo | None
) -> Iterator[datetime]:
    """The first moment of each stretch that the clocks on the wall show: in spring they skip some."""
    for kind, stretches in by_kind.items():
        for stretch in stretches:
            shown = (moment for day in kinds[kind] for moment in _minutes(day, stretch) if exists(moment, zone))
            first = next(shown, None)
            if first is not None:
                yield first


def _minutes(day: date, stretch: Stretch) -> Iterator[datetime]:
    midnight = datetime.combine(day, datetime.min.time())
    return (midnight + timedelta(minutes=minute) for minute in range(stretch.start, stretch.end))


def exists(moment: datetime, zone: ZoneInfo | None) -> bool:
    """Whether clocks on the wall ever show this moment."""
    if zone is None:
        return True
    back = moment.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).astimezone(zone)
    return back.replace(tzinfo=None) == moment


def zone_of(linked: LinkedPlan) -> ZoneInfo | None:
    """The company's zone; an unknown one is a rule's finding, and skips no moment."""
    try:
        return ZoneInfo(linked.plan.company.time_zone)
    except (KeyError, ValueError, OSError):
        return None


def _day_names(clocks: Iterable[Clock], linked: LinkedPlan) -> dict[date, str]:
    """What the calendars of some clocks call their days."""
    names: dict[date, str] = {}
    for calendar in _followed(clocks):
        known = linked.calendars.get(calendar)
        for day in known.days if known else ():
            names.setdefault(day.day, day.name)
    return names


def _calendars(clocks: Iterable[Clock], linked: LinkedPlan) -> tuple[str, ...]:
    """The keys of the calendars that some clocks follow, in the order in which kinds of days have them; of one that is
    made for a comparison none.
    """
    return tuple(name if name in linked.plan.holidays else "" for name in _followed(clocks))


def _followed(clocks: Iterable[Clock]) -> list[str]:
    return sorted({clock.holidays for clock in clocks if clock.holidays is not None})
