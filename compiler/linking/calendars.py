"""Holiday calendars written out: the official days of a library, less `without`, and the plan's own dates."""

from datetime import date, timedelta

from nummerplan.model.calls.linked_plan import Calendar, ClosedDay
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.public_days import public_days
from nummerplan.model.plan.schedules import LONGEST_RANGE, Holidays

WHOLE_DAY = (Stretch(0, 24 * 60),)


def years_of(today: date) -> range:
    """The years for which calendars are written out: from the one before `today` to two years after it."""
    return range(today.year - 1, today.year + 3)


def closed_days(holidays: Holidays, today: date) -> Calendar:
    """The days of a calendar from the year before `today` to two years after it.

    Official days are those that the library lists as public. Days that it lists as optional (in the Netherlands
    Liberation Day, which is official in its jubilee years only) are working days, and may be named in `without`.
    """
    years = years_of(today)
    known, official, optional = public_days(holidays.public, years) if holidays.public else (True, {}, frozenset())
    wanted = {name.casefold() for name in holidays.without}
    names = {name.casefold() for day in official.values() for name in day} | optional
    days = [
        ClosedDay(day, "; ".join(left), WHOLE_DAY, holidays.at("public"), True)
        for day, all_names in official.items()
        if (left := [name for name in all_names if name.casefold() not in wanted])
    ]
    for dates, closure in holidays.dates.items():
        closed = tuple(closure.closed) or WHOLE_DAY
        for count in range(min((dates.last - dates.first).days + 1, LONGEST_RANGE)):
            day = dates.first + timedelta(days=count)
            days.append(ClosedDay(day, closure.name or "", closed, holidays.at("dates", str(dates)), False))
    for yearly, closure in holidays.yearly.items():
        closed, route = tuple(closure.closed) or WHOLE_DAY, holidays.at("yearly", str(yearly))
        written = {day for year in (years[0] - 1, *years) for day in yearly.days(year)}
        days += (ClosedDay(day, closure.name or "", closed, route, False) for day in written if day.year in years)
    unknown = tuple(i for i, name in enumerate(holidays.without) if name.casefold() not in names) if known else ()
    return Calendar(tuple(sorted(days)), known, unknown)


def official_days(plan: Plan, today: date) -> tuple[tuple[date, str], ...]:
    """The official days of the company's country from today to the end of next year.

    Empty where every calendar takes its days from a country: then nobody can have forgotten one, and the library need
    not be asked.
    """
    if all(holidays.public or not (holidays.dates or holidays.yearly) for holidays in plan.holidays.values()):
        return ()
    _, official, _ = public_days(plan.company.country, range(today.year, today.year + 2))
    return tuple((day, "; ".join(names)) for day, names in sorted(official.items()) if day >= today)
