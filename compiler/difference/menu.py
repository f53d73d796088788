"""What a caller can do at two menus at once: press each key, dial each extension or name, or wait."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.compiler.look_up import AT_ONCE, ENDS_DIALLING, look_up
from nummerplan.model.call import WAIT
from nummerplan.model.call_graph import Edge
from nummerplan.model.case import Case
from nummerplan.model.keypad import spellings

Heard = tuple[Edge, ...]
"""The edges that a menu's keys take a call over: one, or two where the second is that of a directory."""


class Choice(NamedTuple):
    """What a caller presses, and where that leads in each plan; None where the menu does not have it."""

    keys: tuple[str, ...]
    here: Heard | None
    there: Heard | None


def choices(old: tuple[Edge, ...], new: tuple[Edge, ...], cases: tuple[Case, Case]) -> Iterator[Choice]:
    """Every choice that either menu has, given by their edges; waiting comes first."""
    here, there = _pressed(old), _pressed(new)
    yield Choice((WAIT,), (_silence(old),), (_silence(new),))
    single = (here.keys() | there.keys()) - {AT_ONCE}
    for key in sorted(here.keys() | there.keys()):
        arrivals = here.get(key), there.get(key)
        if all(edge is None or edge.target.kind != "directory" for edge in arrivals):
            yield Choice((key,), *((edge,) if edge else None for edge in arrivals))
            continue
        first = () if key == AT_ONCE else (key,)
        words = [digits for digits in _words(arrivals, cases) if key != AT_ONCE or digits[0] not in single]
        if None in arrivals:  # one word shows it: one that the other menu does not take for keys of its own
            words = sorted(words, key=lambda digits: digits[0] in single)[:1]
        for digits in words:
            dialled = (*digits, ENDS_DIALLING)
            found = tuple(_found(edge, dialled, case) for edge, case in zip(arrivals, cases, strict=True))
            if found != (None, None):
                yield Choice((*first, *dialled), *found)


def _pressed(edges: tuple[Edge, ...]) -> dict[str, Edge]:
    return {edge.key: edge for edge in edges if edge.condition == "pressed"}


def _silence(edges: tuple[Edge, ...]) -> Edge:
    return next(edge for edge in edges if edge.condition == "silence")


def _words(arrivals: tuple[Edge | None, Edge | None], cases: tuple[Case, Case]) -> list[tuple[str, ...]]:
    """The digits of every extension or name that either directory holds."""
    found: set[str] = set()
    for edge, case in zip(arrivals, cases, strict=True):
        if edge is not None and edge.target.key == "name":
            order = case.plan.auto_attendants[edge.source.key].dial_by_name_order
            named = (user for user in case.plan.users.values() if user.last_name)
            found.update(digits for user in named for digits in spellings(user, order))
        elif edge is not None and edge.target.key == "extension":
            found.update(case.extensions)
    return sorted(tuple(digits) for digits in found if digits.isdecimal())


def _found(edge: Edge | None, dialled: tuple[str, ...], case: Case) -> Heard | None:
    """Where a key and what is dialled after it lead."""
    if edge is None:
        return None
    if edge.target.kind != "directory":
        return (edge,)
    found = look_up(edge, dialled, case)
    return (edge, found.edge) if found else None
