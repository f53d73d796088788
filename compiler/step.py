"""One step of a call: which of a place's edges it takes. Everything that follows calls asks here and nowhere else.

The edges and their order are those of the call graph (`compiler/routing/`). A step learns the world only through
`World.ask`, so that one definition serves a single call and all calls at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from nummerplan.compiler.offers import Offers, offers
from nummerplan.model.call import Caller, Ring, State
from nummerplan.model.call_graph import Clock, Edge, Node
from nummerplan.model.case import Case
from nummerplan.model.people import can_ring
from nummerplan.model.users import User

Ask = Callable[[str, State], bool]
"""`ask("receptie", "busy")`: whether this person is in this state."""


@dataclass(frozen=True, slots=True)
class World:
    """What a call meets: who calls, which clocks are open, and how people are."""

    case: Case
    caller: Caller
    is_open: Callable[[Clock], bool]
    ask: Ask


class Taken(NamedTuple):
    """The edge that a call takes, what rang before, after how many seconds, and who answered."""

    edge: Edge
    rings: tuple[Ring, ...] = ()
    seconds: int = 0
    answered_by: str | None = None


def step(place: Node, key: str | None, world: World) -> Taken:
    """The way on from a place. `key` is what the caller presses at a menu, None for nothing.

    The last edge of a place is taken when no other is: the graph's edges leave no case open.
    """
    edges = [edge for edge in world.case.graph.edges[place] if _concerns(edge, world)]
    match place.kind:
        case "user":
            return _at_user(edges, world)
        case "hunt_group":
            return _at_group(edges, world)
        case "mobile":
            return _at_mobile(edges, world)
        case "auto_attendant":
            return _at_menu(edges, key)
        case _:
            return Taken(edges[0], seconds=edges[0].seconds)


def _concerns(edge: Edge, world: World) -> bool:
    """Whether an edge is for this caller at this time."""
    match edge.callers:
        case "external" | "internal":
            if (edge.callers == "external") != world.caller.external:
                return False
        case "anonymous":
            if world.caller.kind != "anonymous":
                return False
        case "listed":
            if not world.caller.external or not _listed(edge, world):
                return False
    return all(world.is_open(clock) == state for clock, state in edge.clocks(world.caller.external))


def _listed(edge: Edge, world: World) -> bool:
    """Whether a blocking rule names the caller's number."""
    user, index = world.case.plan.users[edge.source.key], edge.route[-1]
    number = world.caller.number
    if number is None or not isinstance(index, int):
        return False
    return any(_matches(pattern, number, world) for pattern in user.blocked_callers.rules[index].numbers)


def _matches(pattern: str, number: str, world: World) -> bool:
    if not pattern.endswith("*"):
        return world.case.numbering.e164(pattern) == number
    digits = "".join(filter(str.isdigit, pattern))
    shown = "".join(filter(str.isdigit, world.case.numbering.shown(number)))
    return shown.startswith(digits) or number.lstrip("+").startswith(digits)


def _at_user(edges: list[Edge], world: World) -> Taken:
    first = _first(edges, {"refused", "night", "always"})
    if first is not None:
        return Taken(first)
    user = world.case.plan.users[edges[0].source.key]
    unreachable = _named(edges, "not_reachable")
    if not can_ring(user) or (not _rings_along(user, world) and world.ask(user.key, "unreachable")):
        return Taken(unreachable)
    if world.ask(user.key, "busy") or (not user.call_waiting and world.ask(user.key, "on_call")):
        return Taken(_named(edges, "busy"))
    if world.ask(user.key, "answers"):
        return Taken(_named(edges, "answered"), (Ring(user.key, 0, 0),), 0, user.key)
    waits = _named(edges, "no_answer")
    return Taken(waits, (Ring(user.key, 0, waits.seconds),), waits.seconds)


def _rings_along(user: User, world: World) -> bool:
    """Whether a number outside rings with the user's devices now."""
    ring = user.simultaneous_ring
    if ring is None or not ring.numbers:
        return False
    return ring.during is None or world.is_open(Clock(ring.during.schedule, ring.during.holidays))


def _at_group(edges: list[Edge], world: World) -> Taken:
    first = _first(edges, {"night"})
    if first is not None:
        return Taken(first)
    plan = world.case.plan
    group = plan.hunt_groups[edges[0].source.key]
    members = [key for key in group.members if key in plan.users and plan.users[key].devices]
    if all(world.ask(member, "unreachable") for member in members):
        edge = _named(edges, "not_reachable")
        return Taken(edge, seconds=edge.seconds)
    found: Offers = offers(group, members, world.ask, plan.company.ring_limit)
    if found.nobody_free:
        edge = _named(edges, "when_busy")
        return Taken(edge, seconds=edge.seconds)
    if found.answered_by is not None:
        return Taken(_named(edges, "answered"), found.rings, found.seconds, found.answered_by)
    edge = next(edge for edge in edges if edge.condition in ("overflow", "no_answer"))
    return Taken(edge, found.rings, found.seconds)


def _at_mobile(edges: list[Edge], world: World) -> Taken:
    always = _first(edges, {"always"})
    if always is not None:
        return Taken(always)
    key = edges[0].source.key
    if world.ask(key, "unreachable"):
        return Taken(_named(edges, "not_reachable"))
    if world.ask(key, "busy") or world.ask(key, "on_call"):
        return Taken(_named(edges, "busy"))
    if world.ask(key, "answers"):
        return Taken(_named(edges, "answered"), (Ring(key, 0, 0),), 0, key)
    waits = _named(edges, "no_answer")
    return Taken(waits, (Ring(key, 0, waits.seconds),), waits.seconds)


def _at_menu(edges: list[Edge], key: str | None) -> Taken:
    night = _first(edges, {"night"})
    if night is not None:
        return Taken(night)
    pressed = next((edge for edge in edges if edge.condition == "pressed" and edge.key == key), None)
    if pressed is not None:
        return Taken(pressed)
    silence = _named(edges, "silence")
    return Taken(silence, seconds=silence.seconds)


def _first(edges: Iterable[Edge], conditions: set[str]) -> Edge | None:
    return next((edge for edge in edges if edge.condition in conditions), None)


def _named(edges: Iterable[Edge], condition: str) -> Edge:
    return next(edge for edge in edges if edge.condition == condition)
