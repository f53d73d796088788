"""Week schedules (manual 6.4.5): one weekly event for each stretch of hours, on the days that have it.

Single dates are events that do not come again.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import DAYS, MINUTES_A_DAY, Stretch
from nummerplan.model.plan.schedules import Schedule
from nummerplan.targets.broadworks.client.queries import Ask
from nummerplan.targets.broadworks.object_kind import ChangeContext, FittedObject, Kind, PlanBuilder, PlanContext, Step
from nummerplan.targets.broadworks.parts.schedules.days_over import with_days_over
from nummerplan.targets.broadworks.parts.schedules.schedule_commands import EVENTS, texts_of, write_schedule
from nummerplan.targets.broadworks.parts.schedules.schedule_events import LONGEST_NAME, Event, free_name, read_events
from nummerplan.targets.broadworks.parts.schedules.single_dates import added_hours, lose_single_dates

NAME = "schedule"
MONDAY = date(2024, 1, 1)
"""Events begin in a week long past, so that the same plan gives the same commands on every day."""

Week = Sequence[Sequence[Stretch]]


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every schedule of the plan, used or not."""
    for schedule in context.plan.schedules.values():
        name = schedule.name or schedule.key
        if len(name) > LONGEST_NAME:
            context.refuse(schedule.at("name"), say("the name is longer than 40 characters: {name}", name=name))
        lose_single_dates(context, schedule)
        yield TenantObject(
            Identity(NAME, name),
            {"hours": (*hours(schedule.week), *_dated_hours(schedule)), "other_events": ()},
            key=schedule.key,
            route=schedule.route,
            former=Identity(NAME, schedule.renamed_from) if schedule.renamed_from else None,
        )


def hours(week: Week) -> tuple[str, ...]:
    """A week's hours, equal weeks alike: `mon-fri 08:30-17:30`, by first day and start."""
    days: dict[Stretch, list[int]] = {}
    for day, stretches in enumerate(week):
        for stretch in set(stretches):
            days.setdefault(stretch, []).append(day)
    ordered = sorted(days.items(), key=lambda item: (item[1][0], item[0], item[1]))
    return tuple(f"{_day_names(found)} {stretch}" for stretch, found in ordered)


def _dated_hours(schedule: Schedule) -> Iterator[str]:
    """The hours of single dates that the week lacks: `2026-12-20 12:00-17:00`."""
    yield from (f"{day} {stretch}" for day, stretch in added_hours(schedule))


def _day_names(days: Sequence[int]) -> str:
    """`mon-fri`, `mon+wed`, `daily`."""
    if len(days) == 7:
        return "daily"
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "+".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _parsed(text: str) -> tuple[tuple[int, ...], Stretch]:
    """The days and hours of a text that `hours` made."""
    names, _, written = text.partition(" ")
    days: list[int] = []
    for run in names.split("+") if names != "daily" else ["mon-sun"]:
        first, _, last = run.partition("-")
        days.extend(range(DAYS.index(first), DAYS.index(last or first) + 1))
    return tuple(days), _stretch(written)


def _stretch(written: str) -> Stretch:
    if written == "all day":
        return Stretch(0, MINUTES_A_DAY)
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in written.split("-"))
    return Stretch(start, end)


def _event(text: str, taken: Collection[str]) -> Event:
    if text[:1].isdecimal():
        day = date.fromisoformat(text[:10])
        return Event(free_name(text, taken), day, day, _stretch(text[11:]))
    days, stretch = _parsed(text)
    begin = MONDAY + timedelta(days=days[0])
    return Event(free_name(text, taken), begin, begin, stretch, weekdays=days)


def fitted(found: TenantObject, here: TenantObject, today: date) -> FittedObject:
    """The schedule without what differs of single dates that are over."""
    wanted, held = texts_of(found.settings["hours"]), texts_of(here.settings.get("hours"))
    week = [text for text in wanted if not text[:1].isdecimal()]
    dated = with_days_over(_dated_rows(wanted), _dated_rows(held), today)
    hours_now = (*week, *(f"{day} {hours}" for day, _, hours in dated))
    return FittedObject(replace(found, settings={**found.settings, "hours": hours_now}))


def _dated_rows(texts: Iterable[str]) -> list[tuple[str, str, str]]:
    """First day, last day and hours of each single date."""
    return [(text[:10], text[:10], text[11:]) for text in texts if text[:1].isdecimal()]


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """New events first, then events that go away."""
    return write_schedule(change, context, "Time", "hours", _event)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The group's week schedules. `events` has the name of each event and a text that describes it."""
    for name, events in read_events(ask, site, "Time", names):
        week: list[list[Stretch]] = [[] for _ in DAYS]
        dated: list[str] = []
        other: list[str] = []
        pairs: list[tuple[str, str]] = []
        for event in events:
            if event.regular and event.weekdays:
                for day in event.weekdays:
                    week[day].append(event.stretch)
                pairs.append((event.name, hours(_single(event))[0]))
            elif event.regular and not event.yearly and event.first == event.last:
                dated.append(f"{event.first} {event.stretch}")
                pairs.append((event.name, dated[-1]))
            else:
                other.append(event.name)
                pairs.append((event.name, ""))
        all_hours = (*hours(week), *sorted(set(dated)))
        settings: dict[str, Value] = {"hours": all_hours, "other_events": tuple(other), EVENTS: tuple(pairs)}
        yield TenantObject(Identity(NAME, name), settings)


def _single(event: Event) -> Week:
    return [[event.stretch] if day in event.weekdays else [] for day in range(7)]


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """Hours by day, days with the same hours together."""
    for found in tenant.of_kind(NAME):
        key = builder.keys[found.identity]
        if found.settings.get("other_events"):
            builder.cannot_say(found.identity)
        settings: dict[str, Any] = {"name": found.identity.name} if found.identity.name != key else {}
        builder.put("schedules", found.identity, settings | _written(texts_of(found.settings["hours"])))


def _written(texts: Iterable[str]) -> dict[str, Any]:
    """`{"mon-fri": ["08:30-12:00", "13:00-17:00"], "dates": {"2026-12-20": ["12:00-17:00"]}}`."""
    week: list[list[Stretch]] = [[] for _ in DAYS]
    dated: dict[date, list[Stretch]] = {}
    for text in texts:
        if text[:1].isdecimal():
            dated.setdefault(date.fromisoformat(text[:10]), []).append(_stretch(text[11:]))
            continue
        days, stretch = _parsed(text)
        for day in days:
            week[day].append(stretch)
    dates = {
        # On the platform an event of one date comes on top of the week; in a plan it takes the week's place.
        str(day): [str(stretch) for stretch in sorted({*week[day.weekday()], *found})]
        for day, found in dated.items()
    }
    by_hours: dict[tuple[Stretch, ...], list[int]] = {}
    for day, stretches in enumerate(week):
        if stretches:
            by_hours.setdefault(tuple(sorted(stretches)), []).append(day)
    written: dict[str, Any] = {
        name: [str(stretch) for stretch in stretches]
        for stretches, days in by_hours.items()
        for name in _day_names(days).split("+")
    }
    return written | ({"dates": dates} if dates else {})


KIND = Kind(NAME, 10, from_plan, operations, read, as_plan, fitted=fitted)
