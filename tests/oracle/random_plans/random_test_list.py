"""Random call tests of a plan: calls with the answers that the oracle gives, some of them wrong, and promises."""

from random import Random
from typing import Any

from oracle.calls import Call, Outcome, follow
from oracle.company import Company
from oracle.random_plans.random_call_list import random_calls
from oracle.steps import HANDED_OVER, KEPT, LOST

STATE_KEYS = {"busy": "busy", "on_a_call": "on_call", "absent": "absent", "unreachable": "unreachable"}
FIRST_WORDS = {"answered", "refused", "hung_up", "busy_tone", "not_in_use", "gives_up", "cut_off", "lost", "not_lost"}


def random_tests(rng: Random, company: Company, count: int, second_edition: bool = True) -> list[dict[str, Any]]:
    """Tests as a plan writes them; without the second edition they ask for none of its words."""
    found = []
    for number, call in enumerate(random_calls(rng, company, count)):
        call.histories = {}
        test: dict[str, Any] = {"name": f"test {number}", "dial": call.dialled, "from": call.caller, **_said(call)}
        if rng.random() < 0.7:
            test["at"] = f"{call.moment:%Y-%m-%d %H:%M}"
        outcome = follow(company, call)
        if rng.random() < 0.3:
            test[rng.choice(["never", "always"])] = _promise(rng, company, outcome)
        else:
            test |= _expected(rng, outcome)
        if not second_edition:
            _first_edition(test)
        found.append(test)
    return found


def _said(call: Call) -> dict[str, Any]:
    """Keys and states of a call, as a test writes them."""
    said: dict[str, Any] = {"press": call.keys} if call.keys else {}
    for person, state in call.states.items():
        if person != call.caller:
            said.setdefault(STATE_KEYS[state], []).append(person)
    return said


def _expected(rng: Random, outcome: Outcome) -> dict[str, Any]:
    """What comes of the call, or now and then something else."""
    group = next(
        (word for word, ends in (("kept", KEPT), ("lost", LOST), ("handed_over", HANDED_OVER)) if outcome.end in ends),
        "not_lost",
    )
    found: dict[str, Any] = {"ends": rng.choice([outcome.end, group])}
    if outcome.end == "answered" and rng.random() < 0.7:
        found = {"answered_by": outcome.who}
    everyone = list(dict.fromkeys(who for _, who in outcome.rings))
    if everyone and rng.random() < 0.5:
        found["rings"] = everyone
    if rng.random() < 0.2:
        found["ends"] = rng.choice(["lost", "not_lost", "answered", "message", "gives_up"])
    return found


def _promise(rng: Random, company: Company, outcome: Outcome) -> dict[str, Any]:
    """A promise near to what came of one call."""
    if rng.random() < 0.5:
        return {"ends": rng.choice(["lost", "not_lost", outcome.end])}
    found: dict[str, Any] = {"reaches": rng.choice(["person", *company.kinds])}
    if rng.random() < 0.5:
        found["within"] = f"{rng.choice([0, 10, 30, 60])}s"
    return found


def _first_edition(test: dict[str, Any]) -> None:
    """Puts a word of the first edition where another stands."""
    for part in (test, test.get("never"), test.get("always")):
        if part is not None and "ends" in part and part["ends"] not in FIRST_WORDS:
            part["ends"] = "lost" if part["ends"] in LOST else "not_lost"
