"""For what no call has touched yet: calls that do, the smallest of each kind first."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from nummerplan.compiler.call_tests.coverage import ItemKey, Touchable, way_key
from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.search.best_first import Undecided
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.example_calls import example_calls
from nummerplan.compiler.search.people_states import Budget
from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import Clock, Edge, Node

UNITS = 5_000_000
"""About microseconds: what looking for calls may cost in all; what none was found for by then counts as untouchable."""


def find_calls(wanted: set[ItemKey], touchable: Touchable) -> list[Trace]:
    """Calls that together touch everything that is wanted and that any call can touch."""
    finder = _Finder(wanted, touchable)
    finder.call_numbers()
    finder.take_ways()
    finder.meet_clocks()
    return finder.calls


class _Finder:
    """The calls that were found, and what they have left to touch."""

    def __init__(self, wanted: set[ItemKey], touchable: Touchable) -> None:
        self.left, self.touchable, self.linked = wanted, touchable, touchable.linked
        self.reaches, self.budget = touchable.reaches, Budget(UNITS)
        self.calls: list[Trace] = []
        self._entries = list(self.linked.graph.entries(external=False))

    def call_numbers(self) -> None:
        """A call of each number in each situation, in which everybody answers and nobody presses a key."""
        for node, clocks in self.touchable.clocks.items():
            for situation in self.linked.calls.situations(clocks):
                if self.left & {("number", node), ("situation", (node, situation.open))}:
                    self._take(follow(Call(node, situation.sample), self.linked))

    def take_ways(self) -> None:
        """From every entry, in every situation, the calls that take a way that none has taken."""
        for entry in self._entries:
            edges = self.reaches.edges(entry)
            for caller in self._callers(entry, edges):
                for situation in self.linked.calls.situations(self.reaches.clocks(entry)):
                    if not any(way_key(edge) in self.left for edge in edges):
                        break
                    self._explore(entry, caller, situation.sample, self._takes_new_way)

    def meet_clocks(self) -> None:
        """Schedules and calendars that no situation of a number has shown alone."""
        for item in sorted((key for key in self.left if key[0] in ("schedule", "holidays")), key=str):
            kind, key = item
            name, state = key if isinstance(key, tuple) else (key, False)
            clock = Clock(name, None) if kind == "schedule" else Clock(None, name)
            moments = [found.sample for found in self.linked.calls.situations((clock,)) if found.open == (state,)]
            for entry in self._entries if moments else ():
                if item in self.left and any(name in met for met in self.reaches.clocks(entry)):
                    caller = Caller("external" if entry.kind == "number" else "internal")
                    self._explore(entry, caller, moments[0], partial(self._is_left, item))

    def _explore(self, entry: Node, caller: Caller, moment: datetime, is_new: Callable[[CallState], bool]) -> None:
        open_then = partial(is_open, moment=moment, linked=self.linked)
        steps = CallSteps(self.reaches, open_then, caller, self.budget, Watch())
        for found in example_calls(entry, moment, steps, is_new):
            if not isinstance(found, Undecided) and not found.orders:
                self._take(found.trace)

    def _is_left(self, item: ItemKey, _: CallState) -> bool:
        return item in self.left

    def _takes_new_way(self, state: CallState) -> bool:
        return bool(state.edges) and way_key(state.edges[-1]) in self.left

    def _take(self, trace: Trace) -> None:
        new = self.touchable.touched_by(trace) & self.left
        if new:
            self.calls.append(trace)
            self.left -= new

    def _callers(self, entry: Node, edges: list[Edge]) -> Iterator[Caller]:
        """A caller from outside, and whom blocking rules speak of; for an extension a colleague too."""
        if entry.kind == "extension":
            yield Caller("internal")
        yield Caller("external")
        if any(edge.callers == "anonymous" for edge in edges):
            yield Caller("anonymous")
        for edge in edges:
            if edge.callers == "listed" and way_key(edge) in self.left and (number := self._number_for(edge)):
                yield Caller("external", number)

    def _number_for(self, edge: Edge) -> str | None:
        """A phone number that a blocking rule names; a beginning of numbers is filled up."""
        index = edge.route[-1]
        if not isinstance(index, int):
            return None
        for pattern in self.linked.plan.users[edge.source.key].blocked_callers.rules[index].numbers:
            digits = self.linked.numbering.ends(pattern)[0] or pattern.rstrip("*")
            for filled in (digits + "1234567890"[:length] for length in range(11)):
                number = self.linked.numbering.e164(filled)
                if number and edge in ways(edge.source, Caller("external", number), lambda _: True, self.linked):
                    return number
        return None
