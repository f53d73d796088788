"""A schedule's name promises other hours or days than it has.

On the portal a schedule cannot be opened once it is made: its name is all that people see of it. A name that says 17:30
above hours that end at 18:00 will be believed, and so will one that says ma-vr above hours of Monday to Thursday,
`werkdagen` above hours of a Saturday, or `24/7` above those of working days. Hours that are open where the name says
closed, `17:30-08:30` under "Werktijden 08:30-17:30", turn a company's day and night around. Correct whichever is wrong.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch
from nummerplan.model.plan.schedules import Schedule, days_of
from nummerplan.model.plan.week import MINUTES_A_WEEK, first_outside, open_minutes
from nummerplan.model.rule import About
from nummerplan.rules.analysis.schedule_names import (
    TIME,
    days_named,
    hours_named,
    names_all_days,
    round_the_clock,
    round_the_week,
    speaks_of_closing,
)

ABOUT = About(
    code="NP405",
    level=Level.WARNING,
    manual="6.4.5",
    bad="""
schedules:
  office:
    name: Werktijden 08:30-17:30  # <-
    mon-fri: 08:30-18:00
  omgekeerd:
    name: Kantoortijden 09:00-17:00  # <-
    mon-fri: 17:00-09:00
  kort:
    name: Balie ma-vr  # <-
    mon-thu: 09:00-17:00
  lang:
    name: Werkdagen 9-17  # <-
    mon-sat: 09:00-17:00
  koopavond:
    name: Koopavond do 18-21u  # <-
    fri: 18:00-21:00
  storing:
    name: 24/7 bereikbaar  # <-
    mon-fri: all day
""",
    good="""
schedules:
  office:
    name: Werktijden 08:30-17:30
    mon-thu: 08:30-17:30
    fri: 08:30-17:00
  pauze:
    name: Werktijden ma-vr 08:30-17:30
    mon-fri: [08:30-12:00, 13:00-17:30]
  nacht:
    name: Buiten werktijden 08:30-17:30
    daily: 17:30-08:30
  koopavond:
    name: Koopavond do 18-21u
    thu: 18:00-21:00
  terugbellen:
    name: Binnen 24 uur teruggebeld, zo en zo
    mon-fri: 09:00-17:00
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare the times and days in a schedule's name with its hours; each schedule is reported once."""
    for schedule in linked.plan.schedules.values():
        if schedule.name and schedule.hours:
            stretches = [*_stretches(schedule)]
            message = (
                _no_edge(schedule, stretches)
                or _turned_around(schedule, stretches)
                or _not_all_hours(schedule, linked)
                or _other_days(schedule, linked)
            )
            if message is not None:
                yield _disagreement(schedule, message)


def _stretches(schedule: Schedule) -> Iterator[Stretch]:
    """All hours, those of single dates too."""
    for day in (*schedule.hours.values(), *schedule.dates.values()):
        yield from day


def _no_edge(schedule: Schedule, stretches: list[Stretch]) -> Message | None:
    """A time of the name at which the schedule neither opens nor closes."""
    edges = {minute % MINUTES_A_DAY for stretch in stretches for minute in stretch}
    for found in TIME.finditer(schedule.name or ""):
        minute = int(found[1]) * 60 + int(found[2])
        if minute <= MINUTES_A_DAY and minute % MINUTES_A_DAY not in edges:
            return say(
                "the name says {time}, but schedule {key} neither opens nor closes then",
                time=found[0],
                key=schedule.key,
            )
    return None


def _turned_around(schedule: Schedule, stretches: list[Stretch]) -> Message | None:
    """Hours of the name that begin where the schedule closes and end where it opens."""
    opens = {start % MINUTES_A_DAY for start, _ in stretches}
    closes = {end % MINUTES_A_DAY for _, end in stretches}
    for text, (start, end) in hours_named(schedule.name or ""):
        right = start % MINUTES_A_DAY in opens and end % MINUTES_A_DAY in closes
        if (
            not right
            and start in closes
            and end % MINUTES_A_DAY in opens
            and not speaks_of_closing(schedule.name or "")
        ):
            return say(
                "the name says {hours}, and schedule {key} is closed then: it closes at {start} and opens at {end}",
                hours=text,
                key=schedule.key,
                start=f"{start // 60:02d}:{start % 60:02d}",
                end=f"{end // 60:02d}:{end % 60:02d}",
            )
    return None


def _not_all_hours(schedule: Schedule, linked: LinkedPlan) -> Message | None:
    """All hours of the week in the name, or of a day, and no such week or day in the schedule."""
    name, open_at = schedule.name or "", open_minutes(schedule)
    text = round_the_week(name) or round_the_clock(name)
    if text is None or not open_at or speaks_of_closing(name):
        return None
    if round_the_week(name):
        closed = first_outside([(0, MINUTES_A_WEEK)], open_at)
    else:
        first = open_at[0][0] // MINUTES_A_DAY
        days = [(day * MINUTES_A_DAY, (day + 1) * MINUTES_A_DAY) for day in range(first, 7)]
        gaps = [first_outside([day], open_at) for day in days]
        closed = None if None in gaps else gaps[0]
    if closed is None:
        return None
    return say(
        "the name says {hours}, but schedule {key} is closed on {moment}",
        hours=text,
        key=schedule.key,
        moment=linked.words.minute_of_week(closed),
    )


def _other_days(schedule: Schedule, linked: LinkedPlan) -> Message | None:
    """Days of the name on which nothing begins, or days beside a range of the name."""
    name = schedule.name or ""
    named = days_named(name)
    if not named or speaks_of_closing(name):
        return None
    open_on = {day for day_key, hours in schedule.hours.items() if hours for day in days_of(day_key)}
    if missing := sorted(named - open_on):
        day = linked.words.day(missing[0])
        return say("the name says {day}, but schedule {key} has no hours on it", day=day, key=schedule.key)
    more = sorted(open_on - named)
    if more and names_all_days(name):
        day = linked.words.day(more[0])
        return say("schedule {key} has hours on {day} too, which its name leaves out", day=day, key=schedule.key)
    return None


def _disagreement(schedule: Schedule, message: Message) -> Finding:
    day_key, hours = next(iter(schedule.hours.items()))
    return Finding(
        schedule.at("name"),
        message,
        remarks=(Remark(schedule.at(day_key), say("the hours are {hours}", hours=", ".join(map(str, hours)))),),
        help=say("people see only the name on the platform: correct the name or the hours"),
    )
