"""Situations in which a caller's calls to an entry take the same ways: one of them is compared for all.

For each edge it is worked out in which situations a call can come to it and take it, all situations at once, each a bit
of a number. Where no edge tells two situations apart, every call goes over the same edges in both. Places from which
calls go on alike in both plans tell nothing apart: no call that comes there differs.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from nummerplan.compiler.calls.next_edge import AT_ONCE, concerns
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.equivalent_places import Equivalents, Pair
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.search.reachability import reachable
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.situation import Situation

Rows = int
"""Situations as bits, the first one the lowest."""


class AlikeSituations:
    """The situations that some clocks make, for two plans of which some places are known to be equivalent."""

    def __init__(
        self, plans: tuple[ComparedPlan, ComparedPlan], hours: SharedHours, clocks: tuple[Clock, ...], same: Equivalents
    ) -> None:
        self._plans, self._hours, self._clocks, self._same = plans, hours, clocks, same
        self._situations = hours.situations(clocks)
        self.open = cache(self._open)
        self._met = cache(self._places_met)

    def of(self, rows: Rows) -> tuple[Situation, ...]:
        """Some situations, in their order."""
        return tuple(one for place, one in enumerate(self._situations) if rows >> place & 1)

    def first(self, rows: Rows) -> Situation:
        """The first of some situations."""
        return self._situations[(rows & -rows).bit_length() - 1]

    def groups(self, entry: Node, caller: Caller) -> list[Rows]:
        """All situations, in groups that are alike for calls of this caller to an entry of both plans."""
        met = self._met(entry)
        if not caller.external and any(node.kind == "mobile" for nodes in met for node in nodes):
            # Behind an own mobile a colleague is a caller from outside.
            return [1 << place for place in range(len(self._situations))]
        groups: list[Rows] = [(1 << len(self._situations)) - 1]
        for rows in {
            rows
            for plan, nodes in zip(self._plans, met, strict=True)
            for rows in self._told(plan, nodes, entry, caller)
        }:
            groups = [part for group in groups for part in (group & rows, group & ~rows) if part]
        return groups

    def _open(self, side: int, clock: Clock) -> Rows:
        """The situations in which a clock of the old plan (side 0) or the new one (side 1) is open."""
        stand = (self._hours.is_open(self._clocks, one.open, side) for one in self._situations)
        return sum(1 << place for place, is_open in enumerate(stand) if is_open(clock))

    def _places_met(self, entry: Node) -> tuple[frozenset[Node], frozenset[Node]]:
        """The places of each plan at which calls that differ can still be: all behind what is not alike here."""
        apart: list[Pair] = []

        def onward(pair: Pair) -> list[Pair]:
            here, there = pair
            partner = self._same.get(here)
            if partner == there:
                return []
            (one, targets), (other, goals) = self._plans[0].always(here), self._plans[1].always(there)
            if one != other or partner is not None or there in self._same.inverse:
                apart.append(pair)
                return []
            return list(zip(targets, goals, strict=True))

        pairs = [pair for pair in reachable([(entry, entry)], onward) if self._same.get(pair[0]) != pair[1]]
        old, new = (
            frozenset(pair[side] for pair in pairs)
            | frozenset(reachable([pair[side] for pair in apart], self._plans[side].reaches.targets))
            for side in (0, 1)
        )
        return old, new

    def _told(self, plan: ComparedPlan, met: frozenset[Node], entry: Node, caller: Caller) -> Iterator[Rows]:
        """For each edge of these places to which calls can come, in which situations they take it."""
        edges = plan.linked.graph.edges
        reached: dict[Node, Rows] = {entry: (1 << len(self._situations)) - 1}
        queue = [entry]
        for node in queue:
            for edge, rows in self._taken(plan, edges[node], reached[node], caller):
                before = reached.get(edge.target, 0)
                if rows & ~before and edge.target in met and edge.target in edges:
                    reached[edge.target] = before | rows
                    queue.append(edge.target)
        for node, rows in reached.items():
            yield from (taken for _, taken in self._taken(plan, edges[node], rows, caller))

    def _taken(
        self, plan: ComparedPlan, edges: Sequence[Edge], rows: Rows, caller: Caller
    ) -> Iterator[tuple[Edge, Rows]]:
        """The edges of a place that are for a caller, with the situations in which they are, as `ways` has them."""
        for edge in edges:
            if edge.callers != "any" and not concerns(edge, caller, plan.linked):
                continue
            taken = rows
            for clock, state in edge.clocks(caller.external):
                is_open = self.open(plan.side, clock)
                taken &= is_open if state else ~is_open
            if taken:
                yield edge, taken
            if edge.condition in AT_ONCE:
                rows &= ~taken
            if not rows:
                return
