"""Who can still be asked on the way of a call: the states of others no longer matter."""

from nummerplan.compiler.calls.edge_conditions import ringable
from nummerplan.compiler.difference.match_identities import Shared
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan


class Askable:
    """For each place of a plan, the people whom a call can meet from there on, under their shared names."""

    def __init__(self, linked: LinkedPlan, shared: Shared) -> None:
        self._case = linked
        self._name = shared.person
        self._known: dict[Node, frozenset[str]] = {}

    def people(self, node: Node) -> frozenset[str]:
        """Users and own mobiles that can be reached, and members of groups that can."""
        if node not in self._known:
            self._known[node] = frozenset(self._name[person] for person in self._found(node))
        return self._known[node]

    def _found(self, node: Node) -> set[str]:
        reached, queue = {node}, [node]
        for place in queue:
            for edge in self._case.graph.edges.get(place, ()):
                if edge.target not in reached:
                    reached.add(edge.target)
                    queue.append(edge.target)
        groups = self._case.plan.hunt_groups
        members = (ringable(groups[place.key], self._case) for place in reached if place.kind == "hunt_group")
        people = {place.key for place in reached if place.kind in ("user", "mobile")}
        return people.union(*members)
