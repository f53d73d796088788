"""The proof against single calls: every witness ends as it says, and no call ends as the proof does not know."""

from datetime import date
from random import Random

import pytest

from oracle.calls import follow
from oracle.every_call import Proof, Verdict, prove
from oracle.own_tests.small_plans import BOX, PHONE, plan, user
from oracle.promises import judge_all
from oracle.random_plans import random_calls, random_plan
from oracle.reading import read_company
from oracle.steps import HANDED_OVER, LOST

START = date(2026, 11, 30)
SEEDS = range(60)


def verdicts(proof: Proof) -> dict[tuple[str, tuple[bool, ...], str], Verdict]:
    """The verdicts by entry, situation and caller."""
    return {(verdict.entry, verdict.situation.row, verdict.caller): verdict for verdict in proof.verdicts}


@pytest.mark.parametrize("seed", SEEDS)
def test_witnesses(seed: int) -> None:
    """Each witness, followed, ends as the proof says."""
    company = read_company(random_plan(seed))
    for verdict in prove(company, START).verdicts:
        for word, witness in verdict.ends.items():
            assert follow(company, witness).end == word
        for handed in verdict.handed_over:
            assert follow(company, handed.witness).handed_to == handed.to


@pytest.mark.parametrize("seed", SEEDS)
def test_no_other_ends(seed: int) -> None:
    """A random call ends in one of the ways that the proof knows of its entry, situation and caller."""
    company = read_company(random_plan(seed))
    known = verdicts(prove(company, START))
    ends = sorted(mobile.ends for mobile in company.mobiles.values() if mobile.ends)
    for call in random_calls(Random(seed), company, 100):
        row = tuple(company.clocks.is_open(clock, call.moment) for clock in company.used_clocks())
        row += tuple(call.moment.date().isoformat() > end for end in ends)
        verdict = known.get((call.dialled, row, call.caller))
        outcome = follow(company, call)
        if verdict is not None:
            assert outcome.end in verdict.ends
            assert not (verdict.always_lost and not call.keys) or outcome.end in LOST
            assert outcome.end not in HANDED_OVER or outcome.handed_to in [handed.to for handed in verdict.handed_over]


@pytest.mark.parametrize("seed", SEEDS)
def test_histories_and_turns_change_no_verdict(seed: int) -> None:
    """Taking members turn by turn with every history gives the same verdicts as asking whether anybody rings."""
    company = read_company(random_plan(seed))
    for rough, exact in zip(prove(company, START).verdicts, prove(company, START, exact=True).verdicts, strict=True):
        assert (set(rough.ends), rough.always_lost) == (set(exact.ends), exact.always_lost)
        assert {handed.to for handed in rough.handed_over} == {handed.to for handed in exact.handed_over}


@pytest.mark.parametrize("seed", range(30))
def test_tests_are_judged(seed: int) -> None:
    """Every random call test is decided, and a counterexample to a promise is there where it fails."""
    for judgement in judge_all(read_company(random_plan(seed, tests=4)), START):
        assert judgement.problem is None
        assert judgement.holds or judgement.counterexample is not None or judgement.why


@pytest.mark.parametrize(
    ("keys", "when"),
    [
        ("0: {operator: 0206543210}", "every call"),
        ("0: {operator: 0206543210}, 1: a", "when nobody answers"),
        ("0: {operator: a}, 3: 0206543210", "key 3"),
    ],
)
def test_handed_over(keys: str, when: str) -> None:
    """When calls come to a number outside, in the words of the proof."""
    users = f"users: {{a: {{extension: 201, {PHONE}, {BOX}}}}}\n"
    company = plan(
        f"{users}auto_attendants: {{m: {{number: 0887654001, business_hours_menu: {{keys: {{{keys}}}}}}}}}\n"
    )
    found = [
        one for verdict in prove(company, START).verdicts if verdict.caller == "external" for one in verdict.handed_over
    ]
    assert [(one.to, one.when) for one in found] == [("+31206543210", when)]


def test_lost_behind_a_key() -> None:
    """A caller who presses a key to a number not in use is lost whatever anybody does; the silent one is not."""
    menu = (
        "auto_attendants: {m: {number: 0887654001, business_hours_menu: {keys: {0: {operator: a}, 3: 0887654009}}}}\n"
    )
    company = plan("users:\n" + user("a", "201", BOX) + menu)
    verdict = prove(company, START).verdicts[0]
    assert (verdict.always_lost, verdict.keys_always_lost) == (False, [("3",)])
