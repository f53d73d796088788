"""What a plan's calls can touch, and what one call touches."""

from collections.abc import Hashable, Iterator
from functools import cached_property

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.search.reaches import Reaches, clocks_at
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.compiler.text.vocabulary.steps import step_sentence
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_coverage import Item, ItemKind
from nummerplan.model.calls.call_graph import ENTRIES, Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

ItemKey = tuple[ItemKind, Hashable]
"""What tells an item from all others."""

_DIALLED = {"name": say("a name"), "extension": say("an extension")}


class Touchable:
    """Everything in a plan that a call can touch."""

    def __init__(self, linked: LinkedPlan) -> None:
        self.linked = linked
        self.reaches = Reaches(linked)
        self.clocks = {node: self.reaches.clocks(node) for node in linked.graph.edges if node.kind == "number"}

    @cached_property
    def items(self) -> dict[ItemKey, Item]:
        """Numbers with their situations, schedules, calendars, and the ways on from every place a call can come to."""
        items: dict[ItemKey, Item] = {}
        for item in (*self._numbers(), *self._times(), *self._ways()):
            items.setdefault(item[:2], item)
        return items

    def touched_by(self, trace: Trace) -> set[ItemKey]:
        """The keys of the items that a call touches, with their kinds."""
        call, linked = trace.call, self.linked
        found = {way_key(hop.edge) for hop in trace.hops}
        if call.caller.external and call.entry in self.clocks:
            found.add(("number", call.entry))
            row = tuple(is_open(clock, call.moment, linked) for clock in self.clocks[call.entry])
            found.add(("situation", (call.entry, row)))
        for clock in clocks_at((hop.edge.source for hop in trace.hops), linked):
            if clock.schedule in linked.plan.schedules:
                active = is_open(Clock(clock.schedule, None), call.moment, linked)
                found.add(("schedule", (clock.schedule, active)))
            if not is_open(Clock(None, clock.holidays), call.moment, linked):
                found.add(("holidays", clock.holidays))
        return found

    def _numbers(self) -> Iterator[Item]:
        for node, clocks in self.clocks.items():
            number, route = place_name(node, self.linked.numbering), self.linked.graph.edges[node][0].route
            yield Item("number", node, number, route)
            found = self.linked.calls.situations(clocks)
            for situation in found if len(found) > 1 else ():
                what = say("{entry}: {when}", entry=number, when=situation.name)
                yield Item("situation", (node, situation.open), what, route)

    def _times(self) -> Iterator[Item]:
        """Schedules and calendars that a clock of the plan asks; what none asks is a rule's business."""
        clocks = clocks_at(self.linked.graph.edges, self.linked)
        for key in dict.fromkeys(clock.schedule for clock in clocks):
            if key is not None and key in self.linked.plan.schedules:
                yield Item("schedule", (key, True), say("schedule {key}: active", key=key), ("schedules", key))
                yield Item("schedule", (key, False), say("schedule {key}: not active", key=key), ("schedules", key))
        for key in dict.fromkeys(clock.holidays for clock in clocks):
            if key is not None and key in self.linked.calendars:
                yield Item("holidays", key, say("holidays {key}: a closed day", key=key), ("holidays", key))

    def _ways(self) -> Iterator[Item]:
        """The ways on from every place that somebody can come to."""
        reached = self.linked.calls.from_inside.keys() | self.linked.calls.from_outside.keys()
        for node, edges in self.linked.graph.edges.items():
            if node.kind in ENTRIES or node not in reached:
                continue
            for edge in edges:
                yield Item(*way_key(edge), _way(edge, node, self.linked), edge.route)


def way_key(edge: Edge) -> ItemKey:
    """The key of a way on; who is dialled in a directory is not told apart."""
    return "way", edge.source if edge.condition == "dialled" else edge


def _way(edge: Edge, node: Node, linked: LinkedPlan) -> Message:
    if edge.condition == "dialled":
        return say("a caller dials on by {what}", what=_DIALLED[node.key])
    return step_sentence(edge, linked.numbering)
