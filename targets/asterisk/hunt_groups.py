"""Hunt groups for the dialplan: who is rung, for how long, and where calls go that nobody takes."""

from dataclasses import dataclass

from nummerplan.model.calls.call_graph import GIVES_UP
from nummerplan.model.calls.hunt_members import ringable
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.targets.asterisk.exchange import Exchange, Night, Way

RING = 5
"""Seconds of a ring."""


@dataclass(frozen=True)
class GroupContext:
    """A hunt group, as the template wants it.

    `turn` are the seconds until the next member's turn, 0 when all ring together; `total` those until `no_answer`.
    Where `apart`, nobody registered is another case than everyone busy.
    """

    context: str
    name: str
    about: str
    night: Night | None
    members: tuple[str, ...]
    policy: str
    ring_busy_members: bool
    turn: int
    total: int
    waits: bool
    apart: bool
    not_reachable: Way
    when_busy: Way
    no_answer: Way


def group_context(group: HuntGroup, exchange: Exchange) -> GroupContext:
    """What a call meets at a group."""
    node = node_of(group)
    members = ringable(group, exchange.plan)
    limit = exchange.plan.company.ring_limit
    unreachable = exchange.goes(node, "not_reachable")
    # A group of whom no member has a telephone can only wait, or be not reachable.
    no_answer = exchange.goes(node, "overflow", "no_answer") or unreachable or exchange.way(GIVES_UP, limit)
    not_reachable = unreachable or no_answer
    total = no_answer.seconds
    turn = max(group.next_member_after.rings * RING if group.next_member_after else total, 1)
    return GroupContext(
        context=exchange.context(node),
        name=exchange.ids["hunt_group"][group.key],
        about=exchange.about(group, group.name or group.key),
        night=exchange.night(node),
        members=tuple(exchange.ids["user"][key] for key in members),
        policy=group.policy,
        ring_busy_members=group.ring_busy_members,
        turn=0 if group.policy == "simultaneous" else turn,
        total=total,
        waits=group.when_busy == "wait",
        apart=group.not_reachable is not None and group.not_reachable.to is not None,
        not_reachable=not_reachable,
        when_busy=exchange.goes(node, "when_busy") or not_reachable,
        no_answer=no_answer,
    )
