"""What a plan's calls can touch, and what one call touches."""

from collections.abc import Hashable, Iterable, Iterator

from nummerplan.compiler.calls.clocks import active, is_open, on_holiday
from nummerplan.compiler.calls.situations import situations
from nummerplan.compiler.search.reaches import Reaches, clocks_at
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.compiler.text.vocabulary.steps import step_sentence
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_coverage import Item
from nummerplan.model.calls.call_graph import ENTRIES, Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message, say

Key = tuple[str, Hashable]

_DIALLED = {"name": say("a name"), "extension": say("an extension")}


class Touchable:
    """Everything in a plan that a call can touch."""

    def __init__(self, linked: LinkedPlan) -> None:
        self.linked = linked
        self.numbers = [node for node in linked.graph.edges if node.kind == "number"]
        self.reaches = Reaches(linked)
        self.clocks = {node: self.reaches.clocks(node) for node in self.numbers}
        self._cut: dict[tuple[Clock, ...], tuple[Situation, ...]] = {}

    def situations(self, clocks: tuple[Clock, ...]) -> tuple[Situation, ...]:
        """The situations of some clocks, cut once."""
        if clocks not in self._cut:
            self._cut[clocks] = situations(clocks, self.linked)
        return self._cut[clocks]

    def items(self) -> list[Item]:
        """Numbers with their situations, schedules, calendars, and the ways on from every place a call can come to."""
        return [*self._numbers(), *self._times(), *self._ways()]

    def touched_by(self, trace: Trace) -> set[Key]:
        """The keys of the items that a call touches, with their kinds."""
        call, linked = trace.call, self.linked
        found = {way_key(hop.edge) for hop in trace.hops}
        if call.entry.kind == "number" and call.caller.external and call.entry in self.clocks:
            found.add(("number", call.entry))
            row = tuple(is_open(clock, call.moment, linked) for clock in self.clocks[call.entry])
            found.add(("situation", (call.entry, row)))
        day, minute = call.moment.date(), call.moment.hour * 60 + call.moment.minute
        for clock in clocks_at((hop.edge.source for hop in trace.hops), linked):
            if clock.schedule in linked.plan.schedules:
                found.add(("schedule", (clock.schedule, active(linked.plan.schedules[clock.schedule], day, minute))))
            if clock.holidays is not None and on_holiday(clock.holidays, day, minute, linked):
                found.add(("holidays", clock.holidays))
        return found

    def _numbers(self) -> Iterator[Item]:
        for node in self.numbers:
            number, route = place_name(node, self.linked.numbering), self.linked.graph.edges[node][0].route
            yield Item("number", node, number, route)
            found = self.situations(self.clocks[node])
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
            seen: set[Key] = set()
            for edge in edges:
                key = way_key(edge)
                if key not in seen:
                    seen.add(key)
                    yield Item("way", key[1], _way(edge, node, self.linked), edge.route)


def way_key(edge: Edge) -> Key:
    """The key of a way on; who is dialled in a directory is not told apart."""
    return "way", edge.source if edge.condition == "dialled" else edge


def _way(edge: Edge, node: Node, linked: LinkedPlan) -> Message:
    if edge.condition == "dialled":
        return say("a caller dials on by {what}", what=_DIALLED[node.key])
    return step_sentence(edge, linked.numbering)


def key_of(item: Item) -> Key:
    """The key of an item with its kind."""
    return item.kind, item.key


def touched(traces: Iterable[Trace], touchable: Touchable) -> set[Key]:
    """What some calls touch together."""
    return set[Key]().union(*(touchable.touched_by(trace) for trace in traces))
