"""What a drawing of a plan connects: every way on that a call can have, and whom a place rings beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.text.vocabulary.callers import caller_kind_name
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Condition, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import EVERY
from nummerplan.model.calls.hunt_members import ringable
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.message import Message, say


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn: for callers from outside, colleagues or (None) both; at a moment or (None) at all times.

    `hours` tells whether the names of schedules and calendars matter; without them all business hours look alike.
    """

    external: bool | None = None
    moment: datetime | None = None
    hours: bool = True

    @property
    def sides(self) -> tuple[bool, ...]:
        """From outside (True) and from inside (False)."""
        return (True, False) if self.external is None else (self.external,)


class Stroke(NamedTuple):
    """A line from place to place: an edge of the call graph, or (`rings`) telephones that ring for the place.

    `shape` is the English of `words`: strokes with one shape are drawn alike.
    """

    source: Node
    target: Node
    words: Message | None
    shape: str
    rings: bool = False


Strokes = dict[Node, list[Stroke]]
"""All that leaves each place; every place that is drawn is a key."""


def strokes(linked: LinkedPlan, view: View) -> Strokes:
    """Every place of a plan, also those that nothing reaches, with what leaves it."""
    moment, along = view.moment, _along(linked)
    clock: IsOpen | None = None if moment is None else cache(lambda clock: is_open(clock, moment, linked))
    found: Strokes = {}
    for node in linked.graph.edges:
        if node.kind == "extension" and view.external:
            continue  # only colleagues dial extensions
        edges = _edges(node, linked, view, clock)
        found[node] = [_stroke(edge, sides, view) for edge, sides in edges]
        if any(edge.condition == "answered" for edge, _ in edges):
            found[node] += _rings(node, linked, along, clock)
    for target in [stroke.target for drawn in found.values() for stroke in drawn]:
        found.setdefault(target, [])
    return found


def _edges(node: Node, linked: LinkedPlan, view: View, clock: IsOpen | None) -> list[tuple[Edge, list[bool]]]:
    """The edges that are possible, each with the sides from which callers take it."""
    edges = linked.graph.edges[node]
    taken = {
        external: {edge for edge in edges if edge.takes(external)}
        if clock is None
        else _taken_now(node, external, linked, clock)
        for external in view.sides
    }
    sides = ([external for external in view.sides if edge in taken[external]] for edge in edges)
    return [(edge, found) for edge, found in zip(edges, sides, strict=True) if found]


def _taken_now(node: Node, external: bool, linked: LinkedPlan, clock: IsOpen) -> set[Edge]:
    callers = (Caller("external"), Caller("anonymous")) if external else (Caller("internal"),)
    taken = {edge for caller in callers for edge in ways(node, caller, clock, linked)}
    if external:  # a list names numbers, which neither of these callers has
        listed = (edge for edge in linked.graph.edges[node] if edge.callers == "listed")
        taken.update(edge for edge in listed if _holds(edge, clock))
    return taken


def _holds(edge: Edge, clock: IsOpen) -> bool:
    return all(clock(named) == state for named, state in edge.clocks(external=True))


def _rings(node: Node, linked: LinkedPlan, along: dict[str, list[Node]], clock: IsOpen | None) -> Iterator[Stroke]:
    """Whose telephones ring while a place is called: a group's members, and a number along with a user."""
    if node.kind == "hunt_group":
        words = say("rings")
        for key in ringable(linked.plan.hunt_groups[node.key], linked.plan):
            yield Stroke(node, node_of(linked.plan.users[key]), words, str(words), rings=True)
    elif node.kind == "user" and node.key in along:
        words = say("rings along")
        now = [edge for edge in linked.graph.edges[node] if clock is None or _holds(edge, clock)]
        if any(edge.condition == "no_answer" and _rings_unregistered(edge) for edge in now):
            for target in along[node.key]:
                yield Stroke(node, target, words, str(words), rings=True)


def _rings_unregistered(edge: Edge) -> bool:
    """Whether something rings where no telephone of the user's is registered: his numbers do."""
    return "unreachable" in dict(edge.guard.each).get(edge.source.key, EVERY)


def _along(linked: LinkedPlan) -> dict[str, list[Node]]:
    """What rings along with which user."""
    found: dict[str, list[Node]] = {}
    for use in linked.destinations:
        if use.purpose == "simultaneous_ring" and use.owner is not None and use.node is not None:
            found.setdefault(use.owner.key, []).append(use.node)
    return found


def _stroke(edge: Edge, sides: list[bool], view: View) -> Stroke:
    words = _condition(edge)
    if words is not None:
        if view.moment is None:
            for clock, state in edge.when:
                words = _timed(words, clock, state, view.hours)
        if len(sides) < len(view.sides) and edge.condition != "refused":
            caller = caller_kind_name("external" if sides[0] else "internal")
            words = say("{words}, {caller}", words=words, caller=caller)
    return Stroke(edge.source, edge.target, words, str(words or ""))


def _timed(words: Message, clock: Clock, state: bool, named: bool) -> Message:
    if not named:
        return say("{words} (in its hours)", words=words) if state else say("{words} (outside its hours)", words=words)
    hours = " - ".join(str(part) for part in clock if part is not None)
    if state:
        return say("{words} (in {hours})", words=words, hours=hours)
    return say("{words} (outside {hours})", words=words, hours=hours)


_CONDITIONS: dict[Condition, Callable[[Edge], Message]] = {
    "night": lambda _: say("night forwarding"),
    "always": lambda _: say("always"),
    "not_reachable": lambda _: say("not registered"),
    "busy": lambda _: say("busy"),
    "no_answer": lambda edge: say("no answer, {seconds} s", seconds=edge.seconds),
    "overflow": lambda edge: say("no answer, {seconds} s", seconds=edge.seconds),
    "answered": lambda _: say("answers"),
    "silence": lambda edge: say("no key, {seconds} s", seconds=edge.seconds),
    "after_greeting": lambda _: say("after the greeting"),
}


def _condition(edge: Edge) -> Message | None:
    """What makes a call take an edge, in a word or two; belonging goes without saying."""
    match edge.condition:
        case "holds" | "dialled":
            return None
        case "refused" if edge.callers == "listed":
            return say("a blocked caller")
        case "refused":
            return caller_kind_name("anonymous" if edge.callers == "anonymous" else "external")
        case "when_busy":
            return say("nobody free, {seconds} s", seconds=edge.seconds) if edge.seconds else say("nobody free")
        case "pressed":
            return say("dials an extension") if edge.key == "extension" else say("key {key}", key=edge.key)
    words = _CONDITIONS.get(edge.condition)
    return words(edge) if words else say("goes on")
