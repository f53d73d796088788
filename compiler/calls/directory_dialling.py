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

PAUSE = 3
"""Seconds after which a menu takes it that an extension or a name is complete (an assumption)."""

SILENCE = (WAIT, None)
"""What a caller who is silent presses: he waits, or presses nothing more at all."""


class Dialled(NamedTuple):
    """Whom the keys lead to (None: nobody), how many were used, and how long the menu waited for more of them.

    `choices` are the people of whom the letters of a name left one to choose, `chosen` whether a digit did.
    """

    edge: Edge | None
    used: int
    seconds: int = 0
    choices: int = 1
    chosen: bool = False


def by_extension(arrival: Edge, keys: Sequence[str], linked: LinkedPlan) -> Dialled:
    """The extension that the next keys are: digits are collected while one can come of them.

    It is dialled at once if no longer one can come, else at `hash` or after a pause. Where the digits are no extension,
    nothing of them is used, and a pause only if they might have become one.
    """
    digits = ""
    for key in keys:
        if digits + key not in linked.extension_beginnings:
            break
        digits += key
    used, holders = len(digits), linked.extensions.get(digits)
    if holders and digits not in linked.longer_extensions:
        return Dialled(_edge(arrival, holders[0].route, linked), used)
    following = _key_at(used, keys)
    if holders and following == ENDS_DIALLING:
        return Dialled(_edge(arrival, holders[0].route, linked), used + 1)
    seconds = PAUSE if following in SILENCE else 0
    if not holders:
        return Dialled(None, used, seconds)
    return Dialled(_edge(arrival, holders[0].route, linked), _past(WAIT, used, keys), seconds)


def by_name(arrival: Edge, keys: Sequence[str], linked: LinkedPlan) -> Dialled:
    """The letters that were pressed, and the digit by which one of several people is chosen; without one, the first."""
    digits = _digits(keys)
    people = linked.spelt_names[_order(arrival, linked)].matches(digits)
    used, chosen, seconds = _past(ENDS_DIALLING, len(digits), keys), 1, 0
    complete = used > len(digits)
    following = _key_at(used, keys)
    digit = complete and len(people) > 1 and following is not None and following.isdecimal()
    if digit:
        chosen, used = int(keys[used]), used + 1
    elif (not complete or len(people) > 1) and following in SILENCE:
        seconds, used = PAUSE, _past(WAIT, used, keys)
    if not 1 <= chosen <= len(people):
        return Dialled(None, used, seconds, len(people))
    route = linked.plan.users[people[chosen - 1]].at("last_name")
    return Dialled(_edge(arrival, route, linked), used, seconds, len(people), digit)


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
                if may_begin_extension(edge, linked):
                    keys.append(WAIT)
            case "dialled":
                keys += dialled_keys(edges[place - 1], edge, linked) or ()
            case "silence":
                keys.append(WAIT)
    return without_last_waits(tuple(keys))


def without_last_waits(keys: tuple[str, ...]) -> tuple[str, ...]:
    """After his last key a caller is silent anyway."""
    while keys and keys[-1] == WAIT:
        keys = keys[:-1]
    return keys


def in_vain(keys: Sequence[str]) -> Dialled:
    """What a caller used who dialled nobody: digits with their `hash` or a pause, or a star alone."""
    used = len(_digits(keys))
    ends = (ENDS_DIALLING, WAIT) if used else (ENDS_DIALLING, WAIT, "star")
    following = _key_at(used, keys)
    return Dialled(None, used + (following in ends), PAUSE if following in SILENCE else 0)


def may_begin_extension(edge: Edge, linked: LinkedPlan) -> bool:
    """Whether a menu waits after this key, since an extension that can be dialled at once begins with it."""
    return edge.key in linked.extension_beginnings and any(
        other.key == AT_ONCE and other.condition == "pressed" and other.when == edge.when
        for other in linked.graph.edges[edge.source]
    )


def _edge(arrival: Edge, route: Route, linked: LinkedPlan) -> Edge | None:
    return linked.directory_edges.get((arrival.target, route))


def _digits(keys: Sequence[str]) -> str:
    return "".join(takewhile(str.isdecimal, keys))


def _key_at(used: int, keys: Sequence[str]) -> str | None:
    """The key that is pressed after so many; None when the caller presses no more."""
    return keys[used] if used < len(keys) else None


def _past(key: str, used: int, keys: Sequence[str]) -> int:
    """How many keys are used when this one, if it comes next, is used too."""
    return used + (_key_at(used, keys) == key)


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
