"""A holiday calendar lacks an official day of the country.

The calendar has its own dates only, and one of the country's official days is not among them: on that day
callers meet an empty office that calls itself open. Take over the official days with `public: NL`, add the
day, or name it under `without` to say that it is an ordinary working day.

Only calendars by which the company, night forwarding or a menu closes are judged, for the coming twelve
months.
"""

from collections.abc import Container, Iterator
from datetime import date, timedelta

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.night import menu_clock, night_clock
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY
from nummerplan.model.plan.schedules import Holidays
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import open_in_week

ABOUT = About(
    code="NP408",
    level=Level.ADVICE,
    manual="6.4.5",
    bad="""
company:
  country: NL
  holidays: nl
holidays:
  nl:  # <-
    dates:
      2026-12-25..2026-12-26: Kerstmis
      2027-01-01: Nieuwjaarsdag
""",
    good="""
company:
  country: NL
  holidays: nl
holidays:
  nl:
    public: NL
    without: [Goede vrijdag]
""",
)

A_YEAR = timedelta(days=365)
MOST = 4
"""More days than this are counted, not named."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report calendars of own dates that leave out official days of the coming year."""
    if not linked.official:
        return
    for key, clocks in _followed(linked).items():
        holidays = linked.plan.holidays.get(key)
        if holidays is None or holidays.public:
            continue
        soon = linked.today + A_YEAR
        closed = linked.calendars[key].closed_on
        if not any(linked.today <= day <= soon for day in closed):
            continue  # A calendar that is over lacks everything, and another rule says so.
        worked = {day for clock in clocks for day in _working_days(linked, clock)}
        lacking = [
            f"{name} ({day})"
            for day, name in linked.official
            if day <= soon and day.weekday() in worked and not _known(holidays, closed, day, name)
        ]
        if lacking:
            yield _finding(holidays, lacking, linked.plan.company.country)


def _followed(linked: LinkedPlan) -> dict[str, set[Clock]]:
    """The calendars by which the company, night forwarding and menus close, and the clocks they belong to."""
    company, found = linked.plan.company, dict[str, set[Clock]]()
    for clock in (
        night_clock(company),
        *(menu_clock(company, menu) for menu in linked.plan.auto_attendants.values()),
    ):
        if clock.holidays:
            found.setdefault(clock.holidays, set()).add(clock)
    return found


def _working_days(linked: LinkedPlan, clock: Clock) -> set[int]:
    """The days of the week on which a clock is open at all: nobody need name a holiday on another day."""
    week = open_in_week(linked, clock) or ()
    return {minute // MINUTES_A_DAY for start, end in week for minute in range(start, end, MINUTES_A_DAY)} | {
        (end - 1) // MINUTES_A_DAY for _, end in week
    }


def _known(holidays: Holidays, closed: Container[date], day: date, name: str) -> bool:
    """Whether a calendar closes on an official day, or calls it a working day."""
    without = {text.casefold() for text in holidays.without}
    return name.casefold() in without or day in closed


def _finding(holidays: Holidays, lacking: list[str], country: str) -> Finding:
    names, more = ", ".join(lacking[:MOST]), len(lacking) - MOST
    return Finding(
        holidays.route,
        say(
            "holiday calendar {key} lacks {names} and {count} more official days",
            key=holidays.key,
            names=names,
            count=more,
        )
        if more > 0
        else say("holiday calendar {key} lacks {names}", key=holidays.key, names=names),
        on_key=True,
        help=say("write public: {country}, or name under without the days that are working days", country=country),
    )
