"""Whether people can be in such a state, all at the same time, that a call takes a certain way."""

from collections.abc import Iterable
from typing import Literal

from nummerplan.model.call_graph import Edge
from nummerplan.model.case import Case
from nummerplan.model.hunt_groups import HuntGroup
from nummerplan.model.users import User

State = Literal["absent", "busy", "on_call", "unreachable"]
"""How somebody fails to take a call: does not answer, declines, is on another call, has no device registered."""

ALL: frozenset[State] = frozenset({"absent", "busy", "on_call", "unreachable"})


def can_ring(user: User) -> bool:
    """Whether anything rings for a user at all."""
    return bool(user.devices or (user.simultaneous_ring and user.simultaneous_ring.numbers))


def cannot_take_calls(user: User) -> bool:
    """Whether nothing rings for a user, and no forward or voicemail takes a call for which nothing can ring."""
    if can_ring(user):
        return False
    if user.voicemail and ("busy" in user.voicemail.when or "always" in user.voicemail.when):
        return False
    forwarding = user.forwarding
    forwards = (forwarding.always, forwarding.not_reachable, forwarding.busy, forwarding.missed)
    return not any(forward and forward.to is not None for forward in forwards)


def rings_elsewhere(user: User) -> bool:
    """Whether a number outside always rings along, so that the user is never out of reach."""
    ring = user.simultaneous_ring
    return bool(ring and ring.numbers and ring.during is None)


def can_all_be_met(edges: Iterable[Edge], case: Case) -> bool:
    """Whether one row of states of all people lets a call take all these edges.

    A user and a group of which he is a member must not ask for different things: nobody is unreachable to his group
    and lets his own telephone ring.
    """
    states: dict[str, frozenset[State]] = {}
    some: list[tuple[HuntGroup, frozenset[State]]] = []
    for edge in edges:
        if edge.source.kind == "user":
            _narrow(states, edge.source.key, _of_user(edge, case.plan.users.get(edge.source.key)))
        elif edge.source.kind == "hunt_group" and (group := case.plan.hunt_groups.get(edge.source.key)):
            wanted = _of_group(edge, group)
            if edge.condition == "overflow":
                some.append((group, wanted))
            else:
                for member in _ringing(group, case):
                    _narrow(states, member, wanted)
    return all(states.values()) and all(
        any(states.get(member, ALL) & wanted for member in _ringing(group, case)) for group, wanted in some
    )


def _narrow(states: dict[str, frozenset[State]], key: str, wanted: frozenset[State]) -> None:
    states[key] = states.get(key, ALL) & wanted


def _ringing(group: HuntGroup, case: Case) -> list[str]:
    """The members whom a group can ring: those with a device."""
    users = case.plan.users
    return [member for member in group.members if member in users and users[member].devices]


def _of_user(edge: Edge, user: User | None) -> frozenset[State]:
    if user is None or not can_ring(user):
        return ALL
    match edge.condition:
        case "not_reachable":
            return frozenset() if rings_elsewhere(user) else frozenset({"unreachable"})
        case "busy":
            return frozenset({"busy"}) if user.call_waiting else frozenset({"busy", "on_call"})
        case "no_answer":
            return frozenset({"absent", "on_call"}) if user.call_waiting else frozenset({"absent"})
        case _:
            return ALL


def _of_group(edge: Edge, group: HuntGroup) -> frozenset[State]:
    ringing: frozenset[State] = frozenset({"absent", "on_call"} if group.ring_busy_members else {"absent"})
    match edge.condition:
        case "not_reachable":
            return frozenset({"unreachable"})
        case "when_busy":
            return ALL - ringing
        case "overflow":
            return ALL if group.when_busy == "wait" else ringing
        case _:
            return ALL
