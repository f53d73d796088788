"""Hours of a schedule that overlap each other.

Hours add up: `daily: 09:00-17:00` with `sat: 10:00-12:00` is open until five on Saturday too. Who writes
such a line mostly means an exception, and gets none. Name each day once: `mon-fri: 09:00-17:00` and `sat:
10:00-12:00`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.week import overlaps
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP403",
    level=Level.WARNING,
    bad="""
schedules:
  office:
    daily: 09:00-17:00
    sat: 10:00-12:00  # <-
  shop:
    mon: [09:00-13:00, 12:30-18:00]  # <-
""",
    good="""
schedules:
  office:
    mon-fri: 09:00-17:00
    sat: 10:00-12:00
  shop:
    mon: [09:00-13:00, 13:00-18:00]
  night:
    daily: 22:00-06:00
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each pair of written hours that cover the same minutes on some day, once."""
    for schedule in linked.plan.schedules.values():
        written = {route: place for place, route in enumerate(_hours(schedule.hours, schedule.route))}
        reported: set[tuple[Route, Route]] = set()
        for one, other in overlaps(schedule):
            first, second = sorted((one.route, other.route), key=lambda route: written[route])
            if (first, second) not in reported:
                reported.add((first, second))
                yield Finding(
                    second,
                    say(
                        "these hours overlap others of schedule {key} from {moment}",
                        key=schedule.key,
                        moment=linked.words.minute_of_week(other.start),
                    ),
                    remarks=(Remark(first, say("these hours cover the same time")),),
                    help=say("hours add up, they make no exceptions: name each day and hour once"),
                )


def _hours(hours: dict[str, list[Stretch]], route: Route) -> Iterator[Route]:
    """Where each stretch stands, in order of writing."""
    for day_key, stretches in hours.items():
        for position in range(len(stretches)):
            yield (*route, day_key, position)
