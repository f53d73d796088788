"""Keys that people try, and where the language has what they mean: the help of an unknown key.

A suggestion of a similar word would mislead here: what is meant has another form, and stands elsewhere.
"""

import re
from collections.abc import Callable
from typing import Any

from nummerplan.compiler.reading.glossary import groups
from nummerplan.compiler.reading.spelling_suggestions import plain
from nummerplan.model.message import Message, say
from nummerplan.model.source import Route

_DATE = re.compile(r"\d{4}-\d\d-\d\d(\s*\.\.\s*\d{4}-\d\d-\d\d)?")
_YEARLY = re.compile(r"(?:\*-|-+|[Xx]{4}-)?(\d\d-\d\d)(?:\s*\.\.\s*(?:\*-|-+|[Xx]{4}-)?(\d\d-\d\d))?")
_ZONE = {"time_zone", "timezone", "tz", "tijdzone"}
_SINGLE = {
    *("extra", "extras", "exception", "exceptions", "special", "specials", "special_days", "single", "single_dates"),
    *("single_days", "override", "overrides", "open", "opening", "openings", "opening_days", "date", "once"),
    *("uitzondering", "uitzonderingen", "koopzondag", "koopzondagen", "extra_open", "open_on", "days", "specific"),
}
_OPEN = {"open", "opened", "opening", "opening_hours", "open_hours", "hours", "geopend", "opens", "openingstijden"}
_EVERY = {
    *("every", "every_year", "each", "each_year", "yearly", "annual", "annually", "recurring", "recurrence", "recur"),
    *("repeat", "repeats", "rrule", "jaarlijks", "ieder_jaar", "elk_jaar", "herhaal", "herhalen", "fixed", "interval"),
}
_ICS = {"ics", "ical", "icalendar", "ics_file", "ics_url", "ical_url", "webcal", "caldav", "calendar", "file", "url"}
MOST_PLACES = 3


def written_elsewhere(data: Any, place: Route) -> Message | None:
    """Where what an unknown key means is written, as it would be written; None when nothing is known of it."""
    here: tuple[Callable[[Any, Route], Message | None], ...] = (_zone, _of_schedule, _of_calendar, _of_day)
    return next((help_ for ask in here if (help_ := ask(data, place)) is not None), None)


def known_keys(key: str, known: list[str]) -> Message | None:
    """The keys that can stand somewhere, and where else the language has one of this name; None without any."""
    if not known:
        return None
    places = [group.places[0] for group in groups() for entry in group.entries if entry.key == key]
    paths = [f"{place}.{key}".lstrip(".") for place in places]
    if 0 < len(paths) <= MOST_PLACES:
        return say("it stands at {places}; known here: {keys}", places=", ".join(paths), keys=", ".join(known))
    return say("known here: {keys}", keys=", ".join(known))


def yearly_instead(route: Route, written: str, value: Any) -> Message | None:
    """For what is no date of a holiday calendar, but a day of every year."""
    match = _YEARLY.fullmatch(written)
    if match is None or len(route) < 4 or route[0] != "holidays" or route[2] != "dates":
        return None
    return _yearly(str(route[1]), "..".join(filter(None, match.groups())), value)


def _zone(data: Any, place: Route) -> Message | None:
    if plain(str(place[-1])) not in _ZONE or place[0] == "company":
        return None
    return say("a plan lives in one time zone, company.time_zone; write the hours of another place in that time")


def _of_schedule(data: Any, place: Route) -> Message | None:
    """Single dates of a schedule."""
    if place[0] != "schedules" or len(place) != 3:
        return None
    _, schedule, key = place
    value = _at(data, place)
    if _DATE.fullmatch(str(key)):
        return _single(str(schedule), str(key), value)
    if plain(str(key)) not in _SINGLE:
        return None
    date = next(iter(value), None) if isinstance(value, dict) else None
    return (
        _single(str(schedule), str(date), value[date])
        if date and _DATE.fullmatch(str(date))
        else _single(str(schedule))
    )


def _of_calendar(data: Any, place: Route) -> Message | None:
    """Days that stand in a calendar itself, and calendars of other programs."""
    if place[0] != "holidays" or len(place) != 3:
        return None
    _, calendar, key = place
    value = _at(data, place)
    if _DATE.fullmatch(str(key)):
        return say("own days stand under dates: holidays.{key}.dates: {{{day}: {name}}}", **_day(calendar, key, value))
    if _YEARLY.fullmatch(str(key)):
        return _yearly(str(calendar), str(key), value)
    if plain(str(key)) in _EVERY:
        return _yearly(str(calendar))
    if plain(str(key)) in _ICS:
        return say(
            "a calendar file is not read; write its days under dates: "
            "holidays.{key}.dates: {{2026-12-28..2027-01-01: Sluiting}}",
            key=str(calendar),
        )
    return None


def _of_day(data: Any, place: Route) -> Message | None:
    """What is said of one day of a calendar."""
    if len(place) != 5 or place[0] != "holidays" or place[2] not in ("dates", "yearly"):
        return None
    _, calendar, _, day, key = place
    value = _at(data, place)
    if plain(str(key)) in _OPEN:
        schedules = _at(data, ("schedules",))
        known = _at(data, ("company", "business_hours")) or next(iter(schedules or ()), "KEY")
        return _single(str(known), str(day), value)
    if plain(str(key)) in _EVERY:
        match = _YEARLY.fullmatch(re.sub(r"\d{4}-(?=\d\d-\d\d)", "", str(day)))
        whole = _at(data, place[:-1])
        days = "..".join(filter(None, match.groups())) if match else "10-03"
        return _yearly(str(calendar), days, whole.get("name") if isinstance(whole, dict) else None)
    return None


def _single(schedule: str, day: str = "2026-12-20", hours: Any = None) -> Message:
    """The hours of single dates, as they are written."""
    written = hours if isinstance(hours, str) else "12:00-17:00"
    return say(
        "the hours of single dates stand under dates of a schedule: schedules.{key}.dates: {{{day}: {hours}}}",
        key=schedule,
        day=day,
        hours=written,
    )


def _yearly(calendar: str, days: str = "10-03", name: Any = None) -> Message:
    """Days that close every year, as they are written."""
    shown = name if isinstance(name, str) else name.get("name") if isinstance(name, dict) else None
    return say(
        "days that close every year stand under yearly: holidays.{key}.yearly: {{{days}: {name}}}",
        key=calendar,
        days=days,
        name=shown or "NAME",
    )


def _day(calendar: object, day: object, value: Any) -> dict[str, str]:
    return {"key": str(calendar), "day": str(day), "name": value if isinstance(value, str) else "NAME"}


def _at(data: Any, route: Route) -> Any:
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
