"""The two nights in which clocks jump: one has no half past two, the other has it twice."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from command import nummerplan
from linked_plans import linked_plan

from nummerplan.compiler.calls.describe_call import SkippedMomentError, moment_of
from nummerplan.compiler.text.vocabulary.days import comes_twice

PLAN = """\
nummerplan: 1
company:
  name: Veldproef
  main_number: 088-7654000
  business_hours: nacht
  night_forwarding: {to: bandje}
numbers: [088-7654000]
schedules:
  nacht: {sun: 02:00-03:00, mon-fri: 09:00-17:00}
users:
  anna:
    extension: 201
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    voicemail: {email: anna@v.example, when: [busy, no_answer]}
mailboxes:
  bandje: {extension: 999, email: b@v.example}
"""
TWICE = "Sun 2027-10-31 02:30 comes twice, as clocks go back that night: the first is meant"
SKIPPED = "2027-03-28 02:30 does not exist in Europe/Amsterdam: clocks skip it; write another time"


def test_a_call_in_the_hour_that_comes_twice_is_a_call_in_its_first(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    ran = nummerplan("trace", ".", "--dial", "088-7654000", "--at", "2027-10-31 02:30", at=tmp_path)
    assert (ran.returncode, TWICE in ran.stdout.splitlines()) == (0, True)
    assert "anna rings and answers" in ran.stdout
    written = nummerplan(
        "trace", ".", "--dial", "088-7654000", "--at", "2027-10-31 02:30", "--format", "json", at=tmp_path
    )
    assert json.loads(written.stdout)["comes_twice"] is True
    later = nummerplan("trace", ".", "--dial", "088-7654000", "--at", "2027-10-31 03:00", at=tmp_path)
    assert "comes twice" not in later.stdout


def test_there_is_no_call_at_a_moment_that_clocks_skip(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    ran = nummerplan("trace", ".", "--dial", "088-7654000", "--at", "2027-03-28 02:30", at=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"nummerplan: {SKIPPED}\n")


def test_a_call_test_says_which_moment_it_means_and_fails_where_there_is_none(tmp_path: Path) -> None:
    calls = """\
calls:
  - {name: winter, dial: 088-7654000, at: 2027-03-29 08:59, ends: {mailbox: bandje}}
  - {name: autumn, dial: 088-7654000, at: 2027-10-31 02:30, answered_by: anna}
  - {name: spring, dial: 088-7654000, at: 2027-03-28 02:30, ends: {mailbox: bandje}}
"""
    (tmp_path / "plan.yaml").write_text(PLAN + calls)
    ran = nummerplan("test", ".", "--today", "2026-11-30", at=tmp_path)
    assert ran.returncode == 1
    lines = [line.split("  [")[0] for line in ran.stdout.splitlines()]
    texts = ("  ok      winter", "  ok      autumn", f"          {TWICE}", "  FAILED  spring", f"          {SKIPPED}")
    assert lines == ["plan.yaml", *texts, "3 call tests in 1 plan: 2 ok, 1 failed"]


def test_a_day_of_the_week_is_the_next_one_that_has_the_hour() -> None:
    linked = linked_plan(PLAN)
    before = datetime(2027, 3, 23, 12, 0)
    assert moment_of("Sun 02:30", linked, before) == datetime(2027, 4, 4, 2, 30)
    assert moment_of("Sun 03:00", linked, before) == datetime(2027, 3, 28, 3, 0)


@pytest.mark.parametrize(
    ("zone", "moment", "twice", "skipped"),
    [
        ("Europe/Amsterdam", datetime(2027, 10, 31, 1, 59), False, False),
        ("Europe/Amsterdam", datetime(2027, 10, 31, 2, 0), True, False),
        ("Europe/Amsterdam", datetime(2027, 10, 31, 2, 59), True, False),
        ("Europe/Amsterdam", datetime(2027, 10, 31, 3, 0), False, False),
        ("Europe/Amsterdam", datetime(2027, 3, 28, 2, 0), False, True),
        ("Europe/Amsterdam", datetime(2027, 3, 28, 3, 0), False, False),
        ("America/Curacao", datetime(2027, 10, 31, 2, 30), False, False),
        ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 45), True, False),
        ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 15), False, False),
    ],
)
def test_which_moments_come_twice_or_never(zone: str, moment: datetime, twice: bool, skipped: bool) -> None:
    assert comes_twice(moment, zone) == twice
    linked = linked_plan(PLAN.replace("  name: V", f"  time_zone: {zone}\n  name: V"))
    if skipped:
        with pytest.raises(SkippedMomentError):
            moment_of(f"{moment:%Y-%m-%d %H:%M}", linked)
    else:
        assert moment_of(f"{moment:%Y-%m-%d %H:%M}", linked) == moment


def test_an_unknown_zone_has_no_moment_twice() -> None:
    assert not comes_twice(datetime(2027, 10, 31, 2, 30), "Europe/Nergens")
