"""What happens at a hunt group, sentence by sentence."""

from datetime import datetime

import pytest

from oracle.calls import Call, Outcome, follow
from oracle.company import Company
from oracle.own_tests.small_plans import BOX, call, plan, user


def group(settings: str, company: str = "", member: str = "") -> Company:
    """A group of a, b and c at the first number, and a mailbox."""
    users = "".join(user(key, f"20{index}", f"{BOX}, {member}") for index, key in enumerate("abc"))
    body = (
        f"users:\n{users}hunt_groups: {{g: {{extension: 101, number: 0887654001, members: [a, b, c], {settings}}}}}\n"
    )
    return plan(body + "mailboxes: {box: {extension: 999, email: a@b.example}}\n", company)


def ring(company: Company, history: str = "", **states: str) -> Outcome:
    """A call to the group, with its history."""
    histories = {"g": list(history)} if history else {}
    return follow(company, Call("101", datetime(2026, 11, 24, 10), "internal", [], states, histories))


TURNS = "next_member_after: {rings: 2}, overflow: {after: 40s, to: box}"
ABSENT = {"a": "absent", "b": "absent", "c": "absent"}


@pytest.mark.parametrize(
    ("policy", "history", "rings"),
    [
        ("regular", "cab", [(0, "a"), (10, "b"), (20, "c"), (30, "a")]),
        ("circular", "bca", [(0, "b"), (10, "c"), (20, "a"), (30, "b")]),
        ("circular", "", [(0, "a"), (10, "b"), (20, "c"), (30, "a")]),
        ("uniform", "cab", [(0, "c"), (10, "a"), (20, "b"), (30, "c")]),
        ("simultaneous", "", [(0, "a"), (0, "b"), (0, "c")]),
    ],
)
def test_policies(policy: str, history: str, rings: list[tuple[int, str]]) -> None:
    """After the last the first again, until the overflow."""
    outcome = ring(group(f"policy: {policy}, {TURNS}"), history, **ABSENT)
    assert (outcome.rings, outcome.end, outcome.elapsed) == (rings, "message", 40)


def test_passed_over() -> None:
    """Who is not registered, has do not disturb, or is on a call."""
    states = {"a": "unreachable", "b": "busy", "c": "on_a_call"}
    assert ring(group(f"{TURNS}, when_busy: busy_tone"), **states).end == "busy_by_name"
    assert ring(group(f"{TURNS}, ring_busy_members: true"), **states).rings == [(0, "c")]


def test_first_rings_on_without_next_member() -> None:
    """Until the overflow."""
    assert ring(group("overflow: {after: 40s, to: box}"), **ABSENT).rings == [(0, "a")]


def test_nothing_else_of_a_member_is_used() -> None:
    """Not his blocking, night forwarding, forwarding or simultaneous ring."""
    member = "night_forwarding: {mode: on, to: box}, blocked_callers: {all: true}, forwarding: {always: box}"
    assert call(group(TURNS, member=member), "0887654001").who == "a"


@pytest.mark.parametrize(
    ("settings", "end", "elapsed"),
    [
        ("when_busy: box", "message", 0),
        ("when_busy: busy_tone", "busy_by_name", 0),
        ("when_busy: wait, overflow: {after: 30s, to: box}", "message", 30),
        ("when_busy: wait", "gives_up", 120),
        ("overflow: {after: 30s, to: box}", "message", 0),  # at once to the overflow
        ("", "busy_tone", 0),
    ],
)
def test_everyone_passed_over(settings: str, end: str, elapsed: int) -> None:
    """What `when_busy` says; it stands for `not_reachable` too where that is absent."""
    for state in ("busy", "unreachable"):
        outcome = ring(group(settings), a=state, b=state, c=state)
        assert (outcome.end, outcome.elapsed) == (end, elapsed)


def test_nobody_registered() -> None:
    """`not_reachable`, a destination or busy_tone; who calls is registered."""
    nobody = {"a": "unreachable", "b": "unreachable", "c": "unreachable"}
    assert ring(group("not_reachable: busy_tone, when_busy: box"), **nobody).end == "busy_by_name"
    assert (
        call(group("not_reachable: busy_tone, when_busy: box"), "101", caller="a", b="unreachable", c="unreachable").end
        == "message"
    )


def test_after_no_seconds() -> None:
    """At once: nothing rings, nobody can answer; but who is passed over is judged first."""
    settings = "overflow: {after: 0s, to: box}, when_busy: busy_tone"
    assert (ring(group(settings)).end, ring(group(settings)).rings) == ("message", [])
    assert ring(group(settings), a="busy", b="busy", c="busy").end == "busy_by_name"


def test_ring_limit_over_all_hops() -> None:
    """A chain of a user and a group is ended where it then is; what falls on the last second still happens."""
    body = "users:\n" + user("a", "201", "forwarding: {no_answer: {to: g, rings: 4}}") + user("b", "202")
    body += "hunt_groups: {g: {extension: 101, members: [b], overflow: {after: 10s, to: %s}}}\n"
    body += "mailboxes: {box: {extension: 999, email: a@b.example}}\n"
    late = plan(body % "box", "ring_limit: 29s")
    assert (call(late, "201", a="absent", b="absent").end, call(late, "201", a="absent", b="absent").where) == (
        "gives_up",
        ("group", "g"),
    )
    just = plan(body % "box", "ring_limit: 30s")
    assert call(just, "201", a="absent", b="absent").end == "message"
    at_user = plan(body % "b", "ring_limit: 30s")  # nobody begins to ring on the last second
    outcome = call(at_user, "201", a="absent", b="busy")
    assert outcome.end == "busy_tone"
    assert call(at_user, "201", a="absent", b="absent").rings == [(0, "a"), (20, "b")]
    arrived = plan(body % "box", "ring_limit: 20s")
    assert call(arrived, "201", a="absent").end == "gives_up"
    assert call(arrived, "201", a="absent").rings == [(0, "a")]
