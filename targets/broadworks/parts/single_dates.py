"""Single dates of schedules on a platform whose events add up, and whose holidays win.

A date of the plan stands in the place of the week's hours, and no holiday closes it. On BroadWorks an event of one date
adds hours to the week's, and a holiday calendar closes whatever the hours say. So the hours that the week lacks are
written as events, and a calendar is written without a day on which all schedules beside it have hours of their own.
What cannot be said so is a loss: hours of the week that a date takes away, and a holiday that other schedules need.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.night import menu_clock, night_clock
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.object_kind import PlanContext

A_DAY = timedelta(days=1)

Minutes = tuple[int, int]
"""Start and end in minutes from the midnight on which a day begins; what runs into the next day ends after 24:00."""


def added_hours(schedule: Schedule) -> Iterator[tuple[date, Stretch]]:
    """What single dates have besides the hours of their weekday, by day and start."""
    for day, stretches in sorted(schedule.dated.items()):
        for start, end in _less(stretches, schedule.week[day.weekday()]):
            past = start >= MINUTES_A_DAY  # the rest of hours whose beginning the week has too
            first, last = (start - MINUTES_A_DAY, end - MINUTES_A_DAY) if past else (start, end)
            yield day + A_DAY * past, Stretch(first, last - MINUTES_A_DAY if last > MINUTES_A_DAY else last)


def lose_single_dates(context: PlanContext, schedule: Schedule) -> None:
    """Report the dates of a schedule that the platform cannot have as the plan says."""
    clocks = (clock for clock in _clocks(context.plan) if clock.schedule == schedule.key)
    calendars = sorted({clock.holidays for clock in clocks if clock.holidays})
    lost: dict[Route, Message] = {}
    for day, stretches in schedule.dated.items():
        if _less(schedule.week[day.weekday()], stretches):
            text = say("hours of single dates add to those of the week on BroadWorks: what they leave out stays open")
            lost.setdefault(_route(schedule, day), text)
        elif calendar := next((key for key in calendars if _closed_by(context, key, day, stretches)), None):
            text = say("BroadWorks closes this day by holiday calendar {key}, at these hours too", key=calendar)
            lost.setdefault(_route(schedule, day), text)
    for route, text in lost.items():
        context.lose(route, text)


def open_days(context: PlanContext, calendar: str) -> frozenset[date]:
    """The days that a calendar is written without, since all schedules beside it have hours of their own on them."""
    beside = {clock.schedule for clock in _clocks(context.plan) if clock.holidays == calendar}
    schedules = [context.plan.schedules.get(name or "") for name in beside]
    known = [schedule for schedule in schedules if schedule is not None]
    if not known or len(known) < len(beside):
        return frozenset()
    days = frozenset.intersection(*(frozenset(schedule.dated) for schedule in known))
    return frozenset(day for day in days if all(_stands_alone(schedule, day) for schedule in known))


def _stands_alone(schedule: Schedule, day: date) -> bool:
    """Whether without any holiday the platform is open on a day exactly at its own hours."""
    eve, _ = schedule.begins_on(day - A_DAY)
    tail = any(stretch.end < stretch.start and stretch.end for stretch in eve)
    return not tail and not _less(schedule.week[day.weekday()], schedule.dated[day])


def _closed_by(context: PlanContext, calendar: str, day: date, stretches: tuple[Stretch, ...]) -> bool:
    """Whether a calendar, as it is written, closes a part of the hours of a day, or of what they have past midnight."""
    known = context.linked.calendars.get(calendar)
    opened = open_days(context, calendar)
    for later in (0, 1):
        closed = known.closed_on.get(day + A_DAY * later, ()) if known and day + A_DAY * later not in opened else ()
        for begin, finish in closed:
            shifted = begin + MINUTES_A_DAY * later, finish + MINUTES_A_DAY * later
            if any(start < shifted[1] and shifted[0] < end for start, end in map(_minutes, stretches)):
                return True
    return False


def _clocks(plan: Plan) -> Iterator[Clock]:
    """What opens and closes on the platform by a schedule and a calendar; its rules know no calendars."""
    yield night_clock(plan.company)
    yield from (menu_clock(plan.company, menu) for menu in plan.auto_attendants.values())


def _route(schedule: Schedule, day: date) -> Route:
    """Where the hours of a day are written."""
    return schedule.at("dates", str(schedule.dated_by[day]))


def _minutes(stretch: Stretch) -> Minutes:
    return stretch.start, stretch.end + (MINUTES_A_DAY if stretch.end < stretch.start else 0)


def _less(stretches: tuple[Stretch, ...], others: tuple[Stretch, ...]) -> list[Minutes]:
    """The parts of some hours that others do not cover, in order."""
    left = [_minutes(stretch) for stretch in stretches]
    for begin, finish in map(_minutes, others):
        left = [(start, min(end, begin)) for start, end in left] + [(max(start, finish), end) for start, end in left]
        left = [(start, end) for start, end in left if start < end]
    return sorted(set(left))
