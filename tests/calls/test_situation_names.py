"""A name of a situation is true of each of its moments and of no other: names are read back, and compared."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from random import Random

import pytest
from linked_plans import linked_plan
from name_reader import read_name
from oracle.random_plans import random_plan

from nummerplan.compiler.calls.clocks import closures, is_open
from nummerplan.compiler.calls.situations import horizon, situations, times
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.call_questions import Row
from nummerplan.model.calls.linked_plan import LinkedPlan

A_DAY = timedelta(days=1)


def special_days(linked: LinkedPlan) -> set[date]:
    """Days of calendars and single dates of schedules, whether a clock follows them or not."""
    days = {day for calendar in linked.calendars.values() for day in calendar.closed_on}
    return days | {day for schedule in linked.plan.schedules.values() for day in schedule.dated}


def looked_at(clocks: Sequence[Clock], linked: LinkedPlan) -> list[date]:
    """Special days with their neighbours, days on which clocks end, and two ordinary weeks."""
    first, end = horizon(linked)
    days = {first + count * A_DAY for count in range(14)}
    for day in special_days(linked) | {clock.ends for clock in clocks if clock.ends}:
        days |= {day - A_DAY, day, day + A_DAY}
    return sorted(day for day in days if first <= day < end)


def minutes_of(linked: LinkedPlan) -> list[int]:
    """Every quarter of an hour, and the minutes beside each cut that is written anywhere."""
    written = [stretch for schedule in linked.plan.schedules.values() for day in schedule.week for stretch in day]
    written += [part for schedule in linked.plan.schedules.values() for day in schedule.dated.values() for part in day]
    written += [part for calendar in linked.calendars.values() for day in calendar.closed_on.values() for part in day]
    cuts = {minute + beside for stretch in written for minute in stretch for beside in (-1, 0, 1)}
    return sorted(minute for minute in cuts | set(range(0, 1440, 15)) if 0 <= minute < 1440)


def closed_by(linked: LinkedPlan, clocks: Iterable[Clock]) -> dict[str, dict[date, int]]:
    """The minutes that the calendars of some clocks close."""
    first, end = horizon(linked)
    days = [first + count * A_DAY for count in range((end - first).days)]
    return {
        key: {day: minutes for day in days if (minutes := bits(closures(key, day, linked)))}
        for key in {clock.holidays for clock in clocks if clock.holidays}
    }


def bits(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(1 << minute for minute in {minute for stretch in stretches for minute in range(*stretch)})


def is_true(name: str, clocks: Sequence[Clock], rows: set[Row], linked: LinkedPlan) -> bool:
    """Whether a name says what clocks do on all days but those that it counts, and counts as many as there are."""
    day_names = [day.name for calendar in linked.calendars.values() for day in calendar.days]
    read = read_name(name, day_names, closed_by(linked, clocks))
    wrong: set[date] = set()
    minutes = minutes_of(linked)
    for day in looked_at(clocks, linked):
        said = 0
        for period in read:
            said |= period.minutes(day)
        for minute in minutes:
            moment = datetime.combine(day, time(minute // 60, minute % 60))
            row = tuple(is_open(clock, moment, linked) for clock in clocks)
            if (row in rows) != bool(said >> minute & 1):
                wrong.add(day)
    left_out = sum(period.more for period in read)
    assert left_out == 0 or left_out > 1, name
    return len(wrong) == left_out


SHOP = """
schedules:
  office: {mon-fri: 09:00-17:00, dates: {2026-12-20: 12:00-16:00}}
  desk: {mon-sat: 08:00-18:00}
  night: {daily: 18:00-06:00}
  friday: {mon-thu: 09:00-17:00, fri: 00:00-24:00}
  summer: {mon-fri: 09:00-17:00, dates: {2027-07-05..2027-08-27: 09:00-12:00}}
  busy: {mon-fri: 09:00-17:00, dates: {2026-12-24: 10:00-20:00, 2026-12-31: 10:00-20:00}}
  fairs: {mon-fri: 09:00-17:00, dates: {
    2027-01-12..2027-01-13: closed, 2027-02-09..2027-02-11: closed, 2027-03-09: closed,
    2027-04-06..2027-04-08: closed, 2027-05-11: closed, 2027-05-13: closed}}
holidays:
  morning: {dates: {2026-12-24: {name: Kerstavond, closed: 09:00-12:00}}}
  evening: {dates: {2026-12-24: {name: Kerstavond, closed: 15:00-24:00}, 2026-12-31: {closed: 15:00-24:00}}}
  nl: {public: NL, without: [Goede vrijdag]}
  eve: {public: NL, yearly: {12-24: {name: Kerstavond, closed: 15:00-24:00}}}
  own: {public: NL, dates: {2026-12-28..2026-12-31: Dicht, 2027-05-07: Brugdag}}
"""

NAMES = {
    "holidays for a part of the day, by two clocks": (
        [Clock("office", "nl"), Clock("night", None)],
        "Mon-Fri 06:00-09:00 + 17:00-18:00, Sat-Sun 06:00-18:00 and on holidays 06:00-18:00, "
        "except 2026-12-20 12:00-16:00",
    ),
    "a single date, and a holiday that is closed for a part": (
        [Clock("office", "eve")],
        "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun and on holidays, except 2026-12-20 12:00-16:00",
    ),
    "a single date that is added": (
        [Clock("office", "eve")],
        "Mon-Fri 09:00-17:00 except holidays, and on 2026-12-20 12:00-16:00",
    ),
    "two calendars": (
        [Clock("desk", "nl"), Clock("desk", "own")],
        "2026-12-28..2026-12-31 (Dicht) + 2027-03-26 (Goede vrijdag) + 2027-05-07 (Brugdag) "
        "+ 2028-04-14 (Goede vrijdag) 08:00-18:00",
    ),
    "one of two calendars": (
        [Clock("desk", "nl"), Clock("desk", "own")],
        "Mon-Sat 08:00-18:00 except holidays",
    ),
    "a row of days": (
        [Clock("summer", None)],
        "Mon-Fri 09:00-17:00, but on 2027-07-05..2027-08-27 09:00-12:00",
    ),
    "other hours on single days": (
        [Clock("busy", None)],
        "Mon-Fri 09:00-17:00, but on 2026-12-24 + 2026-12-31 10:00-20:00",
    ),
    "single days, some of which are counted": (
        [Clock("fairs", None)],
        "Mon-Fri 09:00-17:00 except 2027-01-12..2027-01-13, 2027-02-09..2027-02-11, 2027-03-09 and 5 more days",
    ),
    "two calendars that close parts of one day": (
        [Clock("desk", "morning"), Clock("desk", "evening")],
        "Mon-Sat 08:00-18:00 except holidays",
    ),
    "a few days until a clock ends": (
        [Clock(None, None, date(2026, 11, 25)), Clock("desk", None)],
        "Mon-Wed 08:00-18:00 until 2026-11-25",
    ),
    "any time until a clock ends within days": (
        [Clock(None, None, date(2026, 11, 25))],
        "at any time until 2026-11-25",
    ),
    "until a clock ends": (
        [Clock("desk", None), Clock(None, None, date(2027, 3, 1))],
        "Mon-Sat 08:00-18:00 until 2027-03-01",
    ),
    "when a clock has ended": (
        [Clock(None, "nl"), Clock(None, None, date(2027, 3, 1))],
        "on holidays from 2027-03-02 on",
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_names_are_as_people_say_them(case: str) -> None:
    clocks, name = NAMES[case]
    linked = linked_plan(SHOP)
    found = {str(situation.name): situation.open for situation in situations(clocks, linked)}
    assert name in found
    for other, row in found.items():
        assert is_true(other, clocks, {row}, linked), other


def test_times_before_and_after_an_end_are_both_named() -> None:
    clocks = [Clock("desk", None), Clock(None, None, date(2027, 3, 1))]
    found = times(clocks, lambda row: row in ((True, True), (False, False)), linked_plan(SHOP))
    assert found is not None
    assert str(found.name) == (
        "Mon-Sat 08:00-18:00 until 2027-03-01; Mon-Sat 00:00-08:00 + 18:00-24:00, Sun from 2027-03-02 on"
    )


def test_holidays_that_leave_a_weekday_out_are_not_said_by_their_weekdays() -> None:
    """'but on holidays Mon-Thu 00:00-09:00' reads as if a Friday that is a holiday were as usual."""
    clocks = [Clock("friday", None), Clock("office", "nl")]
    rows = {(True, True), (False, False)}
    found = times(clocks, rows.__contains__, linked_plan(SHOP))
    assert found is not None
    assert "but on holidays" not in str(found.name)
    assert is_true(str(found.name), clocks, rows, linked_plan(SHOP))


WRONG_NAMES = (
    "at any time",
    "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun",
    "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun except holidays and on holidays",
    "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun and on holidays",
    "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun and on holidays, except 2026-12-20 12:00-16:01",
    "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun and on holidays, except 2026-12-20 12:00-16:00 and 2 more days",
)


@pytest.mark.parametrize("name", WRONG_NAMES)
def test_a_wrong_name_is_noticed(name: str) -> None:
    assert not is_true(name, [Clock("office", "eve")], {(False,)}, linked_plan(SHOP))


def test_clocks_that_end_on_other_days_are_other_clocks() -> None:
    linked = linked_plan(SHOP)
    for day in (date(2027, 3, 1), date(2027, 3, 2)):
        found = linked.calls.situations([Clock(None, None, day)])
        names = [f"at any time until {day}", f"at any time from {day + A_DAY} on"]
        assert [str(situation.name) for situation in found] == names


def random_clocks(dice: Random, linked: LinkedPlan) -> list[Clock]:
    """Two or three clocks of a plan; of some a subscription ends."""
    schedules, calendars = [*linked.plan.schedules, None], [*linked.calendars, None]
    clocks = {Clock(dice.choice(schedules), dice.choice(calendars)) for _ in range(dice.choice((2, 3)))}
    if dice.random() < 0.3:
        clocks.add(Clock(None, None, linked.today + dice.randrange(-5, 560) * A_DAY))
    return sorted(clocks, key=str)


def compare(seed: int) -> list[str]:
    dice = Random(seed)  # noqa: S311 - no secret is made here
    linked = linked_plan(random_plan(seed))
    clocks = random_clocks(dice, linked)
    found = situations(clocks, linked)
    names = [(str(one.name), {one.open}) for one in found]
    for chosen in list(combinations([one.open for one in found], 2))[:4]:
        together = times(clocks, chosen.__contains__, linked)
        assert together is not None
        names.append((str(together.name), set(chosen)))
    for name, rows in names:
        assert is_true(name, clocks, rows, linked), (seed, clocks, name)
    return [name for name, _ in names]


@pytest.mark.parametrize("seed", range(16))
def test_names_are_true_of_random_plans(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(16, 416, 50))
def test_names_are_true_of_many_random_plans(start: int) -> None:
    for seed in range(start, start + 50):
        compare(seed)
