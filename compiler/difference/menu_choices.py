"""What a caller can do at two menus at once: press each key, dial each extension or name, or wait."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import AT_ONCE, ENDS_DIALLING
from nummerplan.compiler.calls.follow_call import Keyboard
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.keypad import spellings

KeyEdges = tuple[Edge, ...]
"""The edges that a menu's keys take a call over: one, or two where the second is that of a directory."""


class Choice(NamedTuple):
    """What a caller presses, and where that leads in each plan; None where the menu does not have it."""

    keys: tuple[str, ...]
    here: KeyEdges | None
    there: KeyEdges | None


def choices(old: tuple[Edge, ...], new: tuple[Edge, ...], cases: tuple[LinkedPlan, LinkedPlan]) -> Iterator[Choice]:
    """Every choice that either menu has, given by their edges; waiting comes first."""
    here, there = _pressed(old), _pressed(new)
    yield Choice((WAIT,), (_silence(old),), (_silence(new),))
    single = (here.keys() | there.keys()) - {AT_ONCE}
    for key in sorted(here.keys() | there.keys()):
        arrivals = here.get(key), there.get(key)
        if any(edge is not None and edge.target.kind != "directory" for edge in arrivals):
            # A key that asks for an extension or a name does nothing when none follows.
            yield Choice((key,), *((edge,) if edge and edge.target.kind != "directory" else None for edge in arrivals))
            continue
        first = () if key == AT_ONCE else (key,)
        digits_of = [digits for digits in _words(arrivals, cases) if key != AT_ONCE or digits[0] not in single]
        words = [(*first, *digits, ENDS_DIALLING) for digits in digits_of]
        if None in arrivals:
            yield from _in_one_menu(words, (old, new), cases)
            continue
        for word in words:
            found = tuple(_edges_of(word, edges, linked) for edges, linked in zip((old, new), cases, strict=True))
            if found != (None, None):
                yield Choice(word, *found)


def _in_one_menu(
    words: list[tuple[str, ...]], menus: tuple[tuple[Edge, ...], tuple[Edge, ...]], cases: tuple[LinkedPlan, LinkedPlan]
) -> Iterator[Choice]:
    """What is dialled where only one menu asks for it; the other may take it for keys of its own."""
    found = [Choice(word, _edges_of(word, menus[0], cases[0]), _edges_of(word, menus[1], cases[1])) for word in words]
    alone = [choice for choice in found if (choice.here is None) != (choice.there is None)]
    # The one that does not lead back to its own menu shows it best.
    yield from sorted(alone, key=_leads_back)[:1] or found


def _leads_back(choice: Choice) -> bool:
    edges = choice.here or choice.there or ()
    return bool(edges) and edges[-1].target == edges[0].source


def _pressed(edges: tuple[Edge, ...]) -> dict[str, Edge]:
    return {edge.key: edge for edge in edges if edge.condition == "pressed"}


def _silence(edges: tuple[Edge, ...]) -> Edge:
    return next(edge for edge in edges if edge.condition == "silence")


def _words(arrivals: tuple[Edge | None, Edge | None], cases: tuple[LinkedPlan, LinkedPlan]) -> list[tuple[str, ...]]:
    """The digits of every extension or name that either directory holds."""
    found: set[str] = set()
    for edge, linked in zip(arrivals, cases, strict=True):
        if edge is not None and edge.target.key == "name":
            order = linked.plan.auto_attendants[edge.source.key].dial_by_name_order
            named = (user for user in linked.plan.users.values() if user.last_name)
            found.update(digits for user in named for digits in spellings(user, order))
        elif edge is not None and edge.target.key == "extension":
            found.update(linked.extensions)
    return sorted(tuple(digits) for digits in found if digits.isdecimal())


def _edges_of(keys: tuple[str, ...], edges: tuple[Edge, ...], linked: LinkedPlan) -> KeyEdges | None:
    """Where a menu lets keys lead that are pressed one after the other."""
    keyboard = Keyboard(keys, linked)
    key = keyboard.press(edges)
    if key is None:
        return None
    edge = _pressed(edges)[key]
    return (edge, keyboard.dialled()) if edge.target.kind == "directory" else (edge,)
