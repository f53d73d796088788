"""The difference of two plans against the truth: every call in both, one after the other, on small random plans."""

from contextlib import suppress
from dataclasses import replace

import pytest
from every_call import HistoryDecidesError, calls_differ, some_call_differs
from plan_pairs.random_pairs import pair_of

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.entry_questions import entry_questions
from nummerplan.compiler.difference.match_identities import identities
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import ENTRIES


def compare(seed: int) -> int:
    """No difference is missed (as far as short words of keys go), and none is said that is not."""
    old, new = pair_of(seed)
    (names, new_names), hours = identities(old, new), SharedHours(old, new)
    plans = (old, names.person), (new, new_names.person)
    compared = ComparedPlan(old, names, hours, 0), ComparedPlan(new, new_names, hours, 1)
    said = {
        (found.entry, caller, situation.sample): found
        for found in difference(old, new)
        for caller in found.callers
        for situation in found.situations
    }
    for (entry, caller, moment), found in said.items():
        assert found.was
        assert found.now
        calls = [replace(course.call, moment=moment, caller=caller) for course in (found.was, found.now)]
        with suppress(HistoryDecidesError):
            assert calls_differ((calls[0], calls[1]), *plans), (seed, entry, caller, moment)
    entries = [entry for entry in old.graph.edges if entry.kind in ENTRIES and entry in new.graph.edges]
    for entry, question in entry_questions(entries, compared, hours).items():
        for situation in hours.situations(question.clocks):
            for caller in question.callers:
                if (entry, caller, situation.sample) not in said:
                    call = Call(entry, situation.sample, caller)
                    assert not some_call_differs(call, *plans), (seed, entry, caller, str(situation.name))
    return len(said)


@pytest.mark.parametrize("start", range(0, 60, 10))
def test_the_difference_is_that_of_every_call(start: int) -> None:
    assert sum(compare(seed) for seed in range(start, start + 10)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("start", range(60, 2060, 100))
def test_the_difference_is_that_of_every_call_of_many_plans(start: int) -> None:
    assert sum(compare(seed) for seed in range(start, start + 100)) > 0
