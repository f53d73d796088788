"""Whether a clock is open at a moment: its schedule is active and no holiday covers the moment."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.schedules import Schedule


def is_open(clock: Clock, moment: datetime, linked: LinkedPlan) -> bool:
    """Look at one moment of wall time in the company's zone; a clock that names nothing is always open.

    No holiday closes the hours of a single date of the schedule.
    """
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    if clock.ends is not None and day > clock.ends:
        return False
    schedule = linked.plan.schedules.get(clock.schedule) if clock.schedule else None
    if schedule is not None:
        active, dated = _active(schedule, day, minute)
        if not active or dated:
            return active
    return clock.holidays is None or not on_holiday(clock.holidays, day, minute, linked)


def clocks_here(node: Node, external: bool, linked: LinkedPlan) -> Iterator[Clock]:
    """Every clock that decides at a place, for callers from outside or for colleagues; some more than once."""
    for edge in linked.graph.edges.get(node, ()):
        if edge.callers == "any" or edge.takes(external):
            yield from (clock for clock, _ in edge.clocks(external))


def _active(schedule: Schedule, day: date, minute: int) -> tuple[bool, bool]:
    """Whether hours of this day cover the minute, or hours of the day before; and whether of a single date."""
    (today, dated), (before, eve_dated) = schedule.begins_on(day), schedule.begins_on(day - timedelta(days=1))
    here = any(_covers(stretch, minute) for stretch in today)
    tail = any(stretch.end < stretch.start and minute < stretch.end for stretch in before)
    return here or tail, (here and dated) or (tail and eve_dated)


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
