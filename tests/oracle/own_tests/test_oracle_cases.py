"""The small calls that went wrong, each with the value that is right."""

from datetime import date

import pytest

from oracle.every_call import prove
from oracle.own_tests.small_plans import call, case
from oracle.promises import judge_all

START = date(2026, 11, 30)


def test_simultaneous_ring_outside_its_hours() -> None:
    """Nothing can ring at night: every caller hears the busy tone, and both call tests fail."""
    company = case("simring-outside-its-hours")
    assert call(company, "0887654001", "2026-11-28 23:00").end == "busy_tone"
    assert [judgement.holds for judgement in judge_all(company, START)] == [False, False]
    assert any(verdict.always_lost for verdict in prove(company, START).verdicts)


def test_closed_menu_does_not_answer() -> None:
    """Six redirections are lost at night, since a closed menu does not answer; the ring limit ends it too."""
    company = case("closed-menu-does-not-answer")
    nobody = dict.fromkeys("abdef", "unreachable")
    assert call(company, "0887654002", "2026-11-24 23:00", **nobody).end == "too_many_redirections"
    assert call(company, "0887654002", "2026-11-24 23:00", **dict.fromkeys("abdef", "absent")).end == "gives_up"
    assert {"too_many_redirections", "gives_up"} <= {
        end for verdict in prove(company, START).lost() for end in verdict.lost
    }


def test_blocked_numbers_do_not_ring() -> None:
    """A list of blocked numbers screens simultaneous ring."""
    assert call(case("blocked-simring"), "0887654001", anna="unreachable").end == "not_in_use"
    assert call(case("blocked-simring-only"), "0887654001").end == "busy_tone"


def test_blocked_sim() -> None:
    """A blocked SIM is unreachable: its network's voicemail takes the call."""
    outcome = call(case("sim-blocked"), "0887654001", u0="absent")
    assert (outcome.end, outcome.rings) == ("mobile_voicemail", [(0, "u0")])


def test_anonymous_through_a_mobile() -> None:
    """He still hides his number, so he is refused."""
    assert call(case("anonymous-through-mobile"), "0887654001", caller="anonymous").end == "refused"


def test_rings_zero() -> None:
    """Nobody can answer what never rings."""
    company = case("rings-zero")
    assert call(company, "201", caller="internal").who == "bram"
    assert not judge_all(company, START)[0].holds


def test_own_mobile_rings_along() -> None:
    """It answers in its own state."""
    assert judge_all(case("own-mobile-rings-along"), START)[0].holds


@pytest.mark.parametrize(
    ("state", "end"), [("unreachable", "mobile_voicemail"), ("busy", "message"), ("absent", "message")]
)
def test_mobile_out_of_reach(state: str, end: str) -> None:
    """`busy` does not stand in for `not_reachable` at a mobile."""
    assert call(case("mobile-out-of-reach"), "0887654001", mob=state).end == end


@pytest.mark.parametrize(("keys", "who"), [("2 1 3", "bram"), ("2", "vera"), ("2 wait", "vera"), ("2 0 1", "vera")])
def test_extension_begins_with_a_key(keys: str, who: str) -> None:
    """213 is bram; 2 and silence is vera."""
    assert call(case("extension-begins-with-a-key"), "0887654001", keys=keys).who == who


@pytest.mark.parametrize(
    ("choice", "who"), [("hash 1", "anna"), ("hash 2", "bram"), ("hash 3", "cees"), ("hash", "anna"), ("", "anna")]
)
def test_two_people_of_one_name(choice: str, who: str) -> None:
    """The caller chooses; without a digit the first is taken."""
    assert call(case("two-people-of-one-name"), "0887654001", keys=f"8 5 2 6 {choice}").who == who


def test_proof_takes_each_of_one_name() -> None:
    """The proof has a call for each of three."""
    company = case("two-people-of-one-name")
    company.users["cees"].voicemail = None
    verdict = next(one for one in prove(company, START).verdicts if one.entry == "+31887654001")
    assert "busy_tone" in verdict.lost


def test_during_with_holidays() -> None:
    """A rule with (schedule, holidays) rests on holidays."""
    company = case("during-and-holidays")
    assert call(company, "0887654001", "2026-12-24 18:00", caller="0207654321").end == "answered"
    assert call(company, "0887654001", "2026-12-23 18:00", caller="0207654321").end == "refused"


def test_no_witness_that_nobody_can_dial() -> None:
    """Only colleagues reach the user at whom night forwarding would turn in a circle."""
    assert not [
        verdict for verdict in prove(case("witness-that-nobody-can-dial"), START).lost() if "loop" in verdict.lost
    ]


def test_the_manuals_company() -> None:
    """All its call tests hold, and the group passes over the colleague who calls."""
    company = case("mijn-bedrijf")
    assert all(judgement.holds for judgement in judge_all(company, START))
    assert call(company, "101", caller="verkoper1").who == "verkoper2"
