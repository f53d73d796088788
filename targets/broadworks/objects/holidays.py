"""Holiday calendars (manual 6.4.5): one event for each day or row of days, written out over three years.

A plan names a country; a platform knows dates only. The current year and the two after it are written, and dates that
the plan names itself however far off they are. The last of the three years may be missing, so that a calendar is
renewed every second year and whoever forgets that still has a year.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from nummerplan.model.calls.linked_plan import Calendar, ClosedDay
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.public_days import public_days
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.queries import Ask
from nummerplan.targets.broadworks.loss_kinds import DAY_NAME
from nummerplan.targets.broadworks.object_kind import ChangeContext, FittedObject, Kind, PlanBuilder, PlanContext, Step
from nummerplan.targets.broadworks.parts.schedules.days_over import with_days_over
from nummerplan.targets.broadworks.parts.schedules.schedule_commands import EVENTS, texts_of, write_schedule
from nummerplan.targets.broadworks.parts.schedules.schedule_events import (
    ALL_DAY,
    LONGEST_NAME,
    Event,
    free_name,
    read_events,
)
from nummerplan.targets.broadworks.parts.schedules.single_dates import open_days

NAME = "holidays"
LETTERS = LONGEST_NAME - len("2026-12-25 ")
"""What is left of an event's name for the day's own."""


class Closed(NamedTuple):
    """A row of days with one name, and what is closed on each of them."""

    first: str
    last: str
    stretch: Stretch
    name: str

    def text(self) -> str:
        """`2026-12-24 12:00-24:00 Kerstavond`, `2026-12-28..2026-12-31 Bedrijfssluiting`."""
        days = self.first if self.first == self.last else f"{self.first}..{self.last}"
        hours = "" if self.stretch == ALL_DAY else f" {self.stretch}"
        return f"{days}{hours} {self.name}".rstrip()


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every calendar of the plan, used or not."""
    year = context.linked.today.year
    for holidays in context.plan.holidays.values():
        name = holidays.name or holidays.key
        if len(name) > LONGEST_NAME:
            context.refuse(holidays.at("name"), say("the name is longer than 40 characters: {name}", name=name))
        opened = open_days(context, holidays.key)
        calendar = context.linked.calendars[holidays.key]
        days = [
            day
            for day in calendar.days
            if year <= day.day.year and (day.day.year < year + 3 or "dates" in day.route) and day.day not in opened
        ]
        for day in days:
            if len(day.name) > LETTERS and not day.public:
                text = say("the platform keeps {letters} letters of a day's name", letters=LETTERS)
                context.lose(day.route, text, DAY_NAME)
        yield TenantObject(
            Identity(NAME, name),
            {"days": tuple(closed.text() for closed in _rows(days)), "other_events": ()},
            key=holidays.key,
            route=holidays.route,
            routes={row.text(): holidays.at("dates") for row in _rows([day for day in days if "dates" in day.route])},
            former=Identity(NAME, holidays.renamed_from) if holidays.renamed_from else None,
        )


def _rows(days: list[ClosedDay]) -> list[Closed]:
    """Days in a row that were written as one are one event; official days stand alone."""
    rows: list[Closed] = []
    last: dict[tuple[Route, str], int] = {}
    for day in days:
        name, dated = day.name[:LETTERS].strip(), day.day.isoformat()
        for stretch in day.closed:
            place = last.get((day.route, name))
            before = rows[place] if place is not None else None
            in_a_row = before and date.fromisoformat(before.last) == day.day - timedelta(days=1)
            if before and place is not None and in_a_row and stretch == before.stretch == ALL_DAY and not day.public:
                rows[place] = before._replace(last=dated)
            else:
                last[day.route, name] = len(rows)
                rows.append(Closed(dated, dated, stretch, name))
    return sorted(set(rows))


def _parsed(text: str) -> Closed:
    """What `Closed.text` says."""
    days, _, rest = text.partition(" ")
    first, _, last = days.partition("..")
    hours, _, name = rest.partition(" ")
    if len(hours) == 11 and hours[2:9:3] == ":-:" and hours.replace(":", "").replace("-", "").isdecimal():
        start, end = (int(part[:2]) * 60 + int(part[3:]) for part in hours.split("-"))
        return Closed(first, last or first, Stretch(start, end), name)
    return Closed(first, last or first, ALL_DAY, rest)


def fitted(found: TenantObject, here: TenantObject, today: date) -> FittedObject:
    """The calendar without what differs of days that are over.

    That the year after next is missing makes no change of its own: it is written when the calendar changes otherwise.
    """
    held = [_parsed(text) for text in texts_of(here.settings.get("days"))]
    days = with_days_over([_parsed(text) for text in texts_of(found.settings["days"])], held, today)
    last = str(today.year + 2)
    early = [before for row in days if (before := row if row.text() in found.routes else _before(row, last))]
    notes: tuple[Message, ...] = ()
    if early != days and early == held:
        text = say(
            "the days of {year} are not in calendar {name} yet; they come when it changes, or from January {before} on",
            year=last,
            name=found.identity.name,
            before=str(today.year + 1),
        )
        days, notes = early, (text,)
    return FittedObject(replace(found, settings={**found.settings, "days": tuple(row.text() for row in days)}), notes)


def _before(row: Closed, year: str) -> Closed | None:
    """What of a row of days that come again lies before a year."""
    if row.last < year:
        return row
    return row._replace(last=f"{int(year) - 1}-12-31") if row.first < year else None


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """New events first, then events that go away."""
    return write_schedule(change, context, "Holiday", "days", _event)


def _event(text: str, taken: Collection[str]) -> Event:
    closed = _parsed(text)
    name = free_name(f"{closed.first} {closed.name}".strip(), taken)
    return Event(name, date.fromisoformat(closed.first), date.fromisoformat(closed.last), closed.stretch)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The group's calendars. `events` has the name of each event and a text that describes it."""
    for name, events in read_events(ask, site, "Holiday", names):
        rows: set[Closed] = set()
        other: list[str] = []
        pairs: list[tuple[str, str]] = []
        for event in events:
            if event.regular and not event.weekdays and not event.yearly:
                row = Closed(event.first.isoformat(), event.last.isoformat(), event.stretch, _own_name(event))
                rows.add(row)
                pairs.append((event.name, row.text()))
            else:
                other.append(event.name)
                pairs.append((event.name, ""))
        days = tuple(row.text() for row in sorted(rows))
        yield TenantObject(Identity(NAME, name), {"days": days, "other_events": tuple(other), EVENTS: tuple(pairs)})


def _own_name(event: Event) -> str:
    """The day's own name, without the date that we put before it, and a number behind it."""
    dated = event.first.isoformat()
    if not event.name.startswith(dated):
        return event.name
    name, bracket, count = event.name[len(dated) :].strip().rpartition(" (")
    return name if bracket and count[:-1].isdecimal() and count.endswith(")") else f"{name}{bracket}{count}"


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """A country's official days by the country's name, where nearly all of them are there; the others by date."""
    for found in tenant.of_kind(NAME):
        rows = [_parsed(text) for text in texts_of(found.settings["days"])]
        settings: dict[str, Any] = {}
        if found.settings.get("other_events"):
            builder.cannot_say(found.identity)
        if found.identity.name != builder.keys[found.identity]:
            settings["name"] = found.identity.name
        official = _official(rows, builder.country)
        if official:
            settings["public"] = builder.country
            settings["without"] = [name for name, there in official.items() if not there]
            rows = [row for row in rows if not (row.name in official and _is_official(row, builder.country))]
        settings["dates"] = _dates(rows)
        builder.put("holidays", found.identity, {name: value for name, value in settings.items() if value})


def closed_parts(found: TenantObject) -> Mapping[date, tuple[Stretch, ...]]:
    """The closed parts of each day of a calendar."""
    rows = [_parsed(text) for text in texts_of(found.settings["days"])]
    ordinals = ((row, range(_day(row.first).toordinal(), _day(row.last).toordinal() + 1)) for row in rows)
    days = [
        ClosedDay(date.fromordinal(ordinal), row.name, (row.stretch,), (), public=False)
        for row, covered in ordinals
        for ordinal in covered
    ]
    return Calendar(tuple(days), known=True, unknown_without=()).closed_on


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _dates(rows: list[Closed]) -> dict[str, Any]:
    """Own days as a plan has them; closed parts of one day come together."""
    parts: dict[str, list[Closed]] = {}
    for row in rows:
        parts.setdefault(row.first if row.first == row.last else f"{row.first}..{row.last}", []).append(row)
    dates: dict[str, Any] = {}
    for days, found in parts.items():
        closure: dict[str, Any] = {"name": found[0].name}
        if all(row.stretch != ALL_DAY for row in found):
            closure["closed"] = [str(row.stretch) for row in found]
        dates[days] = closure
    return dates


def _official(rows: list[Closed], country: str) -> Mapping[str, bool]:
    """Which official days of the country the calendar has in every one of its years; empty if few or not always."""
    have = {(row.first, row.name) for row in rows if row.first == row.last and row.stretch == ALL_DAY}
    # Own dates may be further off than official days are written.
    years = [year for year in {int(row.first[:4]) for row in rows} if _has_official(year, country, have)]
    if not years:
        return {}
    _, official, _ = public_days(country, range(min(years), max(years) + 1))
    found: dict[str, set[bool]] = {}
    for day, names in official.items():
        left = _left(day, names, have)
        for name in names:
            found.setdefault(name, set()).add(name in left)
    there = {name: True in states for name, states in found.items() if len(states) == 1}
    return there if len(there) == len(found) and sum(there.values()) * 2 > len(there) else {}


def _has_official(year: int, country: str, have: set[tuple[str, str]]) -> bool:
    """Whether any official day of a year is there."""
    _, official, _ = public_days(country, range(year, year + 1))
    return any(_left(day, names, have) for day, names in official.items())


def _left(day: date, names: list[str], have: set[tuple[str, str]]) -> tuple[str, ...]:
    """Which of a day's official names the calendar has: all of them, joined, or one."""
    joined = "; ".join(names)[:LETTERS].strip()
    if (day.isoformat(), joined) in have:
        return tuple(names)
    return tuple(name for name in names if (day.isoformat(), name[:LETTERS].strip()) in have)


def _is_official(row: Closed, country: str) -> bool:
    """Whether a row is an official day of its year."""
    year = int(row.first[:4])
    _, official, _ = public_days(country, range(year, year + 1))
    names = official.get(date.fromisoformat(row.first), [])
    whole = row.first == row.last and row.stretch == ALL_DAY
    return whole and bool(_left(date.fromisoformat(row.first), names, {(row.first, row.name)}))


KIND = Kind(NAME, 11, from_plan, operations, read, as_plan, fitted=fitted)
