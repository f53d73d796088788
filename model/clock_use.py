"""Which schedules and holiday calendars a plan uses, and which moments tell two clocks apart."""

from collections.abc import Iterator
from datetime import date

from nummerplan.model.call_graph import Clock
from nummerplan.model.case import Case
from nummerplan.model.message import Message, say
from nummerplan.model.plan import Plan
from nummerplan.model.scalars import MINUTES_A_DAY
from nummerplan.model.week import MINUTES_A_WEEK, first_outside, open_minutes, shown_minute

ALL_WEEK = ((0, MINUTES_A_WEEK),)


def clocks_in_use(plan: Plan) -> Iterator[Clock]:
    """Every pair of a schedule and a holiday calendar as a plan names it; either may be None."""
    company = plan.company
    yield Clock(company.business_hours, company.holidays)
    if night := company.night_forwarding:
        yield Clock(night.business_hours, night.holidays)
    for menu in plan.auto_attendants.values():
        yield Clock(menu.business_hours, menu.holidays)
    for user in plan.users.values():
        for rule in user.blocked_callers.rules:
            if rule.during:
                yield Clock(rule.during.schedule, rule.during.holidays)
        if user.simultaneous_ring and (during := user.simultaneous_ring.during):
            yield Clock(during.schedule, during.holidays)


def open_in_week(case: Case, clock: Clock) -> tuple[tuple[int, int], ...] | None:
    """The minutes of an ordinary week in which a clock is open; None when its schedule does not exist."""
    if clock.schedule is None:
        return ALL_WEEK
    schedule = case.plan.schedules.get(clock.schedule)
    return open_minutes(schedule) if schedule else None


def open_while_closed(case: Case, clock: Clock, other: Clock) -> str | None:
    """A moment at which `clock` is open and `other` closed: `fri 17:00`, or a date; None if none is known."""
    if clock == other or other.always_open:
        return None
    week, other_week = open_in_week(case, clock), open_in_week(case, other)
    if week is None or other_week is None:
        return None
    minute = first_outside(week, other_week)
    if minute is not None:
        return shown_minute(minute)
    day = _holiday_apart(case, clock, other, week)
    return str(day) if day else None


def _holiday_apart(case: Case, clock: Clock, other: Clock, week: tuple[tuple[int, int], ...]) -> date | None:
    """The first coming day that only the other clock's calendar closes, while the first clock is open."""
    calendar = case.calendars.get(other.holidays or "")
    if calendar is None or clock.holidays == other.holidays:
        return None
    own = case.calendars.get(clock.holidays or "")
    free = {closed.day for closed in own.days} if own else set()
    for closed in calendar.days:
        if closed.day >= case.today and closed.day not in free:
            midnight = closed.day.weekday() * MINUTES_A_DAY
            hours = [(midnight + stretch.start, midnight + stretch.end) for stretch in closed.closed]
            if any(
                start < end and begin < finish
                for start, end in hours
                for begin, finish in week
                if max(start, begin) < min(end, finish)
            ):
                return closed.day
    return None


def clock_shown(clock: Clock) -> Message:
    """A clock in words."""
    if clock.schedule and clock.holidays:
        return say("schedule {schedule} with holidays {holidays}", schedule=clock.schedule, holidays=clock.holidays)
    if clock.schedule:
        return say("schedule {schedule}", schedule=clock.schedule)
    return say("holidays {holidays}", holidays=clock.holidays) if clock.holidays else say("no schedule")
