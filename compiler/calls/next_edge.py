"""One step of a call: which of a place's edges it takes. Everything that follows calls asks here and nowhere else.

The edges, their order and what they ask of people are those of the call graph (`compiler/linking/routing/`). A step
learns the world only through `World.ask`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from nummerplan.compiler.calls.hunt_order import hunt
from nummerplan.compiler.calls.next_place import Limits, cut_short
from nummerplan.model.calls.call import Caller, Ring
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import Guard, State, States
from nummerplan.model.calls.hunt_members import ringable
from nummerplan.model.calls.linked_plan import LinkedPlan

Ask = Callable[[str, State], bool]
"""`ask("receptie", "busy")`: whether this person is in this state."""

Press = Callable[[Iterable[Edge]], str | None]
"""`press(edges)`: the key that the caller presses at a menu with these edges, None for nothing."""

NO_CLOCKS: tuple[tuple[Clock, bool], ...] = ()

AT_ONCE = frozenset({"holds", "refused", "night", "always", "after_greeting", "ended"})
"""Conditions that ask nothing of people or keys: the first such edge is taken."""


class World(NamedTuple):
    """What a call meets: who calls, which clocks are open, how people are, and what limits the network has."""

    linked: LinkedPlan
    caller: Caller
    is_open: IsOpen
    ask: Ask
    limits: Limits


class Taken(NamedTuple):
    """The edge that a call takes, what rang before, after how many seconds, and who answered."""

    edge: Edge
    rings: tuple[Ring, ...] = ()
    seconds: int = 0
    answered_by: str | None = None


def ways(place: Node, caller: Caller, is_open: IsOpen, linked: LinkedPlan) -> tuple[Edge, ...]:
    """The edges of a place that are for this caller at this time; an edge that is taken at once stands alone."""
    found: list[Edge] = []
    external = caller.external
    clocks, stand = NO_CLOCKS, True
    for edge in linked.graph.edges.get(place, ()):
        if edge.callers != "any" and not concerns(edge, caller, linked):
            continue
        wanted = edge.clocks(external)
        if wanted != clocks:  # the edges of a menu, or of a user by day, want the same
            clocks, stand = wanted, _stand(wanted, is_open)
        if not stand:
            continue
        if edge.condition in AT_ONCE:
            return (edge,)
        found.append(edge)
    return tuple(found)


def _stand(clocks: tuple[tuple[Clock, bool], ...], is_open: IsOpen) -> bool:
    """Whether clocks are open and closed as an edge wants it."""
    for clock, state in clocks:  # noqa: SIM110 - a plain loop: this is half of what following a call costs
        if is_open(clock) != state:
            return False
    return True


def step(place: Node, press: Press, world: World, unanswered: int = 0) -> Taken:
    """The way on from a place. `press` says what the caller presses at a menu; it is asked nowhere else.

    `unanswered` are the seconds since the call came in, or since the last place that answered.
    """
    edges = ways(place, world.caller, world.is_open, world.linked)
    first = edges[0]
    if first.condition in AT_ONCE:
        return Taken(first, seconds=first.seconds)
    if place.kind == "auto_attendant":
        return _at_menu(edges, press(edges))
    ask = world.ask
    for edge in edges:
        if holds(edge.guard, ask):
            break
    if place.kind == "hunt_group" and edge.condition in ("answered", "overflow", "no_answer"):
        return _hunted(edges, world, unanswered)
    taken = cut_short(edge, world.limits, unanswered, 0) or edge
    answered_by = (edge.key or place.key) if taken.condition == "answered" else None
    rings = _rings(edge, 0 if answered_by else taken.seconds, ask) if world.limits.seconds > unanswered else ()
    return Taken(taken, rings, taken.seconds, answered_by)


def _rings(edge: Edge, end: int, ask: Ask) -> tuple[Ring, ...]:
    """Everyone whose telephone rings before an edge is taken."""
    if not end and edge.condition not in ("answered", "mobile_voicemail"):
        return ()
    return tuple(Ring(person, 0, end) for person, states in edge.rings if _is_in(person, states, ask))


def _hunted(edges: tuple[Edge, ...], world: World, unanswered: int) -> Taken:
    """A group offers the call: somebody answers, or the time is over."""
    waits = next(edge for edge in edges if edge.condition in ("overflow", "no_answer"))
    edge = cut_short(waits, world.limits, unanswered, 0) or waits
    group = world.linked.plan.hunt_groups[waits.source.key]
    found = hunt(group, ringable(group, world.linked.plan), world.ask, edge.seconds)
    if found.answered_by is None:
        return Taken(edge, found.rings, edge.seconds)
    answered = next(edge for edge in edges if edge.condition == "answered")
    return Taken(answered, found.rings, found.seconds, found.answered_by)


def holds(guard: Guard, ask: Ask) -> bool:
    """Whether a guard is true of the world."""
    for person, states in guard.each:
        if not _is_in(person, states, ask):
            return False
    return all(any(_is_in(person, states, ask) for person in people) for people, states in guard.some)


def _is_in(person: str, states: States, ask: Ask) -> bool:
    for state in states:  # noqa: SIM110 - a plain loop, as above
        if ask(person, state):
            return True
    return False


def concerns(edge: Edge, caller: Caller, linked: LinkedPlan) -> bool:
    """Whether an edge is for this caller."""
    match edge.callers:
        case "external" | "internal":
            return (edge.callers == "external") == caller.external
        case "anonymous":
            return caller.kind == "anonymous"
        case "listed":
            return caller.external and _listed(edge, caller, linked)
        case _:
            return True


def _listed(edge: Edge, caller: Caller, linked: LinkedPlan) -> bool:
    """Whether a blocking rule names the caller's number."""
    user, index = linked.plan.users[edge.source.key], edge.route[-1]
    number = caller.number
    if number is None or not isinstance(index, int):
        return False
    return any(linked.numbering.covers(text, number) for text in user.blocked_callers.rules[index].numbers)


def _at_menu(edges: tuple[Edge, ...], key: str | None) -> Taken:
    pressed = next((edge for edge in edges if edge.condition == "pressed" and edge.key == key), None)
    if pressed is not None:
        return Taken(pressed)
    silence = next(edge for edge in edges if edge.condition == "silence")
    return Taken(silence, seconds=silence.seconds)
