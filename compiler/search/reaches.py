"""What a call can meet from a place on, whoever calls and whenever: people, clocks and loops of one plan."""

from collections.abc import Iterable

from nummerplan.compiler.calls.clocks import clocks_here
from nummerplan.compiler.calls.next_place import Place, answers, limits_of
from nummerplan.compiler.calls.shown_caller import colleagues
from nummerplan.compiler.search.edge_cache import EdgeCache
from nummerplan.compiler.search.reachability import components, reachable
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import GIVES_UP, Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

NO_LOOP: frozenset[Node] = frozenset()


class Reaches:
    """Answers about one plan, each worked out when first asked for; `branches` are the ways on from its places."""

    def __init__(self, linked: LinkedPlan) -> None:
        self.linked = linked
        self.branches = EdgeCache(linked)
        self._people: dict[Node, frozenset[str]] = {}
        self._clocks: dict[Node, tuple[Clock, ...]] = {}
        self.limits = limits_of(linked.plan.company)
        self._seconds: dict[tuple[Node, int], int] = {}
        self._loops: dict[Node, frozenset[Node]] = {}

    def targets(self, node: Node) -> list[Node]:
        """The places to which a place leads."""
        return [edge.target for edge in self.linked.graph.edges.get(node, ())]

    def nodes(self, start: Node) -> Iterable[Node]:
        """Every place that a call from here may ever come to."""
        return reachable([start], self.targets)

    def edges(self, start: Node) -> list[Edge]:
        """Every edge that a call from here may ever take."""
        return [edge for node in reachable([start], self.targets) for edge in self.linked.graph.edges.get(node, ())]

    def people(self, start: Node) -> frozenset[str]:
        """The people on whom it depends where a call goes from here."""
        if start not in self._people:
            found: set[str] = set()
            for node in reachable([start], self.targets):
                for edge in self.linked.graph.edges.get(node, ()):
                    found.update(person for person, _ in edge.guard.each)
                    found.update(person for people, _ in edge.guard.some for person in people)
            self._people[start] = frozenset(found)
        return self._people[start]

    def colleagues(self, start: Node) -> Iterable[Caller]:
        """The colleagues of whom calls from here can go different ways: by their number, where a mobile sends on."""
        if any(node.kind == "mobile" for node in self.nodes(start)):
            return colleagues(self.linked)
        return (Caller("internal"),)

    def clocks(self, start: Node) -> tuple[Clock, ...]:
        """Every clock that a call from here can meet anywhere on its way."""
        if start not in self._clocks:
            self._clocks[start] = clocks_at(reachable([start], self.targets), self.linked)
        return self._clocks[start]

    def in_time(self, place: Place) -> bool:
        """Whether a call from here is never unanswered for too long, whatever way it takes to the next answer."""
        return place.unanswered + self._longest(place.node, place.redirections) <= self.limits.seconds

    def _longest(self, node: Node, redirections: int) -> int:
        """The most seconds that a call is unanswered from a place on, after so many redirections."""
        found = self._seconds.get((node, redirections))
        if found is None:
            found = 0
            if redirections <= self.limits.redirections:
                for edge in self.linked.graph.edges.get(node, ()):
                    if not answers(edge) and edge.target != GIVES_UP:
                        found = max(found, edge.seconds + self._longest(edge.target, redirections + 1))
            self._seconds[node, redirections] = found
        return found

    def loop(self, node: Node) -> frozenset[Node]:
        """The places from which a call can come back to this one without a key, and that it leads to; this one too.

        Where there is no way back, nothing of where a call was before can ever make a loop of it.
        """
        if node not in self._loops:
            for group in components([node], self._without_key, self._loops.__contains__):
                self._loops.update(dict.fromkeys(group, frozenset(group) if len(group) > 1 else NO_LOOP))
        return self._loops[node]

    def _without_key(self, node: Node) -> list[Node]:
        edges = self.linked.graph.edges.get(node, ())
        return [edge.target for edge in edges if edge.condition != "pressed" and edge.target[0] != "end"]


def clocks_at(nodes: Iterable[Node], linked: LinkedPlan) -> tuple[Clock, ...]:
    """Every clock that decides at one of these places, in an order of their own."""
    callers = (True, False)
    return in_order({clock for node in nodes for external in callers for clock in clocks_here(node, external, linked)})


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Clocks in an order of their own, so that equal sets give equal rows."""
    return tuple(sorted(clocks, key=str))
