"""Schedules, dates, holidays and moments that clocks skip."""

from datetime import date, datetime

import pytest

from oracle.call_tests import NoSuchCall, moments
from oracle.clocks import Clock
from oracle.own_tests.small_plans import plan
from oracle.promises import judge
from oracle.random_plans import random_plan
from oracle.reading import read_company
from oracle.situations import exists, samples

SCHEDULES = """schedules:
  shop: {mon-sat: 09:00-18:00, dates: {2026-12-20: 12:00-17:00, 2026-12-22: closed, 2026-12-25: 20:00-02:00}}
  bar: {daily: 22:00-06:00, dates: {2026-12-22: closed}}
  rest: {daily: 08:00-18:00}
holidays:
  nl:
    public: NL
    without: [Goede vrijdag]
    dates: {2026-12-20: Dicht, 2026-12-21: {name: Deels, closed: 12:00-24:00}}
    yearly: {12-26: Open huis}
  own:
    yearly: {10-03: Ontzet, 02-29: Schrikkeldag, 12-27..01-02: Kerst, 12-24: {name: Avond, closed: 12:00-24:00}}
    without: [Ontzet]
"""


@pytest.mark.parametrize(
    ("schedule", "holidays", "moment", "is_open"),
    [
        ("shop", "nl", "2026-12-20 13:00", True),  # a date's hours, which no holiday closes
        ("shop", "nl", "2026-12-20 11:00", False),
        ("shop", "nl", "2026-12-22 10:00", False),  # closed that date
        ("shop", "nl", "2026-12-21 11:59", True),
        ("shop", "nl", "2026-12-21 12:00", False),  # a part of a day
        ("shop", "nl", "2026-12-25 10:00", False),
        ("shop", "nl", "2026-12-26 01:59", True),  # a date's own tail, into a holiday
        ("shop", "nl", "2027-03-26 10:00", True),  # without Good Friday
        ("bar", None, "2026-12-22 05:59", True),  # the eve's tail stays
        ("bar", None, "2026-12-22 23:00", False),
        ("bar", None, "2026-12-23 05:00", False),  # nothing began the evening before
        ("bar", "nl", "2026-12-25 01:00", False),  # a holiday closes the eve's weekly tail
        ("rest", "own", "2030-10-03 10:00", False),  # every year, and `without` does not touch it
        ("rest", "own", "2027-02-28 10:00", True),
        ("rest", "own", "2028-02-29 10:00", False),  # a day that other years lack
        ("rest", "own", "2027-01-02 10:00", False),
        ("rest", "own", "2027-01-03 10:00", True),
        ("rest", "own", "2027-12-24 11:00", True),
        ("rest", "own", "2027-12-24 12:00", False),
        ("rest", None, "2030-10-03 10:00", True),  # a schedule alone knows no holidays
        (None, "own", "2030-10-03 10:00", False),
    ],
)
def test_open(schedule: str | None, holidays: str | None, moment: str, is_open: bool) -> None:
    """One meaning of (schedule, holidays)."""
    assert plan(SCHEDULES).clocks.is_open(Clock(schedule, holidays), datetime.fromisoformat(moment)) == is_open


def test_skipped_moment_is_a_problem() -> None:
    """A moment that clocks skip does not exist, and a call test at it is a problem."""
    company = plan("")
    assert not exists(company, datetime(2027, 3, 28, 2, 30))
    assert judge(company, {"dial": "0887654001", "at": "2027-03-28 02:30", "ends": "lost"}, date(2026, 11, 30)).problem


def test_hour_that_comes_twice() -> None:
    """The first is meant, and said."""
    said: list[str] = []
    assert moments(plan(""), "2027-10-31 02:30", date(2026, 11, 30), said) == [datetime(2027, 10, 31, 2, 30)]
    assert said


def test_weekday_of_which_no_calendar_closes_any_part() -> None:
    """21 December 2026 is a Monday that is partly closed, 28 December lies in a yearly range."""
    assert moments(plan(SCHEDULES), "Mon 10:00", date(2026, 12, 15), []) == [datetime(2027, 1, 4, 10)]


def test_schedule_that_is_never_active() -> None:
    """A test at such a schedule is about no call."""
    with pytest.raises(NoSuchCall):
        moments(plan("schedules: {s: {dates: {2020-01-01: all day}}}"), "s", date(2026, 11, 30), [])


@pytest.mark.parametrize("seed", range(40))
def test_samples_exist_and_are_distinct(seed: int) -> None:
    """Samples are moments that exist, one for each row, and each row is the one at its moment."""
    company = read_company(random_plan(seed))
    found = samples(company, date(2026, 11, 30))
    assert len({situation.row for situation in found}) == len(found) > 0
    for situation in found:
        assert exists(company, situation.moment)
        row = tuple(company.clocks.is_open(clock, situation.moment) for clock in company.used_clocks())
        assert situation.row[: len(row)] == row


def test_situation_only_in_a_skipped_hour_does_not_occur() -> None:
    """The hour from 2 to 3 of 28 March 2027 is no sample."""
    company = plan(
        "schedules: {jump: {dates: {2027-03-28: 02:00-03:00}}}\n"
        "auto_attendants: {m: {extension: 300, business_hours: jump,"
        " business_hours_menu: {keys: {0: hang_up}}, after_hours_menu: {keys: {0: hang_up}}}}"
    )
    assert [situation.row for situation in samples(company, date(2026, 11, 30))] == [(False,)]
