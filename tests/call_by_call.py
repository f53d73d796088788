"""Every call that there is at an entry, one after the other, each followed to its end: no proof, only patience.

All states of all people times all rows of keys are far too many; but a call can only depend on what it asks. So each
call is followed with people whose state is not yet chosen: the first one whom it asks is then given each of the five
states in turn. Keys are added only where a menu is still listening. What is left out could not be told apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.calls.call import WAIT, Call, Trace
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.keypad import spellings

STATES: tuple[State, ...] = ("answers", "absent", "busy", "on_call", "unreachable")
NO_KEY_OF_ANY_MENU = "7"


class Push(NamedTuple):
    """What a caller does at once: one key, or a key and what is dialled after it; and how many keys that takes."""

    keys: tuple[str, ...]
    presses: int


class People(Mapping[str, State]):
    """How people are; whoever is asked for first and has no state yet is remembered, and answers."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self.states = states
        self.unknown: str | None = None

    def __getitem__(self, person: str) -> State:
        if person not in self.states and self.unknown is None:
            self.unknown = person
        return self.states[person]

    def __iter__(self) -> Iterator[str]:
        return iter(self.states)

    def __len__(self) -> int:
        return len(self.states)


def every_call(
    start: Call, linked: LinkedPlan, pushes: tuple[Push, ...], most: int = 2, presses_at_most: int = 99
) -> Iterator[tuple[Trace, int]]:
    """Every call of this caller at this moment with up to `most` pushes, and how many keys he presses."""
    left: list[tuple[dict[str, State], tuple[str, ...], int, int]] = [({}, (), 0, 0)]
    while left:
        states, keys, count, presses = left.pop()
        people = People(states)
        trace = follow(replace(start, keys=keys, states=people), linked)
        unknown = people.unknown
        if unknown is not None:
            left.extend(({**states, unknown: state}, keys, count, presses) for state in STATES)
            continue
        yield replace(trace, call=replace(trace.call, states=states)), presses
        if count < most and not trace.unused_keys:
            longer = follow(replace(start, keys=(*keys, WAIT), states=states), linked)
            if not longer.unused_keys:  # some menu was still listening
                more = [push for push in pushes if presses + push.presses <= presses_at_most]
                left.extend((states, (*keys, *push.keys), count + 1, presses + push.presses) for push in more)


def pushes_of(linked: LinkedPlan) -> tuple[Push, ...]:
    """What is worth pressing somewhere in this plan: every key of a menu, one of none, and whoever can be dialled."""
    menus = [menu for attendant in linked.plan.auto_attendants.values() for _, menu in attendant.menus()]
    if not menus:
        return ()
    keys = dict.fromkeys(key for menu in menus for key in menu.keys)
    found = [Push((WAIT,), 0), *(Push((key,), 1) for key in (*keys, NO_KEY_OF_ANY_MENU))]
    for key, action in [pair for menu in menus for pair in menu.keys.items()]:
        if action.dial_by_name:
            users = linked.plan.users.values()
            found += (_dialling((key,), spelt) for user in users for spelt in spellings(user, "either"))
        if action.dial_by_extension:
            found += (_dialling((key,), extension) for extension in (*linked.extensions, "777"))
    if any(menu.dial_by_extension for menu in menus):
        found += (_dialling((), extension) for extension in linked.extensions)
    return tuple(found)


def _dialling(before: tuple[str, ...], digits: str) -> Push:
    return Push((*before, *digits, "hash"), len(before) + len(digits))


def every_end(start: Call, linked: LinkedPlan, pushes: tuple[Push, ...]) -> set[Node]:
    """The ends of the same calls by trying everything with everything, which says whether `every_call` skips any."""
    people = [*linked.plan.users, *linked.plan.mobile.subscriptions]
    rows = [row for count in range(3) for row in product(pushes, repeat=count)]
    return {
        follow(replace(start, keys=keys, states=dict(zip(people, states, strict=True))), linked).end
        for keys in {tuple(key for push in row for key in push.keys) for row in rows}
        for states in product(STATES, repeat=len(people))
    }
