"""Random plans and calls: what `trace` says of them, and what a real Asterisk does with them."""

from collections import Counter

import pytest
from real_calls import NEW_CLOCKS, PlanCalls, differences, plan_calls, redirections

CALLS = 10
QUICK_SECONDS = 45


def test_twenty_random_plans_behave_on_asterisk_as_trace_says() -> None:
    plans = [plan_calls(seed, CALLS, QUICK_SECONDS) for seed in range(20)]
    assert sum(len(plan.traces) for plan in plans) > 150
    assert [str(one) for one in differences(plans)] == []


@pytest.mark.slow
def test_five_hundred_random_plans_behave_on_asterisk_as_trace_says() -> None:
    plans = [plan_calls(seed, CALLS) for seed in range(1_000, 1_500)]
    made = Counter(redirections(trace) >= 2 for plan in plans for trace in plan.traces)
    assert made.total() > 4_900
    assert made[True] > 0.45 * made.total()
    assert {"regular", "circular", "uniform", "simultaneous"} <= _policies(plans)
    assert _actions(plans) >= {
        "transfer",
        "operator",
        "play",
        "repeat_menu",
        "dial_by_name",
        "dial_by_extension",
        "hang_up",
    }
    days = {trace.call.moment.date() for plan in plans for trace in plan.traces}
    assert days >= set(NEW_CLOCKS)
    assert [str(one) for one in differences(plans, lanes=12)] == []


def _policies(plans: list[PlanCalls]) -> set[str]:
    """The policies of groups that calls come to."""
    return {
        plan.linked.plan.hunt_groups[hop.edge.source.key].policy
        for plan in plans
        for trace in plan.traces
        for hop in trace.hops
        if hop.edge.source.kind == "hunt_group" and hop.rings
    }


def _actions(plans: list[PlanCalls]) -> set[str]:
    """The actions of keys that callers press."""
    found: set[str] = set()
    for plan in plans:
        for trace in plan.traces:
            for hop in trace.hops:
                edge = hop.edge
                if edge.condition == "pressed" and edge.key != "extension":
                    menu = getattr(plan.linked.plan.auto_attendants[edge.source.key], str(edge.route[2]))
                    found |= menu.keys[edge.key].model_fields_set
    return found
