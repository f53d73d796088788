"""One of two plans that are compared: what is known of it in every situation, in the words that both plans share."""

from collections.abc import Hashable, Iterable, Sequence
from functools import cache

from nummerplan.compiler.calls.edge_conditions import ringable, rings_in
from nummerplan.compiler.difference.caller_events import CallerEvents
from nummerplan.compiler.difference.match_identities import SharedNames
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.linking import BY_EXTENSION
from nummerplan.compiler.search.edge_cache import EdgeCache
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

PlaceSignature = tuple[Hashable, Sequence[Node]]
"""What a place says and asks, equal for places that differ in nothing but where they lead; and where that is."""


class ComparedPlan:
    """A plan with its shared names; `side` is 0 for the old one and 1 for the new one."""

    def __init__(self, linked: LinkedPlan, names: SharedNames, hours: SharedHours, side: int) -> None:
        self.linked, self.names, self.side = linked, names.person, side
        self.keys = {name: key for key, name in names.person.items()}
        self.events = CallerEvents(linked, names)
        self.reaches, self.edges = Reaches(linked), EdgeCache(linked)
        self._hours = hours
        self.people = cache(self._people)
        self._asked_at, self._asked_on = cache(self._at_place), cache(self._on_edge)

    def _people(self, node: Node) -> frozenset[str]:
        """Whom a call can still ask from a place on."""
        return frozenset(self.names[person] for person in self.reaches.people(node))

    def always(self, node: Node) -> PlaceSignature:
        """The signature of a place at all times and for everybody."""
        edges = self.linked.graph.edges.get(node, ())
        facts, targets = self.signature(node, edges)
        return (facts, tuple(map(self._concerns, _ordered(edges)))), targets

    def signature(self, node: Node, edges: tuple[Edge, ...]) -> PlaceSignature:
        """The signature of a place with some of its edges."""
        limit = self.linked.plan.company.max_redirections
        if node == BY_EXTENSION:
            dialled = sorted(self.linked.extensions)
            return (limit, *dialled), [Node("extension", text) for text in dialled]
        edges = tuple(_ordered(edges))
        ends = [edge.target.kind in ("end", "outside") for edge in edges]
        on_edges = tuple(
            (self._asked_on(edge), edge.target if end else None) for edge, end in zip(edges, ends, strict=True)
        )
        facts = limit, node.kind, self._asked_at(node), on_edges
        return facts, [edge.target for edge, end in zip(edges, ends, strict=True) if not end]

    def _at_place(self, node: Node) -> Hashable:
        """What a place asks of people, apart from its edges."""
        plan, edges = self.linked.plan, self.linked.graph.edges.get(node, ())
        match node.kind:
            case "user":
                user = plan.users[node.key]
                ring = user.simultaneous_ring
                along = self._open(Clock(ring.during.schedule, ring.during.holidays)) if ring and ring.during else None
                asked: Hashable = self.names[node.key], user.call_waiting, bool(ring and ring.numbers), along
            case "hunt_group":
                group = plan.hunt_groups[node.key]
                asked = frozenset(self.names[person] for person in ringable(group, self.linked)), rings_in(group)
            case "mobile":
                return self.names[node.key]
            case _:
                return None
        rings = self.events.ring(node, edges, lambda _: True)
        return asked, rings and rings.looks

    def _on_edge(self, edge: Edge) -> Hashable:
        """When a call takes an edge, as far as people and keys go, and what the caller hears on it."""
        hears: Hashable = None
        match edge.condition:
            case "pressed":
                hears = self.events.key(edge)
            case "silence":
                hears = self.events.menu(edge)
            case "after_greeting":
                hears = tuple(self.events.mailbox(edge.source, edge, busy) for busy in (False, True))
            case "dialled":
                user = self.linked.plan.users.get(edge.target.key)
                hears = user and (user.last_name, user.first_name)
        return edge.condition, edge.key, edge.seconds, hears

    def _concerns(self, edge: Edge) -> Hashable:
        """For whom and when an edge is."""
        numbers = None
        if edge.callers == "listed" and isinstance(index := edge.route[-1], int):
            rule, e164 = (
                self.linked.plan.users[edge.source.key].blocked_callers.rules[index],
                self.linked.numbering.e164,
            )
            numbers = frozenset(e164(number) or number for number in rule.numbers)
        when = tuple((self._open(clock), state) for clock, state in edge.when)
        return edge.callers, numbers, edge.day and (self._open(edge.day),), when

    def _open(self, clock: Clock) -> Hashable:
        return self._hours.of(clock, self.side)


def _ordered(edges: tuple[Edge, ...]) -> Iterable[Edge]:
    """Edges in the order in which they are tried; that in which keys are written is nobody's business."""
    if edges and edges[0].source.kind == "auto_attendant":
        return sorted(edges, key=lambda edge: (edge.condition in ("pressed", "silence"), edge.route[2:3], edge.key))
    return edges
