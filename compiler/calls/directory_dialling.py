"""Whom a caller dials in a menu: an own extension, or a name that he spells on the keypad."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.keypad import NameOrder, spellings
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

ENDS_DIALLING = "hash"
"""A key that says that an extension or a name is complete; it belongs to what was dialled."""

AT_ONCE = "extension"
"""The key of a menu's edge for extensions that are dialled without a key before."""

MOST_CHOICES = 9
"""Of so many people whose names begin alike one can be chosen with a digit."""


class Dialled(NamedTuple):
    """Whom the keys lead to, how many of them were used, and how many people the letters of a name left to choose."""

    edge: Edge
    used: int
    choices: int = 1


def look_up(arrival: Edge, keys: Sequence[str], linked: LinkedPlan) -> Dialled | None:
    """Whom the next keys name, where a menu's key leads to a directory; None when they name nobody."""
    if arrival.target.key == "name":
        return _by_name(arrival, keys, linked)
    digits = _collected(keys, linked)
    return _whole(arrival, keys, digits, linked)


def at_once(arrival: Edge, keys: Sequence[str], linked: LinkedPlan) -> Dialled | int | None:
    """Whom the next keys name at a menu that takes extensions at once.

    None: the first of them is a key of the menu. A number: it is too, and after so many digits the caller waited until
    it was clear that no extension comes of them.
    """
    digits = _collected(keys, linked)
    found = _whole(arrival, keys, digits, linked)
    size = len(digits)
    return size if found is None and size and keys[size : size + 1] == [WAIT] else found


def dialled_keys(arrival: Edge, wanted: Edge, linked: LinkedPlan) -> tuple[str, ...] | None:
    """The keys by which a caller who took `arrival` from a menu dials `wanted`; None if no keys do."""
    if arrival.target.key == "name":
        return _spelling_of(linked.plan.users[wanted.target.key], _order(arrival, linked), linked)
    digits = _extension_of(wanted, linked)
    if not digits.isdecimal() or digits not in linked.extensions:
        return None
    return (*digits, ENDS_DIALLING) if digits in linked.longer_extensions else tuple(digits)


def keys_along(edges: Sequence[Edge], linked: LinkedPlan) -> tuple[str, ...]:
    """The keys by which a caller brings a call over these edges; after the last one that he presses he is silent."""
    keys: list[str] = []
    for place, edge in enumerate(edges):
        match edge.condition:
            case "pressed" if edge.key != AT_ONCE:
                keys.append(edge.key)
                if _may_begin_extension(edge, linked):
                    keys.append(WAIT)
            case "dialled":
                keys += dialled_keys(edges[place - 1], edge, linked) or ()
            case "silence":
                keys.append(WAIT)
    keys = list(without_last_waits(tuple(keys)))
    last = next((edge.condition for edge in reversed(edges) if edge.condition in ("dialled", "pressed")), None)
    return tuple(keys[:-1] if last == "dialled" and keys[-1:] == [ENDS_DIALLING] else keys)


def without_last_waits(keys: tuple[str, ...]) -> tuple[str, ...]:
    """After his last key a caller is silent anyway."""
    while keys and keys[-1] == WAIT:
        keys = keys[:-1]
    return keys


def in_vain(keys: Sequence[str]) -> int:
    """How many keys a caller used who dialled nobody."""
    return _with_end(keys, len(_digits(keys)))


def _may_begin_extension(edge: Edge, linked: LinkedPlan) -> bool:
    """Whether a menu waits after this key, since an extension that can be dialled at once begins with it."""
    return edge.key in linked.extension_beginnings and any(
        other.key == AT_ONCE and other.condition == "pressed" and other.when == edge.when
        for other in linked.graph.edges[edge.source]
    )


def _collected(keys: Sequence[str], linked: LinkedPlan) -> str:
    """The digits that are taken together: as long as an own extension can still come of them."""
    digits = ""
    for key in keys:
        if digits + key not in linked.extension_beginnings:
            break
        digits += key
    return digits


def _whole(arrival: Edge, keys: Sequence[str], digits: str, linked: LinkedPlan) -> Dialled | None:
    """The extension that the digits are: at once if no longer one can come, else at `hash` or after 3 seconds."""
    holders = linked.extensions.get(digits)
    if not holders:
        return None
    used = len(digits)
    ends = digits in linked.longer_extensions and keys[used : used + 1] in ([ENDS_DIALLING], [WAIT])
    return _dialled(arrival, holders[0].route, used + ends, linked)


def _dialled(arrival: Edge, route: Route, used: int, linked: LinkedPlan, choices: int = 1) -> Dialled | None:
    edge = next((edge for edge in linked.graph.edges[arrival.target] if edge.route == route), None)
    return Dialled(edge, used, choices) if edge else None


def _by_name(arrival: Edge, keys: Sequence[str], linked: LinkedPlan) -> Dialled | None:
    """The letters that were pressed, and the digit by which one of several people is chosen; without one, the first."""
    digits = _digits(keys)
    people = linked.spelt_names[_order(arrival, linked)].matches(digits)
    used, chosen = _with_end(keys, len(digits)), 1
    if len(people) > 1 and used > len(digits) and keys[used : used + 1] and keys[used].isdecimal():
        chosen, used = int(keys[used]), used + 1
    elif used == len(digits) and keys[used : used + 1] == [WAIT]:
        used += 1
    if not 1 <= chosen <= len(people):
        return None
    return _dialled(arrival, linked.plan.users[people[chosen - 1]].at("last_name"), used, linked, len(people))


def _digits(keys: Sequence[str]) -> str:
    return "".join(takewhile(str.isdecimal, keys))


def _with_end(keys: Sequence[str], used: int) -> int:
    return used + 1 if used < len(keys) and keys[used] == ENDS_DIALLING else used


def _spelling_of(user: User, order: NameOrder, linked: LinkedPlan) -> tuple[str, ...] | None:
    """The fewest keys that lead to a user: letters of his name, and his place among those whose names begin so."""
    names = linked.spelt_names[order]
    found: tuple[str, ...] | None = None
    for spelt in spellings(user, order):
        for size in range(1, len(spelt) + 1):
            people = names.matches(spelt[:size])
            place = people.index(user.key) + 1 if user.key in people else MOST_CHOICES + 1
            choice = (str(place),) if len(people) > 1 else ()
            keys = (*spelt[:size], ENDS_DIALLING, *choice)
            if place <= MOST_CHOICES and (found is None or len(keys) < len(found)):
                found = keys
    return found


def _extension_of(wanted: Edge, linked: LinkedPlan) -> str:
    """The extension that an edge of the directory stands for; its route says where it is written."""
    entity = linked.entity(wanted.target)
    if wanted.route[-2] == "extra_numbers":
        return str(getattr(entity, "extra_numbers", ())[int(wanted.route[-1])])
    return str(getattr(entity, "extension", "") or "")


def _order(arrival: Edge, linked: LinkedPlan) -> NameOrder:
    return linked.plan.auto_attendants[arrival.source.key].dial_by_name_order
