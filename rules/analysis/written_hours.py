"""All hours that a plan writes: of weeks, of single dates, and the closed parts of holidays."""

from collections.abc import Iterator

from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route


def written_stretches(plan: Plan) -> Iterator[tuple[Route, Stretch]]:
    """Each stretch, and where it is written."""
    for schedule in plan.schedules.values():
        for day_key, stretches in schedule.hours.items():
            yield from ((schedule.at(day_key, place), stretch) for place, stretch in enumerate(stretches))
        for dates, stretches in schedule.dates.items():
            route = schedule.at("dates", str(dates))
            yield from (((*route, place), stretch) for place, stretch in enumerate(stretches))
    for holidays in plan.holidays.values():
        for setting, days in (("dates", holidays.dates), ("yearly", holidays.yearly)):
            for day, closure in days.items():
                route = holidays.at(setting, str(day), "closed")
                yield from (((*route, place), stretch) for place, stretch in enumerate(closure.closed))
