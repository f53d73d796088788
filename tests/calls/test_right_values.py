"""Small plans in which calls were once judged wrongly, each with what is right (`docs/semantics.md`)."""

from datetime import date, datetime
from pathlib import Path

import pytest
from linked_plans import linked_plan

from nummerplan.compiler.call_tests.run_call_tests import run_call_tests
from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.compiler.proof.prove_plan import prove_plan
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Level

PLANS = Path(__file__).resolve().parents[1] / "oracle" / "own_tests" / "cases"
TODAY = date(2026, 11, 30)
DAY = datetime(2026, 12, 1, 10)
NIGHT = datetime(2026, 12, 1, 23)


def plan(name: str) -> LinkedPlan:
    return linked_plan((PLANS / f"{name}.yaml").read_text("utf-8"), TODAY)


def call(
    linked: LinkedPlan,
    dial: str = "0887654001",
    caller: str = "external",
    at: datetime = DAY,
    press: str = "",
    **people: State,
) -> Trace:
    states = {state: tuple(who for who, one in people.items() if one == state) for state in set(people.values())}
    return follow(describe(Description(dial, caller, at, tuple(press.split()), states), linked), linked)


def rung(trace: Trace) -> list[str]:
    return [ring.person for hop in trace.hops for ring in hop.rings]


def lost(linked: LinkedPlan, number: str) -> set[datetime]:
    """The first moments of the situations in which a caller from outside can be lost."""
    proofs = [proof for proof in prove_plan(linked) if proof.entry.key == number and proof.external]
    return {loss.situation.sample for proof in proofs for loss in proof.losses}


@pytest.mark.parametrize("state", ["answers", "absent", "busy", "on_call", "unreachable"])
def test_outside_the_hours_of_simultaneous_ring_nothing_can_ring(state: State) -> None:
    linked = plan("simring-outside-its-hours")
    assert call(linked, at=NIGHT, vera=state).end.key == "busy_tone"
    assert [result.ok for result in run_call_tests(linked, {})] == [False, False]


def test_every_caller_of_some_hours_being_lost_is_an_error() -> None:
    text = (PLANS / "simring-outside-its-hours.yaml").read_text("utf-8")
    findings = check_texts("plan.yaml", [(None, "plan.yaml", text)], TODAY, Selection()).findings
    assert [(finding.rule, finding.level) for finding in findings] == [("missed-calls-lost", Level.ERROR)]


def test_a_menu_that_is_closed_by_night_does_not_answer() -> None:
    assert lost(plan("closed-menu-does-not-answer"), "+31887654002") == {datetime(2026, 11, 30)}


@pytest.mark.parametrize(("name", "person"), [("blocked-simring", "anna"), ("blocked-simring-only", "vera")])
def test_a_number_that_the_plan_blocks_does_not_ring_along(name: str, person: str) -> None:
    linked = plan(name)
    trace = call(linked, **{person: "unreachable"})
    assert rung(trace) == []
    assert trace.end.key in ("not_in_use", "busy_tone")
    assert lost(linked, "+31887654001")


def test_a_blocked_sim_is_unreachable_whatever_its_owner_does() -> None:
    trace = call(plan("sim-blocked"), u0="absent", mob="answers")
    assert (trace.end.key, trace.answered_by) == ("gives_up", None) or trace.end.key == "mobile_voicemail"
    assert "mob" not in rung(trace)


def test_who_hides_his_number_hides_it_behind_a_mobile_too() -> None:
    linked = plan("anonymous-through-mobile")
    assert call(linked, caller="anonymous").end.key == "refused"
    assert call(linked).answered_by == "bram"


def test_with_no_rings_nobody_can_answer() -> None:
    linked = plan("rings-zero")
    trace = call(linked, "201", "internal")
    assert (rung(trace), trace.answered_by) == (["bram"], "bram")
    assert [result.ok for result in run_call_tests(linked, {})] == [False]


def test_an_own_mobile_that_rings_along_answers_in_its_own_state() -> None:
    linked = plan("own-mobile-rings-along")
    assert [result.ok for result in run_call_tests(linked, {})] == [True]
    absent = call(linked, vera="absent", mob="absent")
    assert (absent.end.key, absent.hops[-1].edge.source.kind) == ("message", "voicemail")
    unreachable = call(linked, vera="absent", mob="unreachable")
    assert (unreachable.end.key, unreachable.seconds, unreachable.hops[-1].edge.key) == ("message", 0, "mob")


def test_an_unreachable_mobile_goes_to_its_networks_voicemail() -> None:
    linked = plan("mobile-out-of-reach")
    assert call(linked, mob="unreachable").end.key == "mobile_voicemail"
    (proof,) = [proof for proof in prove_plan(linked) if proof.entry.key == "+31887654001" and proof.external]
    assert [(one.to.key, one.when) for one in proof.handed_over] == [("mob", "nobody_answers")]


@pytest.mark.parametrize(
    ("press", "who"), [("2 1 3", "bram"), ("2", "vera"), ("2 wait 1 3", "vera"), ("2 0 1", "vera")]
)
def test_digits_win_over_a_key_while_an_extension_can_come_of_them(press: str, who: str) -> None:
    assert call(plan("extension-begins-with-a-key"), press=press).answered_by == who


@pytest.mark.parametrize(
    ("press", "who"),
    [("8 5 2 6", "anna"), ("8 5 2 6 hash 1", "anna"), ("8 5 2 6 hash 2", "bram"), ("8 5 2 6 hash 3", "cees")],
)
def test_of_people_of_one_name_the_caller_chooses(press: str, who: str) -> None:
    assert call(plan("two-people-of-one-name"), press=press).answered_by == who


def test_a_rule_that_blocks_at_some_hours_rests_on_holidays() -> None:
    linked = plan("during-and-holidays")
    dinner, holiday = datetime(2026, 12, 1, 18), datetime(2026, 12, 24, 18)
    assert call(linked, caller="0207654321", at=dinner).end.key == "refused"
    assert call(linked, caller="0207654321", at=holiday).answered_by == "vera"


def test_no_finding_shows_a_call_that_nobody_can_make() -> None:
    text = (PLANS / "witness-that-nobody-can-dial.yaml").read_text("utf-8")
    checked = check_texts("plan.yaml", [(None, "plan.yaml", text)], TODAY, Selection())
    starts = [finding.witness.call.entry.kind for finding in checked.findings if finding.witness]
    assert set(starts) <= {"number", "extension"}
    assert [finding.rule for finding in checked.findings if finding.level is Level.ERROR] == []


def test_who_calls_his_own_group_is_passed_over() -> None:
    linked = plan("mijn-bedrijf")
    assert "verkoper1" not in rung(call(linked, "101", "verkoper1"))


@pytest.mark.parametrize(
    ("pattern", "number", "refused"),
    [
        ("0032*", "+3225551234", True),
        ("+32*", "+3225551234", True),
        ("00*", "+3225551234", True),
        ("+*", "+3225551234", True),
        ("00*", "+31207654321", False),
        ("020*", "+31207654321", True),
        ("020*", "+3225551234", False),
    ],
)
def test_patterns_of_blocked_callers(pattern: str, number: str, refused: bool) -> None:
    text = (PLANS / "during-and-holidays.yaml").read_text("utf-8")
    text = text.replace("[0207654321]", f'["{pattern}"]').replace(", during: {schedule: dinner, holidays: vrij}", "")
    trace = call(linked_plan(text, TODAY), caller=number)
    assert (trace.end.key == "refused") is refused
