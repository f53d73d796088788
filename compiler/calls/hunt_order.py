"""To whom a hunt group offers a call, in which order and for how long (`docs/semantics.md`, At a hunt group)."""

from collections.abc import Callable
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import rings_in
from nummerplan.compiler.linking import SECONDS_A_RING
from nummerplan.model.calls.call import Ring, State
from nummerplan.model.plan.hunt_groups import HuntGroup


class Offers(NamedTuple):
    """What a group did with a call: who rang and when, who answered, and how long it took."""

    rings: tuple[Ring, ...]
    answered_by: str | None
    seconds: int


def offers(group: HuntGroup, members: tuple[str, ...], ask: Callable[[str, State], bool], ring_limit: int) -> Offers:
    """Offer a call to members of whom some can be rung, in the order of the list: the group has no history.

    Whoever answers does so when his telephone starts to ring.
    """
    rung = rings_in(group)
    free = [key for key in members if any(ask(key, state) for state in rung)]
    turn, limit = ring_times(group, ring_limit)
    if not turn:
        answering = next((key for key in free if limit and ask(key, "answers")), None)
        end = 0 if answering else limit
        return Offers(tuple(Ring(key, 0, end) for key in free), answering, end)
    return _in_turns(free, turn, limit, ask)


def ring_times(group: HuntGroup, ring_limit: int) -> tuple[int, int]:
    """After how many seconds of ringing it is the next member's turn (0: all ring together), and when it is over."""
    limit = ring_limit
    if group.overflow and group.overflow.to is not None:
        limit = min(group.overflow.after or 0, ring_limit)
    if group.policy == "simultaneous":
        return 0, limit
    turn = group.next_member_after.rings * SECONDS_A_RING if group.next_member_after else limit
    return max(turn, 1), limit


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
