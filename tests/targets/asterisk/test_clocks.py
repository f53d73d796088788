"""Hours as Asterisk is told them: the dialplan's answer, worked out minute by minute, is the plan's."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from asterisk_files import Configuration, Dialplan

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.calls.call_graph import Clock
from nummerplan.targets.asterisk.clocks import time_zone

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

PLAN = """
company: {{main_number: 088-7654000, time_zone: Europe/Amsterdam, business_hours: uren{holidays}}}
numbers: [088-7654000]
schedules: {{uren: {hours}}}
{calendars}
auto_attendants:
  hoofd: {{number: 088-7654000, night_forwarding: off, business_hours_menu: {{}}, after_hours_menu: {{}}}}
"""

CLOCKS = {
    "office": ("{mon-fri: 08:30-17:30}", ""),
    "two stretches": ("{mon-fri: [08:00-12:00, 13:00-17:00], sat: 09:00-13:00}", ""),
    "all day": ("{daily: all day}", ""),
    "round the weekend": ("{fri-mon: 10:00-24:00}", ""),
    "past midnight": ("{mon: 22:00-06:00, sun: 23:30-00:30}", ""),
    "never": ("{mon: 09:00-09:00}", ""),
    "dates": (
        "{mon-fri: 22:00-02:00, dates: {2026-12-20: [12:00-17:00, 23:00-01:00], 2026-12-22..2026-12-23: closed}}",
        "x",
    ),
    "holidays": ("{mon-fri: 08:30-17:30}", "{2026-12-24: {name: Kerstavond, closed: 12:00-24:00}, 2026-12-25: Kerst}"),
    "a holiday past midnight": ("{daily: all day}", "{2026-12-24: {name: Nacht, closed: 20:00-02:00}}"),
    "dates win": ("{mon-fri: 08:30-17:30, dates: {2026-12-25: 10:00-12:00}}", "{2026-12-24..2026-12-26: Kerst}"),
}


def text(name: str) -> str:
    hours, dates = CLOCKS[name]
    calendar = dates if dates.startswith("{") else ""
    return PLAN.format(
        hours=hours,
        holidays=", holidays: vrij" if calendar else "",
        calendars=f"holidays: {{vrij: {{dates: {calendar}}}}}" if calendar else "",
    )


def answer(dialplan: Dialplan, context: str, moment: datetime) -> bool:
    """What the clock's context returns, as Asterisk works it out."""
    contexts = dialplan.contexts[context]
    day = f"{moment:%Y%m%d}"
    if day in contexts:
        spans = [re.findall(r"[<>]=? (\d{4})", step.data) for step in contexts[day] if step.application == "GotoIf"]
        return any(int(start) <= int(f"{moment:%H%M}") < int(end) for start, end in spans)
    return any(_inside(step.data, moment) for step in contexts["s"] if step.application == "GotoIfTime")


def _inside(given: str, moment: datetime) -> bool:
    hours, days, day_of_month, month, zone = given.removesuffix("?open").split(",")
    assert (day_of_month, month, zone) == ("*", "*", "Europe/Amsterdam")
    if days != "*":
        first, _, last = days.partition("-")
        if not DAYS.index(first) <= moment.weekday() <= DAYS.index(last or first):
            return False
    if hours == "*":
        return True
    start, end = hours.split("-")
    return start <= f"{moment:%H:%M}" <= end  # the last minute is inside


@pytest.mark.parametrize("name", CLOCKS)
def test_every_minute_of_two_weeks_is_open_or_closed_as_the_plan_says(
    configured: Callable[..., Configuration], name: str
) -> None:
    plan = text(name)
    linked = check_texts("plan.yaml", [(None, "plan.yaml", plan)], date(2026, 11, 23), Selection()).linked
    dialplan = configured(plan).dialplan
    holidays = "vrij" if linked.plan.holidays else None
    context = "clock-uren.vrij" if holidays else "clock-uren"
    start = datetime(2026, 12, 14)
    for minute in range(0, 14 * 24 * 60, 15):
        for moment in (start + timedelta(minutes=minute), start + timedelta(minutes=minute + 14)):
            assert answer(dialplan, context, moment) == is_open(Clock("uren", holidays), moment, linked), moment


@pytest.mark.parametrize(
    ("zone", "used"),
    [("Europe/Brussels", "Europe/Brussels"), ("a/b", "UTC"), ("../etc/passwd", "UTC"), ("Europe", "UTC"), ("", "UTC")],
)
def test_a_zone_that_nobody_knows_is_left_out(zone: str, used: str) -> None:
    assert time_zone(zone) == used


def test_a_day_says_why_it_is_another(configured: Callable[..., Configuration]) -> None:
    configuration = configured(text("holidays"))
    assert "exten => 20261224,1,NoOp() ; Kerstavond" in configuration.text("extensions.conf")


def test_who_asks_no_clock_is_told_none(configured: Callable[..., Configuration]) -> None:
    dialplan = configured("users:\n  anna: {extension: 201}\n").dialplan
    assert not [name for name in dialplan.contexts if name.startswith("clock-")]
