"""Time cut into situations: every moment of eighteen months belongs to one, and its name says when it is."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from nummerplan.compiler.bind import bind
from nummerplan.compiler.clocks import is_open
from nummerplan.compiler.link import link
from nummerplan.compiler.read import read_texts
from nummerplan.compiler.situations import horizon, situations
from nummerplan.model.call_graph import Clock
from nummerplan.model.case import Case

EXAMPLE = (Path(__file__).parent.parent / "examples" / "mijn-bedrijf" / "plan.yaml").read_text()
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


def case_of(text: str) -> Case:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert not [*findings, *bound.findings]
    return link(bound.plan, "plan.yaml", TODAY)


@pytest.mark.parametrize("name", CLOCKS)
def test_every_quarter_of_an_hour_is_in_the_situation_that_direct_evaluation_gives(name: str) -> None:
    text, clocks = CLOCKS[name]
    case = case_of(text)
    found = {situation.open: situation for situation in situations(clocks, case)}
    first, last = horizon(case)
    assert (first, last) == (TODAY, date(2028, 5, 23))
    seen: dict[tuple[bool, ...], datetime] = {}
    moment = datetime.combine(first, datetime.min.time())
    while moment.date() < last:
        seen.setdefault(tuple(is_open(clock, moment, case) for clock in clocks), moment)
        moment += timedelta(minutes=15)
    assert {row: situation.sample for row, situation in found.items()} == seen


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
    case = link(bind(document).plan, "plan.yaml", date(2027, 3, 28))  # the Sunday on which summer time begins
    early = next(s for s in situations([Clock("early", None)], case) if s.open == (True,))
    assert early.sample == datetime(2027, 4, 4, 2, 0)


def test_the_same_day_gives_the_same_situations() -> None:
    text, clocks = CLOCKS["odd"]
    assert situations(clocks, case_of(text)) == situations(clocks, case_of(text))


def test_situations_grow_with_schedules_that_differ_and_not_with_their_number() -> None:
    hours = "".join(f"  s{n}: {{mon-fri: 09:00-{17 + n % 2}:00}}\n" for n in range(50))
    clocks = [Clock(f"s{n}", None) for n in range(50)]
    assert len(situations(clocks, case_of(f"schedules:\n{hours}"))) == 3
