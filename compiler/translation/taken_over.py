"""What of a plan is no affair of a platform, and is taken over into the image of what the platform carries out.

The country, the time zone, how long a call may ring and how often it may be sent on; the mobile network; numbers, where
the platform does not name them; days of calendars beyond the years that were written; what people switch and record by
themselves; by which name a plan asks for a busy tone, which sounds like any other; and the order in which people
are read out whose names are spelt alike, for which no platform asks.
"""

from collections.abc import Collection, Iterator
from datetime import date

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.company import ManagedByUser
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, DateRange, Stretch
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Closure, Holidays

OF_THE_COMPANY = ("country", "time_zone", "ring_limit", "max_redirections")
SECTIONS = ("users", "hunt_groups", "auto_attendants", "mailboxes")
BUSY_TONE = "busy_tone"
RECORDED = "recorded"
"""A greeting that somebody recorded by telephone: it is kept, whatever the platform has in its place."""
SWITCHED: dict[ManagedByUser, tuple[tuple[str, ...], ...]] = {
    "forwarding": (("forwarding",),),
    "greetings": (("voicemail", "greetings"),),
    "night_forwarding": (("night_forwarding", "mode"),),
}
"""Where what people switch by hand stands, at every object that has it."""


def taken_over(image: Plan, linked: LinkedPlan, by_hand: Collection[str] = ()) -> Iterator[PlanEdit]:
    """The edits of an image that take over from the plan what is no affair of the platform.

    `by_hand` are keys of objects whose night switch is as people set it, `company` for the company's own.
    """
    plan = linked.plan
    ordered = [key for key in plan.users if key in image.users]
    yield PlanEdit(("users",), {key: image.users[key] for key in (*ordered, *image.users)})
    yield from (PlanEdit(("company", name), getattr(plan.company, name)) for name in OF_THE_COMPANY)
    yield PlanEdit(("mobile",), plan.mobile)
    if not image.numbers:
        yield PlanEdit(("numbers",), plan.numbers)
    if "night_forwarding" in plan.company.managed_by_user or "company" in by_hand:
        night = plan.company.night_forwarding
        yield (
            PlanEdit(("company", "night_forwarding", "mode"), night.mode)
            if night
            else PlanEdit(("company", "night_forwarding"))
        )
    for key, calendar in image.holidays.items():
        if key in plan.holidays:
            yield from _later_days(plan.holidays[key], calendar, linked)
    for section in SECTIONS:
        entities: dict[str, Entity] = getattr(plan, section)
        there: dict[str, Entity] = getattr(image, section)
        for key in entities.keys() & there.keys():
            yield PlanEdit(entities[key].at("unmanaged"), getattr(entities[key], "unmanaged", None))
            switched: tuple[ManagedByUser, ...] = ("night_forwarding",) if key in by_hand else ()
            yield from _switched(entities[key], plan.company.managed_by_user, switched)
            yield from _recorded(entities[key])
    for key in plan.hunt_groups.keys() & image.hunt_groups.keys():
        yield from _busy_tone(plan.hunt_groups[key], image.hunt_groups[key])


def _later_days(planned: Holidays, there: Holidays, linked: LinkedPlan) -> Iterator[PlanEdit]:
    """Days of a calendar that come after the last year of which the platform has any, save dates of the plan's own."""
    calendar = linked.calendars[planned.key]
    own = {day.day for day in calendar.days if "dates" in day.route}
    last = max((days.last.year for days in there.dates if not own >= {days.first, days.last}), default=date.max.year)
    closures = dict(there.dates)
    for day in calendar.days:
        if day.day.year > last and "dates" not in day.route:
            days = DateRange(day.day, day.day)
            # Own dates may close another part of the same day.
            held = closures.get(days)
            closed = (*day.closed, *(held.closed or [Stretch(0, MINUTES_A_DAY)])) if held else day.closed
            closures[days] = Closure(name=day.name, closed=list(closed))
    if closures != there.dates:
        yield PlanEdit(planned.at("dates"), closures)


def _switched(
    entity: Entity, of_the_company: Collection[ManagedByUser], more: Collection[ManagedByUser]
) -> Iterator[PlanEdit]:
    """What people switch by hand is as the plan has it: `docs/semantics.md`, What is assumed."""
    own: Collection[ManagedByUser] | None = getattr(entity, "managed_by_user", None)
    for what in {*(of_the_company if own is None else own), *more}:
        for steps in SWITCHED[what]:
            value: object = entity
            for step in steps:
                value = getattr(value, step, None)
            if value is not None:
                yield PlanEdit(entity.at(*steps), value)


GREETINGS = (
    ("greeting",),
    *(("voicemail", "greetings", case) for case in ("busy", "no_answer")),
    *((menu, "greeting") for menu in ("business_hours_menu", "after_hours_menu")),
)
"""Where the greetings of an object stand."""


def _recorded(entity: Entity) -> Iterator[PlanEdit]:
    for steps in GREETINGS:
        value: object = entity
        for step in steps:
            value = getattr(value, step, None)
        if value == RECORDED:
            yield PlanEdit(entity.at(*steps), RECORDED)


def _busy_tone(planned: HuntGroup, there: HuntGroup) -> Iterator[PlanEdit]:
    """A group that sends callers nowhere gives them a busy tone, whether the plan has a name for it or not."""
    if there.overflow is None and there.when_busy in (None, BUSY_TONE) and planned.when_busy in (None, BUSY_TONE):
        yield PlanEdit(planned.at("when_busy"), planned.when_busy)
