"""What a search found, as one call that can be followed: moment, keys, states of people, orders of groups."""

from dataclasses import replace
from datetime import datetime

from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.call_steps import CallState, CallSteps
from nummerplan.compiler.search.hunt_group_outcomes import members_in
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


def example_for_path(
    state: CallState, entry: Node, moment: datetime, steps: CallSteps
) -> tuple[Trace, dict[str, tuple[str, ...]]] | None:
    """The followed call, and the groups that must offer it in another order than the list's; None if it goes elsewhere.

    It goes elsewhere where a keypad cannot say what the way wants.
    """
    linked, states = steps.linked, state.asked.example()
    people = {person: how for person, how in states.items() if how != "answers"}
    call = Call(entry, moment, steps.caller, steps.keys(state), people)
    orders: dict[str, tuple[str, ...]] = {}
    trace = follow(call, linked)
    if _same_way(trace, state):
        return trace, orders
    for order in state.orders:
        found = members_in(order, states, linked)
        if found != tuple(linked.plan.hunt_groups[order.group].members):
            orders[order.group] = found
    trace = follow(call, with_orders(orders, linked))
    return (trace, orders) if orders and _same_way(trace, state) else None


def with_orders(orders: dict[str, tuple[str, ...]], linked: LinkedPlan) -> LinkedPlan:
    """The plan after a history in which these groups offer a call in these orders."""
    groups = {
        key: linked.plan.hunt_groups[key].model_copy(update={"members": list(row)}) for key, row in orders.items()
    }
    for key, group in groups.items():
        group.__dict__["key"] = key
    return replace(linked, plan=linked.plan.model_copy(update={"hunt_groups": linked.plan.hunt_groups | groups}))


def _same_way(trace: Trace, state: CallState) -> bool:
    """Whether a followed call does what the search found; lost on one way is lost, whatever it is called."""
    edges = tuple(hop.edge for hop in trace.hops[: len(state.edges)])
    end = state.place.end
    if edges != state.edges or end is None:
        return edges == state.edges
    same_end = trace.end == end or {trace.end, end} <= LOST
    return same_end and (trace.answered_by, trace.seconds) == (state.answered_by, state.seconds)
