"""To whom a hunt group offers a call, in which order and for how long (`docs/semantics.md`, At a hunt group)."""

from collections.abc import Callable
from typing import NamedTuple

from nummerplan.compiler.linking import SECONDS_A_RING
from nummerplan.model.calls.call import Ring
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.hunt_members import rings_in
from nummerplan.model.plan.hunt_groups import HuntGroup


class Hunted(NamedTuple):
    """What a group did with a call: who rang and when, who answered, and how long it took."""

    rings: tuple[Ring, ...]
    answered_by: str | None
    seconds: int


def hunt(group: HuntGroup, members: tuple[str, ...], ask: Callable[[str, State], bool], limit: int) -> Hunted:
    """Offer a call to members of whom some can be rung, in the order of the list: the group has no history.

    Whoever answers does so when his telephone starts to ring. `limit` are the seconds until the overflow, or until the
    call is given up: nobody begins to ring then.
    """
    rung = rings_in(group)
    free = [key for key in members if any(ask(key, state) for state in rung)]
    if not limit:
        return Hunted((), None, 0)
    turn = turn_of(group, limit)
    if not turn:
        answering = next((key for key in free if ask(key, "answers")), None)
        end = 0 if answering else limit
        return Hunted(tuple(Ring(key, 0, end) for key in free), answering, end)
    return _in_turns(free, turn, limit, ask)


def turn_of(group: HuntGroup, limit: int) -> int:
    """After how many seconds of ringing it is the next member's turn, of a call that rings so long; 0: all together."""
    if group.policy == "simultaneous":
        return 0
    return max(group.next_member_after.rings * SECONDS_A_RING if group.next_member_after else limit, 1)


def _in_turns(free: list[str], turn: int, limit: int, ask: Callable[[str, State], bool]) -> Hunted:
    """One after the other, and after the last the first again, until somebody answers or the time is over."""
    rings: list[Ring] = []
    start, position = 0, 0
    while start < limit:
        key = free[position % len(free)]
        if ask(key, "answers"):
            return Hunted((*rings, Ring(key, start, start)), key, start)
        rings.append(Ring(key, start, min(start + turn, limit)))
        start, position = start + turn, position + 1
    return Hunted(tuple(rings), None, limit)
