"""Places of two plans from which calls go on alike at all times, for everybody: there is nothing to look for there."""

from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import NamedTuple

from nummerplan.compiler.difference.forms import Ring
from nummerplan.compiler.difference.hearing import greeted, key_event, menu_greeting, ring_of
from nummerplan.compiler.difference.hours import SharedHours
from nummerplan.compiler.difference.people import Identities, Shared
from nummerplan.compiler.guards import ringable, rings_in
from nummerplan.model.call_graph import ENTRIES, Clock, Edge, Node
from nummerplan.model.case import Case

Facts = tuple[Hashable, ...]
Child = tuple[Hashable, Node]


class Alike(dict[Node, Node]):
    """Old places with the new ones that are alike."""

    @cached_property
    def inverse(self) -> dict[Node, Node]:
        """The same, from new to old."""
        return {new: old for old, new in self.items()}


class Plan(NamedTuple):
    """One of the two plans, with the names and hours that both share."""

    case: Case
    shared: Shared
    hours: SharedHours
    side: int


def alike(old: Case, new: Case, names: Identities, hours: SharedHours) -> Alike:
    """Old places and the new ones that take their calls on in the same way, one to one.

    Two places are alike when they say and ask the same, in the same order, and lead to places that are alike. A place
    that would be alike to two is left out; what is left out is looked at call by call.
    """
    here, there = Plan(old, names.old, hours, 0), Plan(new, names.new, hours, 1)
    if old.plan.company.max_redirections != new.plan.company.max_redirections:
        return Alike()
    pairs = [(node, node) for node in old.graph.edges if node.kind in ENTRIES and node in new.graph.edges]
    seen = set(pairs)
    before: dict[tuple[Node, Node], list[tuple[Node, Node]]] = {}
    unlike: list[tuple[Node, Node]] = []
    for pair in pairs:
        onward = _onward(pair, here, there)
        if onward is None:
            unlike.append(pair)
            continue
        for target in onward:
            before.setdefault(target, []).append(pair)
            if target not in seen:
                seen.add(target)
                pairs.append(target)
    unlike += _not_one_to_one(pairs)
    different = set(unlike)
    for pair in unlike:
        for source in before.get(pair, ()):
            if source not in different:
                different.add(source)
                unlike.append(source)
    return Alike(pair for pair in pairs if pair not in different)


def _not_one_to_one(pairs: list[tuple[Node, Node]]) -> Iterator[tuple[Node, Node]]:
    partners: tuple[dict[Node, set[Node]], dict[Node, set[Node]]] = {}, {}
    for one, other in pairs:
        partners[0].setdefault(one, set()).add(other)
        partners[1].setdefault(other, set()).add(one)
    return (pair for pair in pairs if len(partners[0][pair[0]]) > 1 or len(partners[1][pair[1]]) > 1)


def _onward(pair: tuple[Node, Node], here: Plan, there: Plan) -> list[tuple[Node, Node]] | None:
    """The pairs to which a pair of places leads, or None when the two places themselves differ."""
    if pair[0].kind != pair[1].kind or _facts(pair[0], here) != _facts(pair[1], there):
        return None
    old, new = _children(pair[0], here), _children(pair[1], there)
    if [key for key, _ in old] != [key for key, _ in new]:
        return None
    onward = []
    for (_, target), (_, other) in zip(old, new, strict=True):
        if target.kind in ("end", "outside") or other.kind in ("end", "outside"):
            if target != other:
                return None
        else:
            onward.append((target, other))
    return onward


def _children(node: Node, plan: Plan) -> list[Child]:
    """The edges of a place as what they ask, and where they lead."""
    case = plan.case
    edges = case.graph.edges.get(node, ())
    if node == Node("directory", "extension"):
        return sorted((text, Node("extension", text)) for text in case.extensions)
    if node.kind == "auto_attendant":  # the order in which keys are written is nobody's business
        edges = tuple(sorted(edges, key=lambda edge: (edge.condition == "pressed", edge.route[2:3], edge.key)))
    return [(_asked(edge, plan), edge.target) for edge in edges]


def _asked(edge: Edge, plan: Plan) -> Hashable:
    """Everything about an edge that decides whether a call takes it, and what is heard on it."""
    case = plan.case

    def hours(clock: Clock | None) -> Hashable:
        return plan.hours.of(clock, plan.side) if clock else None

    when = tuple((hours(clock), state) for clock, state in edge.when)
    asked: Facts = (edge.condition, edge.key, edge.seconds, edge.callers, when, hours(edge.day))
    match edge.condition:
        case "refused" if edge.callers == "listed" and isinstance(index := edge.route[-1], int):
            numbers = case.plan.users[edge.source.key].blocked_callers.rules[index].numbers
            return *asked, frozenset(case.numbering.e164(number) or number for number in numbers)
        case "pressed":
            return *asked, key_event(edge, case, plan.shared)
        case "silence":
            return *asked, menu_greeting(edge, case, plan.shared)
        case "after_greeting":
            return *asked, *(greeted(edge.source, edge, busy, case, plan.shared) for busy in (False, True))
        case "dialled":
            user = case.plan.users.get(edge.target.key)
            return *asked, (user.last_name, user.first_name) if user else ()
        case _:
            return asked


def _facts(node: Node, plan: Plan) -> Facts:
    """What a place asks of people, apart from its edges."""
    case, name = plan.case, plan.shared.person
    edges = case.graph.edges.get(node, ())
    match node.kind:
        case "user":
            user = case.plan.users[node.key]
            ring = user.simultaneous_ring
            during = Clock(ring.during.schedule, ring.during.holidays) if ring and ring.during else None
            hours = plan.hours.of(during, plan.side) if during else None
            along = bool(ring and ring.numbers)
            return name[node.key], user.call_waiting, along, hours, _rings(node, edges, plan)
        case "hunt_group":
            group = case.plan.hunt_groups[node.key]
            members = frozenset(name[person] for person in ringable(group, case))
            return members, rings_in(group), _rings(node, edges, plan)
        case "mobile":
            return (name[node.key],)
        case _:
            return ()


def _rings(node: Node, edges: tuple[Edge, ...], plan: Plan) -> Hashable:
    rings: Ring | None = ring_of(node, edges, plan.case, lambda _: True, plan.shared)
    return rings.key if rings else None
