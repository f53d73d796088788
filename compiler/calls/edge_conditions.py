"""What an edge asks of people: the states in which a call takes it (`docs/semantics.md`, the numbered orders).

Guards of one place exclude each other and leave no case open. A group's *answered* and *overflow* differ by who answers
in time, which `compiler/calls/hunt_order.py` says; everything else is decided here, for one call and for all calls.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nummerplan.model.calls.call import State
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.people import can_ring
from nummerplan.model.plan.users import User

States = frozenset[State]
EVERY: States = frozenset({"answers", "absent", "busy", "on_call", "unreachable"})
IsOpen = Callable[[Clock], bool]


class Guard(NamedTuple):
    """Each person of `each` is in one of these states, and of each row of `some` at least one person is."""

    each: tuple[tuple[str, States], ...] = ()
    some: tuple[tuple[tuple[str, ...], States], ...] = ()


ALWAYS = Guard()


def guard_of(edge: Edge, linked: LinkedPlan, is_open: IsOpen) -> Guard:
    """The guard of an edge, at places where people decide; everywhere else an edge is simply taken."""
    plan, key = linked.plan, edge.source.key
    match edge.source.kind:
        case "user":
            return _at_user(plan.users[key], edge, is_open)
        case "hunt_group":
            return _at_group(plan.hunt_groups[key], edge, linked)
        case "mobile":
            states = _MOBILE.get(edge.condition)
            return Guard(((key, states),)) if states else ALWAYS
        case _:
            return ALWAYS


_MOBILE: dict[str, States] = {
    "not_reachable": frozenset({"unreachable"}),
    "busy": frozenset({"busy", "on_call"}),
    "answered": frozenset({"answers"}),
    "no_answer": frozenset({"absent"}),
}


def _at_user(user: User, edge: Edge, is_open: IsOpen) -> Guard:
    if not can_ring(user):
        return ALWAYS
    match edge.condition:
        case "not_reachable":
            return Guard(((user.key, _not_registered(user, is_open)),))
        case "busy":
            return Guard(((user.key, _busy(user)),))
        case "answered":
            return Guard(((user.key, _ANSWERS),))
        case "no_answer":
            return Guard(((user.key, EVERY - _not_registered(user, is_open) - _busy(user) - _ANSWERS),))
        case _:
            return ALWAYS


_ANSWERS: States = frozenset({"answers"})
_UNREACHABLE: States = frozenset({"unreachable"})
_NEVER: States = frozenset()
_DECLINES: States = frozenset({"busy"})
_ON_A_CALL: States = frozenset({"busy", "on_call"})


def _not_registered(user: User, is_open: IsOpen) -> States:
    return _NEVER if rings_along(user, is_open) else _UNREACHABLE


def _busy(user: User) -> States:
    return _DECLINES if user.call_waiting else _ON_A_CALL


def rings_along(user: User, is_open: IsOpen) -> bool:
    """Whether a number outside rings with the user's devices now; then he always counts as registered."""
    ring = user.simultaneous_ring
    if ring is None or not ring.numbers:
        return False
    return ring.during is None or is_open(Clock(ring.during.schedule, ring.during.holidays))


def clocks_here(node: Node, external: bool, linked: LinkedPlan) -> Iterator[Clock]:
    """Every clock that decides at a place, for callers from outside or for colleagues; some more than once."""
    if node.kind == "user" and (ring := linked.plan.users[node.key].simultaneous_ring) and ring.during:
        yield Clock(ring.during.schedule, ring.during.holidays)
    for edge in linked.graph.edges.get(node, ()):
        if edge.callers == "any" or edge.takes(external):
            yield from (clock for clock, _ in edge.clocks(external))


def ringable(group: HuntGroup, linked: LinkedPlan) -> tuple[str, ...]:
    """The members whom a group can ring at all: those with a device, each once."""
    users = linked.plan.users
    return tuple(dict.fromkeys(key for key in group.members if key in users and users[key].devices))


def rings_in(group: HuntGroup) -> States:
    """The states in which a member is rung; who is in none of them is passed over."""
    states: States = frozenset({"answers", "absent"})
    return states | {"on_call"} if group.ring_busy_members else states


def _at_group(group: HuntGroup, edge: Edge, linked: LinkedPlan) -> Guard:
    members, rung = ringable(group, linked), rings_in(group)
    passed_over, unreachable = EVERY - rung, frozenset[State]({"unreachable"})
    match edge.condition:
        case "not_reachable":
            return Guard(tuple((member, unreachable) for member in members))
        case "when_busy":
            return Guard(tuple((member, passed_over) for member in members), ((members, passed_over - unreachable),))
        case "answered":
            return Guard(some=((members, frozenset({"answers"})),))
        case "overflow" | "no_answer":
            return Guard(some=((members, rung),))
        case _:
            return ALWAYS
