"""A call from its start to its end, one step after the other."""

from collections.abc import Iterable

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.directory_dialling import AT_ONCE, Found, in_vain, look_up
from nummerplan.compiler.calls.next_edge import World, step
from nummerplan.compiler.calls.next_place import arrival, onward
from nummerplan.model.calls.call import WAIT, Call, Hop, State, Trace
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

MENU_TRIES = 3
"""How often a menu is played to a caller who presses keys that it does not have (an assumption)."""


def follow(call: Call, linked: LinkedPlan) -> Trace:
    """Follow one call. The world of a call is that of its arrival, also when it waits past closing time."""
    world = _world(call, linked)
    keyboard = Keyboard(call.keys, linked)
    hops: list[Hop] = []
    place, seconds = arrival(call.entry, call.caller.external), 0
    while (end := place.end) is None:
        if place.node.kind == "directory":
            hop = Hop(keyboard.dialled(), (), seconds)
        else:
            taken = step(place.node, keyboard.press, world._replace(caller=place.caller(call.caller)))
            seconds += taken.seconds
            hop = Hop(taken.edge, taken.rings, seconds, taken.answered_by)
        hops.append(hop)
        place = onward(place, hop.edge, linked.plan.company.max_redirections)
    return Trace(call, tuple(hops), end, seconds, keyboard.left())


def _world(call: Call, linked: LinkedPlan) -> World:
    """What a call meets; a clock is looked at once."""
    states, clocks = call.states, dict[Clock, bool]()

    def ask(person: str, state: State) -> bool:
        return states.get(person, "answers") == state

    def open_now(clock: Clock) -> bool:
        known = clocks.get(clock)
        if known is None:
            known = clocks[clock] = is_open(clock, call.moment, linked)
        return known

    return World(linked, call.caller, open_now, ask)


def waits_for_key(trace: Trace, linked: LinkedPlan) -> tuple[Node, tuple[str, ...]] | None:
    """The menu at which the caller had nothing more to press, and the keys that it has."""
    for hop in trace.hops:
        if hop.edge.condition == "silence" and not trace.unused_keys:
            when = hop.edge.when
            edges = [edge for edge in linked.graph.edges[hop.edge.source] if edge.when == when]
            return hop.edge.source, tuple(edge.key for edge in edges if edge.condition == "pressed")
    return None


class Keyboard:
    """The keys that a caller still presses, and whom he dialled with the last ones."""

    def __init__(self, keys: Iterable[str], linked: LinkedPlan) -> None:
        self._keys = list(keys)
        self._case = linked
        self._found: Found | None = None

    def press(self, edges: Iterable[Edge]) -> str | None:
        """The key that a menu hears, None for none. What it does not have repeats it, three times in all."""
        keys = self._keys
        if not keys:
            return None
        heard = {edge.key: edge for edge in edges if edge.condition == "pressed"}
        for _ in range(MENU_TRIES):
            if not keys:
                return None
            key = keys[0]
            if key == WAIT:
                del keys[0]
                return None
            if key not in heard and AT_ONCE in heard and self._looks_up(heard[AT_ONCE]):
                return AT_ONCE
            del keys[0]
            if key in heard and (heard[key].target.kind != "directory" or self._looks_up(heard[key])):
                return key
            if key in heard:  # who dials nobody's extension or name hears the menu again
                del keys[: in_vain(keys)]
        return None

    def dialled(self) -> Edge:
        """The way to whom the caller dialled, after a key that led to a directory."""
        if self._found is None:
            raise LookupError("only the keys of a menu lead to a directory")
        return self._found.edge

    def left(self) -> tuple[str, ...]:
        """The keys that nobody listened to."""
        return tuple(self._keys)

    def _looks_up(self, arrival: Edge) -> bool:
        self._found = look_up(arrival, self._keys, self._case)
        if self._found is not None:
            del self._keys[: self._found.used]
        return self._found is not None
