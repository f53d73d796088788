"""What a search of calls reaches, as calls that can be followed: moment, keys, states of people, orders of groups."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, people_in
from nummerplan.compiler.search.hunt_group_outcomes import members_in
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan


class Example(NamedTuple):
    """What a search reached, the call followed, and the groups that must offer it in another order than the list's."""

    state: CallState
    trace: Trace
    orders: Mapping[str, tuple[str, ...]]


def example_calls(
    entry: Node, moment: datetime, steps: CallSteps, goal: Callable[[CallState], bool]
) -> Iterator[Example | Undecided]:
    """The calls that come to a goal, the best first; `Undecided` is the last answer where the bound was met.

    What a keypad cannot say is left out: there, the call that is followed goes elsewhere.
    """
    for found in search(steps.start(entry), steps.after, attrgetter("cost"), goal, steps.budget):
        if isinstance(found, Undecided):
            yield found
        elif isinstance(found, Reached) and (example := _example(found.state, entry, moment, steps)) is not None:
            yield example


def _example(state: CallState, entry: Node, moment: datetime, steps: CallSteps) -> Example | None:
    """The followed call; None if it goes elsewhere, also after the history that the search supposed."""
    linked, states = steps.linked, state.asked.example()
    call = Call(entry, moment, steps.caller, steps.keys(state), people_in(state, linked))
    orders: dict[str, tuple[str, ...]] = {}
    trace = follow(call, linked)
    if not _same_way(trace, state):
        for order in state.orders:
            members = members_in(order, states, linked)
            if members != tuple(linked.plan.hunt_groups[order.group].members):
                orders[order.group] = members
        trace = follow(call, with_orders(orders, linked))
        if not orders or not _same_way(trace, state):
            return None
    return Example(state, trace, orders)


def with_orders(orders: Mapping[str, tuple[str, ...]], linked: LinkedPlan) -> LinkedPlan:
    """The plan after a history in which these groups offer a call in these orders."""
    groups = {
        key: linked.plan.hunt_groups[key].model_copy(update={"members": list(row)}) for key, row in orders.items()
    }
    for key, group in groups.items():
        group.__dict__["key"] = key
    return replace(linked, plan=linked.plan.model_copy(update={"hunt_groups": linked.plan.hunt_groups | groups}))


def _same_way(trace: Trace, state: CallState) -> bool:
    """Whether a followed call does what the search found; lost on one way is lost, whatever it is called.

    The places count and not the edges: where people matter only in that none of them answers, one edge of the search
    stands for all that lead to a place (`edge_cache`).
    """
    end = state.place.end
    if [hop.edge[:2] for hop in trace.hops[: len(state.edges)]] != [edge[:2] for edge in state.edges]:
        return False
    if end is None or {trace.end, end} <= LOST:
        return True
    return (trace.end, trace.answered_by, trace.seconds) == (end, state.answered_by, state.seconds)
