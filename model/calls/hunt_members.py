"""Whom a hunt group can ring, and in which states of theirs."""

from nummerplan.model.calls.guard import States
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.plan import Plan

_ON_CALL: States = frozenset({"on_call"})
_RUNG: States = frozenset({"answers", "absent"})


def ringable(group: HuntGroup, plan: Plan) -> tuple[str, ...]:
    """The members whom a group can ring at all: those with a device, each once."""
    users = plan.users
    return tuple(dict.fromkeys(key for key in group.members if key in users and users[key].devices))


def rings_in(group: HuntGroup) -> States:
    """The states in which a member is rung; who is in none of them is passed over."""
    return _RUNG | _ON_CALL if group.ring_busy_members else _RUNG
