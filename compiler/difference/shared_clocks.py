"""The clocks of two plans as one: when each is open, and the situations in which any of them changes."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from nummerplan.compiler.calls.situations import horizon, situations, times
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.call_questions import IsOpen, Row
from nummerplan.model.calls.linked_plan import Calendar, LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.plan.week import open_minutes

OpenHours = Hashable
"""When a clock is open, whatever it is called; None for always."""


class SharedHours:
    """What is known of the clocks of two plans."""

    def __init__(self, old: LinkedPlan, new: LinkedPlan) -> None:
        self._plans = (old, new)
        self._clocks: dict[OpenHours, Clock] = {}
        self._schedules: dict[str, Schedule] = {}
        self._calendars: dict[str, Calendar] = {}
        self.of = cache(self._read)
        self.situations = cache(self._situations)
        self.together = cache(self._together)

    def clocks(self, hours: Iterable[OpenHours]) -> tuple[Clock, ...]:
        """Clocks of their own for some hours, in an order that does not change."""
        return tuple(sorted({self._clocks[found] for found in hours if found is not None}, key=str))

    def _situations(self, clocks: tuple[Clock, ...]) -> tuple[Situation, ...]:
        """All ways in which these clocks stand together."""
        return situations(clocks, self._both())

    def _together(self, clocks: tuple[Clock, ...], rows: frozenset[Row]) -> Situation:
        """All moments at which the clocks stand in one of these ways, as one situation."""
        found = times(clocks, rows.__contains__, self._both())
        if found is None:
            raise ValueError(rows)
        return found

    def is_open(self, clocks: tuple[Clock, ...], row: Row, side: int) -> IsOpen:
        """How a plan's clocks stand in a situation."""
        states = dict(zip(clocks, row, strict=True))

        def answer(clock: Clock) -> bool:
            hours = self.of(clock, side)
            return True if hours is None else states[self._clocks[hours]]

        return answer

    def _both(self) -> LinkedPlan:
        """The new plan with the clocks of both."""
        new = self._plans[1]
        plan = new.plan.model_copy(update={"schedules": self._schedules})
        return replace(new, plan=plan, calendars=self._calendars)

    def _read(self, clock: Clock, side: int) -> OpenHours:
        """When a clock of the old plan (side 0) or the new one (side 1) is open; equal for clocks that agree."""
        linked = self._plans[side]
        schedule = linked.plan.schedules.get(clock.schedule or "")
        calendar = linked.calendars.get(clock.holidays or "")
        week = open_minutes(schedule) if schedule else None
        closed = _closed(calendar, linked) if calendar else ()
        dated = tuple(sorted(schedule.dated.items())) if schedule else ()
        if week is None and not closed and clock.ends is None:
            return None
        hours = (week, closed, dated, clock.ends)
        if hours not in self._clocks:
            name = f"{len(self._clocks):06}"
            self._clocks[hours] = Clock(name if schedule else None, name if closed else None, clock.ends)
            if schedule:
                self._schedules[name] = schedule
            if calendar and closed:
                self._calendars[name] = calendar
        return hours


def _closed(calendar: Calendar, linked: LinkedPlan) -> tuple[tuple[date, tuple[Stretch, ...]], ...]:
    """The closed parts of the days that are looked at."""
    first, last = horizon(linked)
    days = ((day, parts) for day, parts in sorted(calendar.closed_on.items()) if first <= day < last)
    return tuple((day, tuple(sorted(set(parts)))) for day, parts in days)
