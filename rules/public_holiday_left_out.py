"""A holiday calendar lacks an official day of the country.

The calendar has its own dates only, and one of the country's official days is not among them: on that day
callers meet an empty office that calls itself open. Take over the official days with `public: NL`, add the
day, or name it under `without` to say that it is an ordinary working day.

Only calendars by which the company, night forwarding or a menu closes are judged, for the coming twelve
months.
"""

from collections.abc import Iterator
from datetime import timedelta

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

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


def check(case: Case) -> Iterator[Finding]:
    """Report calendars of own dates that leave out official days of the coming year."""
    company, night = case.plan.company, case.plan.company.night_forwarding
    followed = {company.holidays, night.holidays if night else None}
    followed.update(menu.holidays for menu in case.plan.auto_attendants.values())
    for key, holidays in case.plan.holidays.items():
        if holidays.public or not holidays.dates or key not in followed:
            continue
        without = {name.casefold() for name in holidays.without}
        lacking = [
            f"{name} ({day})"
            for day, name in case.official
            if case.today <= day <= case.today + A_YEAR
            and name.casefold() not in without
            and not any(dates.first <= day <= dates.last for dates in holidays.dates)
        ]
        if lacking:
            names, more = ", ".join(lacking[:MOST]), len(lacking) - MOST
            yield Finding(
                holidays.route,
                say(
                    "holiday calendar {key} lacks {names} and {count} more official days",
                    key=key,
                    names=names,
                    count=more,
                )
                if more > 0
                else say("holiday calendar {key} lacks {names}", key=key, names=names),
                on_key=True,
                help=say(
                    "write public: {country}, or name under without the days that are working days",
                    country=company.country,
                ),
            )
