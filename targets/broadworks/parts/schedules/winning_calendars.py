"""A holiday calendar of BroadWorks closes whatever the hours say; a plan's closes no hours of a single date.

What such a platform does can be said in a plan all the same: a clock that has both gets a schedule of its own, whose
single dates lack what its calendar closes.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.night import menu_clock, night_clock
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, DateRange, Stretch
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.source import Route

A_DAY = timedelta(days=1)

Minutes = tuple[int, int]
"""Start and end in minutes from the midnight on which a day begins; what runs into the next day ends after 24:00."""
Stretches = tuple[Stretch, ...]
DatedHours = Mapping[date, Stretches]
"""The hours of single dates, or the closed parts of days."""


def clocks(plan: Plan) -> Iterator[tuple[Clock, Route]]:
    """What opens and closes by a schedule and a calendar, and the setting that names its schedule."""
    company = plan.company
    if company.night_forwarding is not None:
        yield night_clock(company), ("company", "night_forwarding", "business_hours")
    for menu in plan.auto_attendants.values():
        yield menu_clock(company, menu), menu.at("business_hours")


def edits_of_winning_calendars(
    plan: Plan, dated: Mapping[str, DatedHours], closed: Mapping[str, DatedHours]
) -> list[PlanEdit]:
    """What makes clocks close on the single dates of their schedules as their calendars say.

    `dated` are the hours of single dates as the platform has them, by schedule, `closed` what each calendar closes.
    """
    edits: dict[Route, PlanEdit] = {}
    for clock, route in clocks(plan):
        schedule = plan.schedules.get(clock.schedule or "")
        shut, hours = closed.get(clock.holidays or "", {}), dated.get(clock.schedule or "", {})
        if schedule is not None and closed_dates(hours, shut):
            left = {day: _open(stretches, day, shut) for day, stretches in hours.items()}
            made: Route = ("schedules", f"{schedule.key}+{clock.holidays}")
            edits[made] = PlanEdit(made, with_dates(schedule, left))
            edits[route] = PlanEdit(route, made[1])
    return list(edits.values())


def closed_dates(dated: DatedHours, closed: DatedHours) -> list[date]:
    """The single dates of which a calendar closes a part, or of what they have past midnight."""
    return [day for day, hours in dated.items() if _open(hours, day, closed) != hours]


def with_dates(schedule: Schedule, dated: DatedHours) -> Schedule:
    """A schedule with other hours of single dates."""
    dates = {DateRange(day, day): list(hours) for day, hours in dated.items()}
    return Schedule.model_validate({"dates": dates, **schedule.hours})


def _open(hours: Stretches, day: date, closed: DatedHours) -> Stretches:
    """The hours of a date without what is closed on it and on the day after it; as they were if that is nothing."""
    shut = [
        (start + MINUTES_A_DAY * later, end + MINUTES_A_DAY * later)
        for later in (0, 1)
        for start, end in closed.get(day + A_DAY * later, ())
    ]
    if not any(
        start < end_shut and begin_shut < end for start, end in map(minutes, hours) for begin_shut, end_shut in shut
    ):
        return hours
    return tuple(_stretch(part) for part in less(list(map(minutes, hours)), shut))


def minutes(stretch: Stretch) -> Minutes:
    """A stretch as minutes that go on after midnight."""
    return stretch.start, stretch.end + (MINUTES_A_DAY if stretch.end < stretch.start else 0)


def _stretch(part: Minutes) -> Stretch:
    start, end = part
    return Stretch(start, end - MINUTES_A_DAY if end > MINUTES_A_DAY else end)


def less(stretches: list[Minutes], others: list[Minutes]) -> list[Minutes]:
    """The parts of some hours that others do not cover, in order."""
    left = stretches
    for begin, finish in others:
        left = [(start, min(end, begin)) for start, end in left] + [(max(start, finish), end) for start, end in left]
        left = [(start, end) for start, end in left if start < end]
    return sorted(set(left))
