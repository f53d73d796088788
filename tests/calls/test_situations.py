"""Time cut into situations: every moment of eighteen months belongs to one, and its name says when it is."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from linked_plans import linked_plan

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.situations import horizon, situations
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.linked_plan import LinkedPlan

EXAMPLE = (Path(__file__).parents[2] / "examples" / "mijn-bedrijf" / "plan.yaml").read_text()
TODAY = date(2026, 11, 23)

ODD_HOURS = """
company: {name: Taxi, time_zone: Europe/Amsterdam}
schedules:
  night: {fri-sat: 22:00-06:00, sun: [00:00-03:15, 23:45-24:00]}
  lunch: {mon-fri: [08:15-12:30, 13:00-17:45], sat: all day}
  never: {mon: 09:00-09:00}
holidays:
  feest: {public: NL, dates: {2026-12-24: {name: Kerstavond, closed: 16:30-24:00}, 2027-03-26..2027-03-29: Verbouwing}}
  oud: {dates: {2027-01-04: {name: Nieuwjaarsborrel, closed: [15:00-16:00, 17:00-18:15]}}}
"""

CLOCKS = {
    "one": (EXAMPLE, [Clock("office", "nl")]),
    "two": (EXAMPLE, [Clock("office", "nl"), Clock("dinner", None)]),
    "odd": (ODD_HOURS, [Clock("night", "feest"), Clock("lunch", "oud"), Clock("never", None), Clock(None, "feest")]),
}


def case_of(text: str, today: date = TODAY) -> LinkedPlan:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert not [*findings, *bound.findings]
    return link(bound.plan, "plan.yaml", today)


@pytest.mark.parametrize("name", CLOCKS)
def test_every_quarter_of_an_hour_is_in_the_situation_that_direct_evaluation_gives(name: str) -> None:
    text, clocks = CLOCKS[name]
    linked = case_of(text)
    found = {situation.open: situation for situation in situations(clocks, linked)}
    first, last = horizon(linked)
    assert (first, last) == (TODAY, date(2028, 5, 23))
    seen: dict[tuple[bool, ...], datetime] = {}
    moment = datetime.combine(first, datetime.min.time())
    while moment.date() < last:
        seen.setdefault(tuple(is_open(clock, moment, linked) for clock in clocks), moment)
        moment += timedelta(minutes=15)
    assert {row: situation.sample for row, situation in found.items()} == seen


JUMPS = {  # zones, and a day on which their clocks skip a part of the night
    "Europe/Amsterdam": date(2027, 3, 28),
    "America/New_York": date(2027, 3, 14),
    "Australia/Lord_Howe": date(2026, 10, 4),
    "Africa/Cairo": date(2026, 4, 24),
    "Pacific/Auckland": date(2026, 9, 27),
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUARTERS = range(0, 24 * 60, 15)


@dataclass
class Times:
    """Random hours and holidays as text, and what they mean: the open minutes of a week, the closed ones of a date."""

    text: str
    today: date
    hours: dict[str, set[tuple[int, int]]]
    closed: dict[str, dict[date, set[int]]]
    clocks: list[Clock]

    def open(self, clock: Clock, moment: datetime) -> bool:
        minute = moment.hour * 60 + moment.minute
        if clock.schedule is not None and (moment.weekday(), minute) not in self.hours[clock.schedule]:
            return False
        return clock.holidays is None or minute not in self.closed[clock.holidays].get(moment.date(), ())


def shown(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def random_hours(dice: random.Random) -> tuple[str, set[tuple[int, int]]]:
    """Up to four stretches, some into the next day; quarters of an hour, so that looking at these sees everything."""
    lines: dict[str, list[str]] = {}
    minutes: set[tuple[int, int]] = set()
    for _ in range(dice.randint(0, 4)):
        first, last = sorted((dice.randrange(7), dice.randrange(7)))
        start, length = dice.choice((*QUARTERS, *[0, 120, 135] * 20)), dice.choice((15, 60, 495, 1425))
        key = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        end = (start + length) % 1440
        lines.setdefault(key, []).append(f"{shown(start)}-{shown(end) if end or length == 0 else '24:00'}")
        for day in range(first, last + 1):
            at = [day * 1440 + start + offset for offset in range(length)]
            minutes |= {(minute // 1440 % 7, minute % 1440) for minute in at}
    return ", ".join(f"{key}: [{', '.join(hours)}]" for key, hours in lines.items()), minutes


def random_dates(dice: random.Random) -> tuple[str, dict[date, set[int]]]:
    """Own days, whole or in part; and perhaps the official days of a country."""
    found: dict[date, set[int]] = {}
    lines = []
    for day in {TODAY + timedelta(days=dice.randrange(540)) for _ in range(dice.randint(1, 8))}:
        start, end = sorted(dice.sample((*QUARTERS, 1440), 2))
        part = dice.random() < 0.5
        lines.append(f"{day}: {{name: Vrij{f', closed: {shown(start)}-{shown(end)}' if part else ''}}}")
        found[day] = set(range(start, end)) if part else set(range(1440))
    official = dice.choice(["", "NL", "DE"])
    for day in holidays.country_holidays(official, years=range(2026, 2029)) if official else ():
        found[day] = set(range(1440))
    public = f"public: {official}, " if official else ""
    return f"{public}dates: {{{', '.join(lines)}}}", found


def random_times(seed: int) -> Times:
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    schedules = {f"s{n}": random_hours(dice) for n in range(dice.randint(1, 3))}
    calendars = {f"c{n}": random_dates(dice) for n in range(dice.randint(1, 2))}
    clocks = [Clock(dice.choice([*schedules, None]), dice.choice([*calendars, None])) for _ in range(3)]
    zone = dice.choice([*JUMPS])
    today = dice.choice([TODAY, JUMPS[zone]])
    lines = [f"company: {{time_zone: {zone}}}", "schedules:"]
    lines += [f"  {key}: {{{hours}}}" for key, (hours, _) in schedules.items()]
    lines += ["holidays:", *(f"  {key}: {{{dates}}}" for key, (dates, _) in calendars.items())]
    means = {key: minutes for key, (_, minutes) in schedules.items()}
    return Times("\n".join(lines) + "\n", today, means, {key: days for key, (_, days) in calendars.items()}, clocks)


def first_moments(times: Times, linked: LinkedPlan) -> dict[tuple[bool, ...], datetime]:
    """Walk through the horizon by the quarter, as time passes, and note when each row of clocks is first seen."""
    first, last = horizon(linked)
    zone = ZoneInfo(linked.plan.company.time_zone)
    seen: dict[tuple[bool, ...], datetime] = {}
    instant = datetime.combine(first - timedelta(days=1), datetime.min.time(), UTC)
    while instant.date() <= last + timedelta(days=1):
        moment = instant.astimezone(zone).replace(tzinfo=None)
        if first <= moment.date() < last:
            row = tuple(times.open(clock, moment) for clock in times.clocks)
            seen[row] = min(seen.get(row, moment), moment)
        instant += timedelta(minutes=15)
    return seen


def compare(seed: int) -> None:
    times = random_times(seed)
    linked = case_of(times.text, times.today)
    found = {situation.open: situation.sample for situation in situations(times.clocks, linked)}
    assert found == first_moments(times, linked), (seed, times.text, times.clocks)


@pytest.mark.parametrize("seed", range(24))
def test_random_hours_and_holidays_are_cut_as_time_passes(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(24, 424, 50))
def test_many_random_hours_and_holidays_are_cut_as_time_passes(start: int) -> None:
    for seed in range(start, start + 50):
        compare(seed)


def names(clocks: list[Clock], text: str) -> list[str]:
    return [str(situation.name) for situation in situations(clocks, case_of(text))]


def test_situations_have_the_names_that_people_give_them() -> None:
    assert names([Clock("office", "nl")], EXAMPLE) == [
        "Mon-Fri 00:00-08:30 + 17:30-24:00, Sat-Sun and on holidays",
        "Mon-Fri 08:30-17:30 except holidays",
    ]
    assert names([Clock(None, None)], EXAMPLE) == ["at any time"]
    assert names([Clock(None, "oud")], ODD_HOURS) == [
        "at any time except holidays",
        "2027-01-04 (Nieuwjaarsborrel) 15:00-16:00 + 17:00-18:15",
    ]


def test_a_moment_that_the_clocks_skip_is_no_sample() -> None:
    text = """
company: {time_zone: Europe/Amsterdam}
schedules: {early: {sun: 02:00-02:30}}
"""
    document, _ = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    linked = link(bind(document).plan, "plan.yaml", date(2027, 3, 28))  # the Sunday on which summer time begins
    early = next(s for s in situations([Clock("early", None)], linked) if s.open == (True,))
    assert early.sample == datetime(2027, 4, 4, 2, 0)


def test_the_same_day_gives_the_same_situations() -> None:
    text, clocks = CLOCKS["odd"]
    assert situations(clocks, case_of(text)) == situations(clocks, case_of(text))


def test_situations_grow_with_schedules_that_differ_and_not_with_their_number() -> None:
    hours = "".join(f"  s{n}: {{mon-fri: 09:00-{17 + n % 2}:00}}\n" for n in range(50))
    clocks = [Clock(f"s{n}", None) for n in range(50)]
    assert len(situations(clocks, case_of(f"schedules:\n{hours}"))) == 3


def test_a_shop_is_open_on_one_sunday_and_closed_every_third_of_october() -> None:
    linked = linked_plan(
        """\
company: {name: V, main_number: 088-7654000, business_hours: winkel, holidays: h, night_forwarding: {to: band}}
numbers: [088-7654000]
schedules: {winkel: {mon-sat: 09:00-18:00, dates: {2026-12-20: 12:00-17:00}}}
holidays: {h: {public: NL, yearly: {10-03: Leids Ontzet}}}
users: {anna: {extension: 201, number: 088-7654000, devices: [{model: yealink-t54w}]}}
mailboxes: {band: {extension: 999, email: b@v.example}}
"""
    )
    clock = Clock("winkel", "h")
    moments = {
        datetime(2026, 12, 20, 13): True,
        datetime(2026, 12, 20, 17): False,
        datetime(2026, 12, 13, 13): False,
        datetime(2027, 10, 2, 13): True,
        datetime(2028, 10, 3, 13): False,
    }
    assert {moment: is_open(clock, moment, linked) for moment in moments} == moments
