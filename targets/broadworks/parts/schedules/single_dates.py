"""Single dates of schedules on a platform whose events add up, and whose holidays win.

A date of the plan stands in the place of the week's hours, and no holiday closes it. On BroadWorks an event of one date
adds hours to the week's, and a holiday calendar closes whatever the hours say. So the hours that the week lacks are
written as events, and a calendar is written without a day on which all schedules beside it have hours of their own.
What cannot be said so is a loss: hours of the week that a date takes away, and a holiday that other schedules need.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.loss_kinds import DATE_HOLIDAY, DATE_HOURS
from nummerplan.targets.broadworks.object_kind import PlanContext
from nummerplan.targets.broadworks.parts.schedules.winning_calendars import (
    A_DAY,
    DatedHours,
    Minutes,
    Stretches,
    clocks,
    closed_dates,
    edits_of_winning_calendars,
    less,
    minutes,
    with_dates,
)


def added_hours(schedule: Schedule) -> Iterator[tuple[date, Stretch]]:
    """What single dates have besides the hours of their weekday, by day and start."""
    for day, stretches in sorted(schedule.dated.items()):
        for start, end in _less(stretches, schedule.week[day.weekday()]):
            past = start >= MINUTES_A_DAY  # the rest of hours whose beginning the week has too
            first, last = (start - MINUTES_A_DAY, end - MINUTES_A_DAY) if past else (start, end)
            yield day + A_DAY * past, Stretch(first, last - MINUTES_A_DAY if last > MINUTES_A_DAY else last)


def lose_single_dates(context: PlanContext, schedule: Schedule) -> None:
    """Report the dates of a schedule that the platform cannot have as the plan says."""
    together = {day: _together(schedule, day) for day in schedule.dated}
    added = PlanEdit(schedule.route, with_dates(schedule, together))
    staying = [day for day, hours in schedule.dated.items() if _less(schedule.week[day.weekday()], hours)]
    for route in dict.fromkeys(_route(schedule, day) for day in staying):
        text = say("hours of single dates add to those of the week on BroadWorks: what they leave out stays open")
        context.lose(route, text, DATE_HOURS, added)
    for calendar, closed in _calendars_beside(context, schedule).items():
        edits = edits_of_winning_calendars(context.plan, {schedule.key: together}, {calendar: closed})
        for route in dict.fromkeys(_route(schedule, day) for day in closed_dates(together, closed)):
            text = say("BroadWorks closes this day by holiday calendar {key}, at these hours too", key=calendar)
            context.lose(route, text, DATE_HOLIDAY, *edits)


def _together(schedule: Schedule, day: date) -> Stretches:
    """The hours of a date on the platform: those of the week, and its own."""
    return tuple(sorted({*schedule.week[day.weekday()], *schedule.dated[day]}))


def _calendars_beside(context: PlanContext, schedule: Schedule) -> Mapping[str, DatedHours]:
    """What the calendars beside a schedule close, as they are written."""
    beside = {clock.holidays for clock, _ in clocks(context.plan) if clock.schedule == schedule.key}
    known = {key: context.linked.calendars[key] for key in sorted(filter(None, beside)) if key in context.plan.holidays}
    opened = {key: open_days(context, key) for key in known}
    return {
        key: {day: parts for day, parts in calendar.closed_on.items() if day not in opened[key]}
        for key, calendar in known.items()
    }


def open_days(context: PlanContext, calendar: str) -> frozenset[date]:
    """The days that a calendar is written without, since all schedules beside it have hours of their own on them."""
    beside = {clock.schedule for clock, _ in clocks(context.plan) if clock.holidays == calendar}
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


def _route(schedule: Schedule, day: date) -> Route:
    """Where the hours of a day are written."""
    return schedule.at("dates", str(schedule.dated_by[day]))


def _less(stretches: Stretches, others: Stretches) -> list[Minutes]:
    """The parts of some hours that others do not cover, in order."""
    return less(list(map(minutes, stretches)), list(map(minutes, others)))
