"""Random plans and calls: what `trace` says of them, and what a real Asterisk does with them."""

from collections import Counter
from itertools import count, islice

import pytest
from real_calls import NEW_CLOCKS, PlanCalls, differences, plan_calls, redirections

from nummerplan.compiler.calls.directory_dialling import AT_ONCE
from nummerplan.model.calls.call import WAIT, Trace
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan

CALLS = 10
QUICK_SECONDS = 45

KEY_ACTIONS = {
    "transfer",
    "transfer with announcement",
    "operator",
    "play",
    "dial_by_name",
    "dial_by_extension",
    "repeat_menu",
    "hang_up",
    "none",
}
"""All that a key of a menu can do (manual 6.8.3)."""


def test_twenty_random_plans_behave_on_asterisk_as_trace_says() -> None:
    plans = [plan_calls(seed, CALLS, QUICK_SECONDS) for seed in range(20)]
    assert sum(len(plan.traces) for plan in plans) == 200
    assert [str(one) for one in differences(plans)] == []


@pytest.mark.slow
def test_five_hundred_random_plans_behave_on_asterisk_as_trace_says() -> None:
    # A plan in which every call comes to an own mobile has none to make here, and another one takes its place.
    drawn = (plan_calls(seed, CALLS) for seed in count(1_000))
    plans = list(islice((plan for plan in drawn if len(plan.traces) == CALLS), 500))
    made = Counter(redirections(trace) >= 2 for plan in plans for trace in plan.traces)
    assert made.total() == 5_000
    assert made[True] >= made[False]
    assert _policies(plans) == {"regular", "circular", "uniform", "simultaneous"}
    assert _actions(plans) == KEY_ACTIONS
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
    """What the keys do that callers press."""
    found: set[str] = set()
    for plan in plans:
        for trace in plan.traces:
            for hop in trace.hops:
                if hop.edge.source.kind == "auto_attendant" and hop.edge.condition in ("pressed", "silence"):
                    found.add(_action(hop.edge, trace, plan.linked))
    return found - {""}


def _action(edge: Edge, trace: Trace, linked: LinkedPlan) -> str:
    """What a key did; `none` where keys were pressed and the menu has none of them."""
    attendant = linked.plan.auto_attendants[edge.source.key]
    menu = attendant.after_hours_menu if edge.route[2] == "after_hours_menu" else attendant.business_hours_menu
    keys = menu.keys if menu else {}
    if edge.condition == "silence":
        pressed = set(trace.call.keys) - set(trace.unused_keys) - {WAIT}
        choices = sum(hop.edge.source.kind == "auto_attendant" for hop in trace.hops)
        return "none" if choices == 1 and pressed and not pressed & keys.keys() else ""
    if edge.key == AT_ONCE:
        return ""
    action = keys[edge.key]
    return "transfer with announcement" if action.transfer and action.announce else action.actions[0]
