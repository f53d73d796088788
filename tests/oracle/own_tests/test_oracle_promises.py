"""Call tests and promises of a plan."""

from datetime import date
from typing import Any

import pytest

from oracle.every_call import prove
from oracle.own_tests.small_plans import BOX, plan, user
from oracle.promises import Judgement, judge
from oracle.random_plans import random_plan
from oracle.reading import read_company

BODY = (
    "users:\n"
    + user("a", "201", "forwarding: {missed: {to: b, rings: 4}}")
    + user("b", "202", BOX)
    + user("c", "203", "forwarding: {always: 0206543210}")
    + "hunt_groups: {g: {number: 0887654001, extension: 101, policy: uniform, members: [a, b],\n"
    "  next_member_after: {rings: 2}, overflow: {after: 30s, to: c}}}\n"
    "schedules: {day: {daily: 08:00-18:00}}\n"
)


def judged(**test: object) -> Judgement:
    """The judgement of one test."""
    return judge(plan(BODY), test, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ({"dial": "201", "answered_by": "a"}, True),
        ({"dial": "201", "absent": "a", "rings": ["a", "b"]}, True),
        ({"dial": "201", "absent": ["a", "b"], "ends": {"voicemail": "b"}}, True),
        ({"dial": "203", "ends": "handed_over"}, True),
        ({"dial": "203", "ends": {"outside": "020 654 3210"}}, True),
        ({"dial": "203", "ends": "kept"}, False),
        ({"dial": "203", "ends": "not_lost"}, True),
        ({"dial": "101", "rings_first": "a"}, True),  # one call has no history: list order
        ({"dial": "101", "never": {"reaches": "b"}}, False),  # a promise must hold whatever the history
        ({"dial": "101", "always": {"reaches": "person", "within": "0s"}}, True),
        ({"dial": "101", "absent": "a", "always": {"reaches": "person", "within": "9s"}}, False),
        ({"dial": "101", "absent": "a", "always": {"reaches": "person", "within": "10s"}}, True),
        ({"dial": "201", "never": {"ends": "lost"}}, True),  # however people are
        ({"dial": "201", "always": {"ends": "answered"}}, False),
        ({"never": {"ends": "lost"}, "at": "day"}, True),  # every number
    ],
)
def test_holds(test: dict[str, Any], holds: bool) -> None:
    """What the test leaves open is tried."""
    judgement = judged(**test)
    assert (judgement.holds, judgement.problem) == (holds, None)


SMALL = (
    "users:\n"
    + user("a", "201", "forwarding: {missed: b}, number: 0887654002")
    + user("b", "202", BOX)
    + "auto_attendants: {m: {number: 0887654001,\n"
    "  business_hours_menu: {keys: {0: {operator: a}, 1: a, 9: hang_up}}}}\n"
)


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ({"dial": "201", "never": {"reaches": "b"}}, False),  # a may be absent
        ({"dial": "201", "unreachable": "b", "never": {"reaches": "b"}}, True),  # b is named
        ({"dial": "202", "never": {"reaches": "a"}}, True),
        ({"dial": "201", "always": {"reaches": "a"}}, True),  # who is not named answers
        ({"dial": "201", "absent": "a", "always": {"reaches": "a"}}, False),
        ({"dial": "201", "always": {"reaches": "a", "ends": "answered"}}, True),
        ({"dial": "0887654001", "always": {"reaches": "a"}}, True),  # whoever hangs up by key 9 breaks it not
        ({"dial": "0887654001", "always": {"reaches": "b"}}, False),
        ({"dial": "0887654001", "press": "9", "always": {"reaches": "a"}}, True),
        ({"dial": "0887654001", "always": {"ends": "answered"}}, False),
    ],
)
def test_reaches(test: dict[str, Any], holds: bool) -> None:
    """What is never reached leaves everybody's state open, what is always reached supposes that people answer."""
    judgement = judge(plan(SMALL), test, date(2026, 11, 30))
    assert (judgement.holds, judgement.problem) == (holds, None)


def test_state_of_the_caller_is_reported() -> None:
    """It has no effect."""
    judgement = judged(dial="201", **{"from": "a"}, absent="a", answered_by="b")
    assert judgement.said
    assert judgement.holds


@pytest.mark.parametrize("test", [{"absent": "a", "busy": "a"}, {"absent": "g"}, {"at": "2027-03-28 02:30"}])
def test_problems(test: dict[str, Any]) -> None:
    """Tests about no call that can be made."""
    assert judged(dial="201", ends="lost", **test).problem


@pytest.mark.parametrize(
    ("number", "allowed"),
    [("0612345678", False), ("112", True), ("0206543210", True), ("201", True), ("113", True), ("0900-8844", False)],
)
def test_outgoing(number: str, allowed: bool) -> None:
    """What is blocked cannot be dialled; emergency numbers are never blocked."""
    company = plan(BODY, "block_outgoing: [mobile, 0900]")
    assert judge(company, {"dial": number, "from": "a", "allowed": str(allowed).lower()}, date(2026, 11, 30)).holds


@pytest.mark.parametrize("seed", range(40))
def test_promise_and_proof_agree(seed: int) -> None:
    """That no call of any number is lost holds as a promise just where the proof finds none."""
    company = read_company(random_plan(seed))
    start = date(2026, 11, 30)
    lost = [verdict for verdict in prove(company, start).lost() if verdict.caller == "external"]
    judgement = judge(company, {"never": {"ends": "lost"}}, start)
    assert (judgement.holds, judgement.problem) == (not lost, None)
