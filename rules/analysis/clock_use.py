"""Which schedules and holiday calendars a plan uses, and whether clocks are ever open and closed together."""

from collections.abc import Iterable, Iterator

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import During
from nummerplan.model.plan.week import MINUTES_A_WEEK, open_minutes

ClockState = tuple[Clock, bool]
"""A clock that is to be open, or closed."""

ALL_WEEK = ((0, MINUTES_A_WEEK),)


def clocks_in_use(plan: Plan) -> Iterator[Clock]:
    """Every pair of a schedule and a holiday calendar as a plan or a call test names it; either may be None."""
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
    for call in plan.calls:
        if isinstance(call.at, During):
            yield Clock(call.at.schedule, call.at.holidays)
        elif call.at in plan.schedules:
            yield Clock(call.at, None)


def open_in_week(linked: LinkedPlan, clock: Clock) -> tuple[tuple[int, int], ...] | None:
    """The minutes of an ordinary week in which a clock is open; None when its schedule does not exist."""
    if clock.schedule is None:
        return ALL_WEEK
    schedule = linked.plan.schedules.get(clock.schedule)
    return open_minutes(schedule) if schedule else None


def ever_together(states: Iterable[ClockState], linked: LinkedPlan) -> bool:
    """Whether these clocks are ever open and closed in this way, all at once, within the horizon."""
    wanted = set(states)
    clocks = tuple(sorted({clock for clock, _ in wanted}, key=str))
    if len(clocks) < len(wanted):
        return False  # the same clock would have to be open and closed
    row = dict(wanted)
    fixed = tuple(row[clock] for clock in clocks)
    return not clocks or fixed in linked.calls.rows(clocks)


def times_together(states: Iterable[ClockState], linked: LinkedPlan) -> Situation | None:
    """The times at which these clocks are open and closed in this way, as one situation; None if there are none."""
    wanted = set(states)
    if not ever_together(wanted, linked):
        return None
    row = dict(sorted(wanted, key=str))
    return linked.calls.times(tuple(row), lambda found: found == tuple(row.values()))
