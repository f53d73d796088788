"""Whom a caller dials in a menu: an own extension, or a name that he spells on the keypad."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.keypad import NameOrder, spellings
from nummerplan.model.plan.users import User

ENDS_DIALLING = "hash"
"""A key that says that an extension or a name is complete; it belongs to what was dialled."""

AT_ONCE = "extension"
"""The key of a menu's edge for extensions that are dialled without a key before."""

LONGEST_EXTENSION = 4


class Found(NamedTuple):
    """Whom the keys lead to, and how many of them were used."""

    edge: Edge
    used: int


def look_up(arrival: Edge, keys: Sequence[str], linked: LinkedPlan) -> Found | None:
    """Whom the next keys name, where a menu's edge leads to a directory; None when they name nobody."""
    digits = _digits(keys)
    wanted = _by_name(arrival, digits, linked) if arrival.target.key == "name" else _by_extension(digits, linked)
    if wanted is None:
        return None
    edge = next((edge for edge in linked.graph.edges[arrival.target] if edge.route == wanted[0]), None)
    return Found(edge, _with_end(keys, wanted[1])) if edge else None


def dialled_keys(arrival: Edge, wanted: Edge, linked: LinkedPlan) -> tuple[str, ...] | None:
    """The keys by which a caller who took `arrival` from a menu dials `wanted`; None if no keys do."""
    if arrival.target.key == "name":
        digits = _spelling_of(linked.plan.users[wanted.target.key], _order(arrival, linked), linked)
    else:
        digits = _extension_of(wanted, linked)
        if len(digits) > LONGEST_EXTENSION or not digits.isdecimal() or digits[:1] in _single_keys(arrival, linked):
            return None
    return tuple(digits) or None


def keys_along(edges: Sequence[Edge], linked: LinkedPlan) -> tuple[str, ...]:
    """The keys by which a caller brings a call over these edges; after the last one that he presses he is silent."""
    keys: list[str] = []
    for place, edge in enumerate(edges):
        match edge.condition:
            case "pressed" if edge.key != AT_ONCE:
                keys.append(edge.key)
            case "dialled":
                keys += (*(dialled_keys(edges[place - 1], edge, linked) or ()), ENDS_DIALLING)
            case "silence":
                keys.append(WAIT)
    while keys and keys[-1] == WAIT:
        keys.pop()
    last = next((edge.condition for edge in reversed(edges) if edge.condition in ("dialled", "pressed")), None)
    return tuple(keys[:-1] if last == "dialled" and keys else keys)


def without_last_waits(keys: tuple[str, ...]) -> tuple[str, ...]:
    """After his last key a caller is silent anyway."""
    while keys and keys[-1] == WAIT:
        keys = keys[:-1]
    return keys


def _single_keys(arrival: Edge, linked: LinkedPlan) -> frozenset[str]:
    """The keys with which an extension cannot begin: those that the menu has, where none comes before it."""
    if arrival.key != AT_ONCE:
        return frozenset()
    edges = linked.graph.edges[arrival.source]
    return frozenset(edge.key for edge in edges if edge.condition == "pressed" and edge.when == arrival.when)


def in_vain(keys: Sequence[str]) -> int:
    """How many keys a caller used who dialled nobody."""
    return _with_end(keys, len(_digits(keys)))


def _digits(keys: Sequence[str]) -> str:
    return "".join(takewhile(str.isdecimal, keys))


def _with_end(keys: Sequence[str], used: int) -> int:
    return used + 1 if used < len(keys) and keys[used] == ENDS_DIALLING else used


def _by_name(arrival: Edge, digits: str, linked: LinkedPlan) -> tuple[tuple[str | int, ...], int] | None:
    key = linked.spelt_names[_order(arrival, linked)].find(digits)
    return (linked.plan.users[key].at("last_name"), len(digits)) if key is not None else None


def _by_extension(digits: str, linked: LinkedPlan) -> tuple[tuple[str | int, ...], int] | None:
    """The longest extension with which the digits begin."""
    for size in range(min(len(digits), LONGEST_EXTENSION), 0, -1):
        holders = linked.extensions.get(digits[:size])
        if holders:
            return holders[0].route, size
    return None


def _spelling_of(user: User, order: NameOrder, linked: LinkedPlan) -> str:
    """The fewest digits of his name that lead to a user; empty where others come before him."""
    names = linked.spelt_names[order]
    beginnings = (spelt[:size] for spelt in spellings(user, order) for size in range(1, len(spelt) + 1))
    return min((digits for digits in beginnings if names.find(digits) == user.key), key=len, default="")


def _extension_of(wanted: Edge, linked: LinkedPlan) -> str:
    """The extension that an edge of the directory stands for; its route says where it is written."""
    entity = linked.entity(wanted.target)
    if wanted.route[-2] == "extra_numbers":
        return str(getattr(entity, "extra_numbers", ())[int(wanted.route[-1])])
    return str(getattr(entity, "extension", "") or "")


def _order(arrival: Edge, linked: LinkedPlan) -> NameOrder:
    return linked.plan.auto_attendants[arrival.source.key].dial_by_name_order
