"""The proof against every state of everybody, for plans with few people and a caller who presses nothing."""

from datetime import date
from itertools import product

import pytest

from oracle.calls import Call, follow
from oracle.company import Company
from oracle.every_call import Verdict, prove
from oracle.random_plans import random_plan
from oracle.reading import read_company
from oracle.steps import HANDED_OVER, LOST, STATES

START = date(2026, 11, 30)


def silent_ends(company: Company, verdict: Verdict) -> set[tuple[str, str | None]]:
    """Every end of the silent caller, with whom the call is handed over to, over all states of all people."""
    found = set()
    for states in product(STATES, repeat=len(company.people)):
        call = Call(
            verdict.entry, verdict.situation.moment, verdict.caller, [], dict(zip(company.people, states, strict=True))
        )
        outcome = follow(company, call)
        found.add((outcome.end, outcome.handed_to))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_silent_caller(seed: int) -> None:
    """What is lost, always lost, and handed over to whom."""
    company = read_company(random_plan(seed, small=True))
    for verdict in prove(company, START).verdicts[::3]:
        ends = silent_ends(company, verdict)
        assert verdict.always_lost == all(word in LOST for word, _ in ends)
        assert {word for word, _ in ends} <= set(verdict.ends)
        handed = {to for word, to in ends if word in HANDED_OVER}
        silently = {one.to for one in verdict.handed_over if not one.when.startswith("key")}
        assert handed == silently
        silent_words = {word for word, call in verdict.ends.items() if not set(call.keys) - {"wait"}}
        assert silent_words <= {word for word, _ in ends}
        assert all(len(ends) == 1 for one in verdict.handed_over if one.when == "every call")
