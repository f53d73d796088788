"""For what no call has touched yet: calls that do, the smallest of each kind first."""

from collections.abc import Iterator
from datetime import datetime

from nummerplan.compiler.call_tests.coverage import Key, Touchable, way_key
from nummerplan.compiler.call_tests.example_for_path import example_for_path
from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.search.best_first import Reached, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.edge_cache import EdgeCache
from nummerplan.compiler.search.people_states import Budget
from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import ENTRIES, Clock, Edge, Node

UNITS = 5_000_000
"""About microseconds: what looking for calls may cost in all; what is not found by then is counted as out of reach."""


def find_calls(wanted: set[Key], touchable: Touchable) -> list[Trace]:
    """Calls that together touch everything that is wanted and that any call can touch."""
    finder = _Finder(wanted, touchable)
    finder.situations()
    finder.ways()
    finder.times()
    return finder.found


class _Finder:
    def __init__(self, wanted: set[Key], touchable: Touchable) -> None:
        self.left, self.touchable, self.linked = set(wanted), touchable, touchable.linked
        self.reaches, self.cache, self.budget = touchable.reaches, EdgeCache(touchable.linked), Budget(UNITS)
        self.found: list[Trace] = []

    def situations(self) -> None:
        """A call of each number in each situation, in which everybody answers and nobody presses a key."""
        for node in self.touchable.numbers:
            for situation in self.touchable.situations(self.touchable.clocks[node]):
                if self.left & {("number", node), ("situation", (node, situation.open))}:
                    self._take(follow(Call(node, situation.sample), self.linked))

    def ways(self) -> None:
        """From every entry, in every situation, the calls that take a way that none has taken."""
        for entry in [node for node in self.linked.graph.edges if node.kind in ENTRIES]:
            beyond = self.reaches.edges(entry)
            for caller in self._callers(entry, beyond):
                for situation in self.touchable.situations(self.reaches.clocks(entry)):
                    if not any(way_key(edge) in self.left for edge in beyond):
                        break
                    self._explore(entry, caller, situation.sample)

    def times(self) -> None:
        """Schedules and calendars that no situation of a number has shown alone."""
        for kind, key in sorted((key for key in self.left if key[0] in ("schedule", "holidays")), key=str):
            name, state = key if isinstance(key, tuple) else (key, False)
            clock = Clock(name, None) if kind == "schedule" else Clock(None, name)
            moments = [found.sample for found in self.touchable.situations((clock,)) if found.open == (state,)]
            for entry in [node for node in self.linked.graph.edges if node.kind in ENTRIES]:
                asked = self.reaches.clocks(entry)
                if (kind, key) in self.left and moments and any(name in other for other in asked):
                    caller = Caller("external" if entry.kind == "number" else "internal")
                    self._explore(entry, caller, moments[0], (kind, key))

    def _explore(self, entry: Node, caller: Caller, moment: datetime, wanted: Key | None = None) -> None:
        steps = CallSteps(
            self.reaches,
            lambda clock: is_open(clock, moment, self.linked),
            caller,
            self.budget,
            Watch(),
            cache=self.cache,
        )

        def is_new(state: CallState) -> bool:
            if wanted is not None:
                return wanted in self.left
            return bool(state.edges) and way_key(state.edges[-1]) in self.left

        for found in search(steps.start(entry), steps.after, lambda state: state.cost, is_new, self.budget):
            if isinstance(found, Reached):
                example = example_for_path(found.state, entry, moment, steps)
                if example is not None and not example[1]:
                    self._take(example[0])

    def _take(self, trace: Trace) -> None:
        new = self.touchable.touched_by(trace) & self.left
        if new:
            self.found.append(trace)
            self.left -= new

    def _callers(self, entry: Node, beyond: list[Edge]) -> Iterator[Caller]:
        """A caller from outside, and whom blocking rules speak of; for an extension a colleague too."""
        if entry.kind == "extension":
            yield Caller("internal")
        yield Caller("external")
        if any(edge.callers == "anonymous" for edge in beyond):
            yield Caller("anonymous")
        for edge in beyond:
            if edge.callers == "listed" and way_key(edge) in self.left and (number := self._number_for(edge)):
                yield Caller("external", number)

    def _number_for(self, edge: Edge) -> str | None:
        """A phone number that a blocking rule names; a beginning of numbers is filled up."""
        index = edge.route[-1]
        if not isinstance(index, int):
            return None
        for pattern in self.linked.plan.users[edge.source.key].blocked_callers.rules[index].numbers:
            digits = pattern.rstrip("*")
            for filled in (digits + "1234567890"[:length] for length in range(11)):
                number = self.linked.numbering.e164(filled)
                if number and edge in ways(edge.source, Caller("external", number), lambda _: True, self.linked):
                    return number
        return None
