"""Causes of random pairs of plans: nothing that differs is left out, and whoever notices something has its cause."""

from unittest.mock import patch

import pytest
from plan_pairs.random_pairs import pair_of

from nummerplan.compiler.causes import find_causes as room
from nummerplan.compiler.causes.find_causes import Heard, changes_of, find_causes
from nummerplan.compiler.causes.plan_without import with_changes
from nummerplan.compiler.difference.compare_calls import difference, entries_that_differ
from nummerplan.compiler.difference.match_identities import NO_RECORDINGS, same_names
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link
from nummerplan.model.calls.cause import Cause
from nummerplan.model.calls.linked_plan import LinkedPlan


def causes_of(pair: tuple[LinkedPlan, LinkedPlan]) -> tuple[Heard, tuple[Cause, ...]]:
    plans, changes = changes_of(*pair, NO_RECORDINGS)
    entries = frozenset(one.entry for one in difference(*pair))
    heard = Heard(entries, frozenset(one.now_user for one in outgoing_difference(*pair)))
    return heard, find_causes(pair, plans, changes, NO_RECORDINGS, heard)


def check(seed: int) -> int:
    pair = pair_of(seed, changes=3)
    plans, changes = changes_of(*pair, NO_RECORDINGS)
    (was, now), today = (link(plan, "plan.yaml", pair[1].today) for plan in (plans.old, plans.new)), pair[1].today
    for one, other in (
        (with_changes(plans.new, changes, undone=True), was),
        (with_changes(plans.old, changes, undone=False), now),
    ):
        linked = link(one, "plan.yaml", today)
        assert entries_that_differ(linked, other, same_names(linked, other)) == frozenset(), seed
    heard, causes = causes_of(pair)
    assert frozenset(entry for cause in causes for entry in cause.noticed) == heard.entries, seed
    assert frozenset(user for cause in causes for user in cause.users) == heard.users, seed
    assert sum(len(cause.changes) for cause in causes) == len(changes), seed
    for cause in causes:
        assert len({*cause.entries, *cause.together, *cause.covered}) == sum(
            map(len, (cause.entries, cause.together, cause.covered))
        ), seed
    return len(changes)


@pytest.mark.parametrize("start", range(0, 60, 10))
def test_every_difference_has_a_cause_and_every_change_is_told(start: int) -> None:
    assert sum(check(seed) for seed in range(start, start + 10)) > 10


@pytest.mark.slow
@pytest.mark.parametrize("start", range(60, 2060, 100))
def test_every_difference_has_a_cause_in_many_plans(start: int) -> None:
    assert sum(check(seed) for seed in range(start, start + 100)) > 100


def test_one_cause_needs_no_plan_without_it() -> None:
    """What is found out of one change by comparing plans is what is known without."""
    for seed in range(40):
        pair = pair_of(seed)
        plans, changes = changes_of(*pair, NO_RECORDINGS)
        if len(changes) == 1:
            heard, (cause,) = causes_of(pair)
            (other,) = room._told_apart(pair, plans, [tuple(changes)], NO_RECORDINGS, heard)
            assert cause == other, seed


def test_too_much_work_is_told() -> None:
    pairs = [pair for pair in map(pair_of, range(20)) if len(changes_of(*pair, NO_RECORDINGS)[1]) > 1]
    with patch.object(room, "MOST_WORK", 0):
        causes = [cause for pair in pairs for cause in causes_of(pair)[1]]
    assert not any(cause.noticed for cause in causes if not cause.decided)
    assert not all(cause.decided for cause in causes)
