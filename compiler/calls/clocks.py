"""Whether a clock is open at a moment: its schedule is active and no holiday covers the moment."""

from datetime import date, datetime, timedelta

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.schedules import Schedule


def is_open(clock: Clock, moment: datetime, linked: LinkedPlan) -> bool:
    """Look at one moment of wall time in the company's zone; a clock that names nothing is always open."""
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    schedule = linked.plan.schedules.get(clock.schedule) if clock.schedule else None
    if schedule is not None and not active(schedule, day, minute):
        return False
    return clock.holidays is None or not on_holiday(clock.holidays, day, minute, linked)


def active(schedule: Schedule, day: date, minute: int) -> bool:
    """Whether a stretch of this day covers the minute, or one of the day before that runs past midnight."""
    week = schedule.week
    today, before = week[day.weekday()], week[(day - timedelta(days=1)).weekday()]
    return any(_covers(stretch, minute) for stretch in today) or any(
        stretch.end < stretch.start and minute < stretch.end for stretch in before
    )


def on_holiday(calendar: str, day: date, minute: int, linked: LinkedPlan) -> bool:
    """Whether a day of the calendar is closed at this minute."""
    return any(_covers(stretch, minute) for stretch in closures(calendar, day, linked))


def closures(calendar: str, day: date, linked: LinkedPlan) -> tuple[Stretch, ...]:
    """The closed parts of a day."""
    known = linked.calendars.get(calendar)
    return known.closed_on.get(day, ()) if known else ()


def _covers(stretch: Stretch, minute: int) -> bool:
    """A stretch that ends before it starts covers the rest of its own day."""
    return stretch.start <= minute and (minute < stretch.end or stretch.end < stretch.start)
