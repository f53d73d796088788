"""Hours of a schedule that overlap each other.

Hours add up: `daily: 09:00-17:00` with `sat: 10:00-12:00` is open until five on Saturday too. Who writes
such a line mostly means an exception, and gets none. Name each day once: `mon-fri: 09:00-17:00` and `sat:
10:00-12:00`.

Among `dates` a single date stands in the place of a range that holds it, and a shorter range in that of a longer one.
Where neither lies within the other it is said which of them holds on the days that both name.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, DateRange, Stretch
from nummerplan.model.plan.schedules import Schedule
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
    dates:
      2026-12-05: [10:00-14:00, 13:00-15:00]  # <-
      2026-12-20..2026-12-27: 12:00-17:00
      2026-12-26..2026-12-31: closed  # <-
""",
    good="""
schedules:
  office:
    mon-fri: 09:00-17:00
    sat: 10:00-12:00
  shop:
    mon: [09:00-13:00, 13:00-18:00]
    dates: {2026-12-20..2026-12-27: 12:00-17:00, 2026-12-21: closed, 2026-12-28: [10:00-12:00, 12:00-14:00]}
  night:
    daily: 22:00-06:00
    dates: {2026-12-20..2026-12-27: closed, 2026-12-26..2026-12-31: closed}
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
        yield from _of_single_dates(schedule)


def _of_single_dates(schedule: Schedule) -> Iterator[Finding]:
    """Hours of one entry of `dates` that overlap, and entries that name the same days and differ."""
    for days, stretches in schedule.dates.items():
        if _overlap(stretches):
            yield Finding(
                schedule.at("dates", str(days)),
                say("these hours of schedule {key} overlap each other", key=schedule.key),
                help=say("hours add up, they make no exceptions: name each day and hour once"),
            )
    for one, other in combinations(schedule.dates, 2):
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first <= last and (first, last) not in (one, other) and schedule.dates[one] != schedule.dates[other]:
            holding = schedule.dated_by[first]
            yield Finding(
                schedule.at("dates", str(other)),
                say("{days} and {others} both name {day}: there {holding} holds", **_named(one, other, first, holding)),
                on_key=True,
                remarks=(Remark(schedule.at("dates", str(one)), say("named here too"), on_key=True),),
                help=say("let the ranges not overlap; a single date may lie within a range"),
            )


def _named(one: DateRange, other: DateRange, day: date, holding: DateRange) -> dict[str, str]:
    return {"days": str(one), "others": str(other), "day": str(day), "holding": str(holding)}


def _overlap(stretches: Sequence[Stretch]) -> bool:
    """Whether stretches of one day cover the same minutes; what ends before it begins runs past midnight."""
    minutes = sorted((start, end if start < end else end + MINUTES_A_DAY) for start, end in stretches)
    return any(later[0] < earlier[1] for earlier, later in pairwise(minutes))


def _hours(hours: dict[str, list[Stretch]], route: Route) -> Iterator[Route]:
    """Where each stretch stands, in order of writing."""
    for day_key, stretches in hours.items():
        for position in range(len(stretches)):
            yield (*route, day_key, position)
