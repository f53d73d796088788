"""A call from its start to its end, one step after the other."""

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.keyboard import Keyboard
from nummerplan.compiler.calls.next_edge import World, step
from nummerplan.compiler.calls.next_place import Limits, arrival, limits_of, onward
from nummerplan.compiler.calls.shown_caller import caller_by_now, calling_person
from nummerplan.model.calls.call import Call, Hop, Trace
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan


def follow(call: Call, linked: LinkedPlan, open_then: IsOpen | None = None) -> Trace:
    """Follow one call. The world of a call is that of its arrival, also when it waits past closing time.

    `open_then` says which clocks are open at the call's moment, for whoever knows it without looking at the hours.
    """
    limits = limits_of(linked.plan.company)
    world = _world(call, limits, linked, open_then)
    keyboard = Keyboard(call.keys, linked)
    hops: list[Hop] = []
    place, seconds = arrival(call.entry, call.caller.external), 0
    while (end := place.end) is None:
        if place.node.kind == "directory":
            hop = Hop(keyboard.dialled(), (), seconds)
        else:
            if place.through_mobile:
                world = world._replace(caller=caller_by_now(call.caller, through_mobile=True, linked=linked))
            taken = step(place.node, keyboard.press, world, place.unanswered)
            seconds += taken.seconds + keyboard.paused()
            hop = Hop(taken.edge, taken.rings, seconds, taken.answered_by)
        hops.append(hop)
        place = onward(place, hop.edge, limits)
    return Trace(call, tuple(hops), end, seconds, keyboard.left(), tuple(keyboard.notes))


def _world(call: Call, limits: Limits, linked: LinkedPlan, open_then: IsOpen | None) -> World:
    """What a call meets; a clock is looked at once."""
    states, clocks = call.states, dict[Clock, bool]()
    himself = calling_person(call.caller, linked)

    def ask(person: str, state: State) -> bool:
        return ("busy" if person == himself else states.get(person, "answers")) == state

    def open_now(clock: Clock) -> bool:
        known = clocks.get(clock)
        if known is None:
            known = clocks[clock] = is_open(clock, call.moment, linked)
        return known

    return World(linked, call.caller, open_then or open_now, ask, limits)


def waits_for_key(trace: Trace, linked: LinkedPlan) -> tuple[Node, tuple[str, ...]] | None:
    """The menu at which the caller had nothing more to press, and the keys that it has."""
    for hop in trace.hops:
        if hop.edge.condition == "silence" and not trace.unused_keys:
            when = hop.edge.when
            edges = [edge for edge in linked.graph.edges[hop.edge.source] if edge.when == when]
            return hop.edge.source, tuple(edge.key for edge in edges if edge.condition == "pressed")
    return None
