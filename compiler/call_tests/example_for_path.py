"""A way that calls can take, as one call that takes it: moment, keys, states of people, and the order of groups."""

from dataclasses import replace
from datetime import datetime

from nummerplan.compiler.call_tests.explore import Explorer, Order, Run
from nummerplan.compiler.calls.directory_dialling import keys_along
from nummerplan.compiler.calls.edge_conditions import rings_in
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.calls.call import Call, State, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


def realise(
    run: Run, entry: Node, moment: datetime, explorer: Explorer
) -> tuple[Trace, dict[str, tuple[str, ...]]] | None:
    """The followed call, and the groups that must offer it in another order than the list's; None if it goes elsewhere.

    It goes elsewhere where a keypad cannot say what the way wants.
    """
    linked, states = explorer.linked, explorer.people.example(run.store)
    call = Call(entry, moment, explorer.caller, keys_along(run.edges, linked), states)
    orders: dict[str, tuple[str, ...]] = {}
    trace = follow(call, linked)
    if _same_way(trace, run):
        return trace, orders
    for order in run.orders:
        found = _members_in(order, states, linked)
        if found != tuple(linked.plan.hunt_groups[order.group].members):
            orders[order.group] = found
    trace = follow(call, with_orders(orders, linked))
    return (trace, orders) if orders and _same_way(trace, run) else None


def with_orders(orders: dict[str, tuple[str, ...]], linked: LinkedPlan) -> LinkedPlan:
    """The plan after a history in which these groups offer a call in these orders."""
    groups = {
        key: linked.plan.hunt_groups[key].model_copy(update={"members": list(row)}) for key, row in orders.items()
    }
    for key, group in groups.items():
        group.__dict__["key"] = key
    return replace(linked, plan=linked.plan.model_copy(update={"hunt_groups": linked.plan.hunt_groups | groups}))


def _same_way(trace: Trace, run: Run) -> bool:
    edges = tuple(hop.edge for hop in trace.hops[: len(run.edges)])
    if edges != run.edges or not run.ended:
        return edges == run.edges
    same_end = trace.end == run.place.node or {trace.end, run.place.node} <= LOST
    return same_end and (trace.answered_by, trace.seconds) == (run.answered_by, run.seconds)


def _members_in(order: Order, states: dict[str, State], linked: LinkedPlan) -> tuple[str, ...]:
    """The members in the order that a history may give them."""
    group = linked.plan.hunt_groups[order.group]
    members = tuple(group.members)
    if group.policy == "circular":
        start = members.index(order.first[0])
        return (*members[start:], *members[:start])
    first = order.first
    if order.ringers_first:
        rung = rings_in(group) - {"answers"}
        first = tuple(member for member in members if states.get(member, "answers") in rung)
    return tuple(dict.fromkeys((*first, *members)))
