"""A schedule's name promises other hours than it has.

On the portal a schedule cannot be opened once it is made: its name is all that people see of it. A name
that says 17:30 above hours that end at 18:00 will be believed. Correct whichever is wrong.
"""

import re
from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.rule import About

ABOUT = About(
    code="NP405",
    level=Level.WARNING,
    manual="6.4.5",
    bad="""
schedules:
  office:
    name: Werktijden 08:30-17:30  # <-
    mon-fri: 08:30-18:00
""",
    good="""
schedules:
  office:
    name: Werktijden 08:30-17:30
    mon-thu: 08:30-17:30
    fri: 08:30-17:00
""",
)

_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-4])[:.u]([0-5]\d)(?![\d:.]\d|\d)")
"""A time of day as names have it: 17:30, 17.30 or 17u30."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report times in a schedule's name at which it neither opens nor closes."""
    for schedule in linked.plan.schedules.values():
        if not schedule.name or not schedule.hours:
            continue
        edges = {minute % MINUTES_A_DAY for day in schedule.hours.values() for hours in day for minute in hours}
        for found in _TIME.finditer(schedule.name):
            minute = int(found[1]) * 60 + int(found[2])
            if minute <= MINUTES_A_DAY and minute % MINUTES_A_DAY not in edges:
                yield _disagreement(schedule, found[0])
                break


def _disagreement(schedule: Schedule, time: str) -> Finding:
    day_key, hours = next(iter(schedule.hours.items()))
    return Finding(
        schedule.at("name"),
        say(
            "the name says {time}, but schedule {key} neither opens nor closes then",
            time=time,
            key=schedule.key,
        ),
        remarks=(Remark(schedule.at(day_key), say("the hours are {hours}", hours=", ".join(map(str, hours)))),),
        help=say("people see only the name on the platform: correct the name or the hours"),
    )
