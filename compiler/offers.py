"""To whom a hunt group offers a call, in which order and for how long (`docs/semantics.md`, At a hunt group)."""

from collections.abc import Callable
from typing import NamedTuple

from nummerplan.model.call import Ring, State
from nummerplan.model.hunt_groups import HuntGroup

RING = 5
"""Seconds of a ring."""


class Offers(NamedTuple):
    """What a group did with a call: who rang and when, who answered, and how long it took."""

    rings: tuple[Ring, ...]
    answered_by: str | None
    seconds: int
    nobody_free: bool = False


def offers(group: HuntGroup, members: list[str], ask: Callable[[str, State], bool], ring_limit: int) -> Offers:
    """Offer a call to members with a device, in the order of the list: the group has no history.

    Passed over is who is not registered, has do not disturb or is on a call (unless busy members ring). Whoever
    answers does so when his telephone starts to ring.
    """
    free = [key for key in members if not _passed_over(key, group, ask)]
    if not free:
        return Offers((), None, 0, nobody_free=True)
    limit = ring_limit
    if group.overflow and group.overflow.to is not None:
        limit = group.overflow.after or 0
    if group.policy == "simultaneous":
        answering = next((key for key in free if limit and ask(key, "answers")), None)
        end = 0 if answering else limit
        return Offers(tuple(Ring(key, 0, end) for key in free), answering, end)
    turn = group.next_member_after.rings * RING if group.next_member_after else limit
    return _in_turns(free, max(turn, 1), limit, ask)


def _passed_over(key: str, group: HuntGroup, ask: Callable[[str, State], bool]) -> bool:
    return ask(key, "unreachable") or ask(key, "busy") or (not group.ring_busy_members and ask(key, "on_call"))


def _in_turns(free: list[str], turn: int, limit: int, ask: Callable[[str, State], bool]) -> Offers:
    """One after the other, and after the last the first again, until somebody answers or the time is over."""
    rings: list[Ring] = []
    start, position = 0, 0
    while start < limit:
        key = free[position % len(free)]
        if ask(key, "answers"):
            return Offers((*rings, Ring(key, start, start)), key, start)
        rings.append(Ring(key, start, min(start + turn, limit)))
        start, position = start + turn, position + 1
    return Offers(tuple(rings), None, limit)
