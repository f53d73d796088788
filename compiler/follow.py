"""A call from its start to its end, one step after the other."""

from nummerplan.compiler.clocks import is_open
from nummerplan.compiler.step import World, step
from nummerplan.model.call import WAIT, Call, Caller, Hop, State, Trace
from nummerplan.model.call_graph import (
    CALLED_OUTSIDE,
    GOES_ROUND,
    NOT_IN_USE,
    TOO_MANY_REDIRECTIONS,
    Edge,
    Node,
)
from nummerplan.model.case import Case
from nummerplan.model.keypad import spellings

MENU_TRIES = 3
"""How often a menu is played to a caller who presses keys that it does not have (an assumption)."""

ANSWERING = ("auto_attendant", "mailbox", "voicemail", "directory")
"""Kinds of places that answer: from there the counting of redirections starts anew."""


def follow(call: Call, case: Case) -> Trace:
    """Follow one call. The world of a call is that of its arrival, also when it waits past closing time."""
    states = call.states

    def ask(person: str, state: State) -> bool:
        return states.get(person, "answers") == state

    world = World(case, call.caller, lambda clock: is_open(clock, call.moment, case), ask)
    hops: list[Hop] = []
    keys = list(call.keys)
    place, seconds, redirections = call.entry, 0, 0
    since_key: set[Node] = set()
    while place.kind != "end":
        if place.kind == "outside":
            place = CALLED_OUTSIDE
            break
        if place in since_key:
            place = GOES_ROUND
            break
        if redirections > case.plan.company.max_redirections:
            place = TOO_MANY_REDIRECTIONS
            break
        since_key.add(place)
        if place.kind == "directory":
            hop = _look_up(place, keys, seconds, case)
        else:
            key = _key_for(place, keys, case, world)
            taken = step(place, key, world)
            seconds += taken.seconds
            hop = Hop(taken.edge, taken.rings, seconds, taken.answered_by)
            if taken.edge.condition == "pressed":
                since_key.clear()
        hops.append(hop)
        redirections = 0 if hop.edge.source.kind in (*ANSWERING, "number", "extension") else redirections + 1
        if place.kind == "mobile":
            # What comes back from the mobile network is a call from outside, with the first caller's number.
            world = World(case, Caller("external", call.caller.number), world.is_open, ask)
        place = hop.edge.target
    return Trace(call, tuple(hops), place, seconds, tuple(keys))


def waits_for_key(trace: Trace, case: Case) -> tuple[Node, tuple[str, ...]] | None:
    """The menu at which the caller had nothing more to press, and the keys that it has."""
    for hop in trace.hops:
        if hop.edge.condition == "silence" and not trace.unused_keys:
            when = hop.edge.when
            edges = [edge for edge in case.graph.edges[hop.edge.source] if edge.when == when]
            return hop.edge.source, tuple(edge.key for edge in edges if edge.condition == "pressed")
    return None


def _key_for(place: Node, keys: list[str], case: Case, world: World) -> str | None:
    """The key that a menu hears: keys that it does not have repeat it, three times in all, then count as no key."""
    if place.kind != "auto_attendant":
        return None
    edges = case.graph.edges[place]
    heard = {
        edge.key
        for edge in edges
        if edge.condition == "pressed" and all(world.is_open(clock) == state for clock, state in edge.when)
    }
    for _ in range(MENU_TRIES):
        if not keys:
            return None
        if keys[0] == WAIT:
            del keys[0]
            return None
        if keys[0] in heard:
            return keys.pop(0)
        if "extension" in heard and _extension(keys, case) is not None:
            return "extension"
        keys.pop(0)
    return None


def _extension(keys: list[str], case: Case) -> str | None:
    """The extension that the next keys dial: the longest that is somebody's."""
    dialled = "".join(key for key in keys if key.isdigit())[:4]
    return next((dialled[:size] for size in range(len(dialled), 0, -1) if dialled[:size] in case.extensions), None)


def _look_up(place: Node, keys: list[str], seconds: int, case: Case) -> Hop:
    """A caller dials an extension, or the letters of a name; what leads to nobody is not in use."""
    if place.key == "extension":
        found = _extension(keys, case)
        wanted = case.extensions[found][0].entity.key if found else None
        del keys[: len(found or "")]
    else:
        spelt = "".join(key for key in keys if key.isdigit())
        keys.clear()
        users = case.plan.users.values()
        wanted = next(
            (u.key for u in users if spelt and any(s.startswith(spelt) for s in spellings(u, "either"))), None
        )
    edges = case.graph.edges.get(place, ())
    edge = next((edge for edge in edges if edge.target.key == wanted), None)
    return Hop(edge or Edge(place, NOT_IN_USE, "dialled", edges[0].route if edges else ()), (), seconds)
