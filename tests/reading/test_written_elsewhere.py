"""Keys that people try for single dates, days of every year, time zones and calendar files: the help says how."""

import pytest

from nummerplan.compiler.pipeline import check_text

OPEN = "schedules.winkel.dates: {2026-12-20: 12:00-17:00}"
YEARLY = "holidays.h.yearly: {10-03: Leids Ontzet}"
ZONE = "a plan lives in one time zone, company.time_zone"


def helps(schedule: str = "", holidays: str = "", more: str = "") -> list[str]:
    """The help of each error of reading and typing."""
    text = f"""\
company: {{name: V, business_hours: winkel, holidays: h}}
schedules: {{winkel: {{mon-sat: 09:00-18:00{schedule}}}}}
holidays: {{h: {{public: NL{holidays}}}}}
{more}
"""
    found = [finding for finding in check_text(text).findings if finding.rule in ("unknown-key", "wrong-type")]
    return [str(finding.help) for finding in found]


@pytest.mark.parametrize(
    "schedule",
    [
        ", extra: {2026-12-20: 12:00-17:00}",
        ", 2026-12-20: 12:00-17:00",
        ", exceptions: {2026-12-20: 12:00-17:00}",
        ", uitzonderingen: {2026-12-20: 12:00-17:00}",
        ", special_days: [2026-12-20]",
    ],
)
def test_single_dates_of_a_schedule(schedule: str) -> None:
    (text,) = helps(schedule=schedule)
    assert OPEN in text


@pytest.mark.parametrize(
    "holidays",
    [
        ", dates: {2026-12-20: {name: Koopzondag, open: 12:00-17:00}}",
        ", dates: {2026-12-20: {name: Koopzondag, hours: 12:00-17:00}}",
        ", dates: {2026-12-20: {name: Koopzondag, geopend: 12:00-17:00}}",
    ],
)
def test_a_day_on_which_the_company_is_open(holidays: str) -> None:
    (text,) = helps(holidays=holidays)
    assert OPEN in text


@pytest.mark.parametrize(
    "holidays",
    [
        ", dates: {10-03: Leids Ontzet}",
        ", dates: {10-03: {name: Leids Ontzet}}",
        ', dates: {"*-10-03": Leids Ontzet}',
        ", dates: {XXXX-10-03: Leids Ontzet}",
        ", dates: {2026-10-03: {name: Leids Ontzet, every: year}}",
        ", dates: {2026-10-03: {name: Leids Ontzet, recurring: true}}",
        ", dates: {2026-10-03: {name: Leids Ontzet, jaarlijks: true}}",
        ", 10-03: Leids Ontzet",
    ],
)
def test_days_of_every_year(holidays: str) -> None:
    (text,) = helps(holidays=holidays)
    assert YEARLY in text


def test_both_mistakes_of_one_day_are_told() -> None:
    assert all(YEARLY in text for text in helps(holidays=", dates: {10-03: {name: Leids Ontzet, every: year}}"))


def test_days_that_stand_in_the_calendar_itself() -> None:
    (text,) = helps(holidays=", 2026-12-24: Kerstavond")
    assert "holidays.h.dates: {2026-12-24: Kerstavond}" in text


@pytest.mark.parametrize("key", ["ics", "ical", "file", "url"])
def test_a_calendar_file(key: str) -> None:
    (text,) = helps(holidays=f", {key}: feest.ics")
    assert "holidays.h.dates: {2026-12-28..2027-01-01: Sluiting}" in text


@pytest.mark.parametrize("key", ["time_zone", "timezone", "tz"])
def test_a_time_zone_of_a_schedule_or_a_menu(key: str) -> None:
    menu = f"auto_attendants: {{m: {{extension: 500, {key}: Europe/London, business_hours_menu: {{keys: {{}}}}}}}}"
    for text in (*helps(schedule=f", {key}: America/New_York"), *helps(more=menu)):
        assert text.startswith(ZONE)


def test_a_key_that_stands_elsewhere_is_said_to() -> None:
    (text,) = helps(more="users: {anna: {extension: 201, main_number: 088-7654000}}")
    assert text.startswith("it stands at company.main_number; known here: ")


def test_written_so_the_plan_is_clean_and_open_on_that_sunday() -> None:
    text = """\
company: {name: V, business_hours: winkel, holidays: h}
schedules: {winkel: {mon-sat: 09:00-18:00, dates: {2026-12-20: 12:00-17:00}}}
holidays: {h: {public: NL, yearly: {10-03: Leids Ontzet}}}
"""
    reading = [finding.rule for finding in check_text(text).findings if finding.code < "NP010"]
    assert reading == []
