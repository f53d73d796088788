"""What comes of the calls of one plan, computed when somebody asks (`model/calls/call_questions.py`)."""

from collections.abc import Callable, Iterable, Sequence

from nummerplan.compiler.calls.edge_conditions import guard_of
from nummerplan.compiler.calls.next_edge import holds, ways
from nummerplan.compiler.calls.situations import Kinds, days_by_kind, rows, situations, times
from nummerplan.compiler.search.clocks_met import clocks_at, clocks_met
from nummerplan.compiler.search.narrow import EMPTY, TooManyError, narrowed
from nummerplan.model.calls.call import Caller, State
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen, Row, open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, NoCall, Witness


class PlanOutcomes:
    """The outcomes of one plan; time is cut once for each row of clocks."""

    def __init__(self, linked: LinkedPlan) -> None:
        self.linked = linked
        self._cut: dict[tuple[Clock, ...], tuple[Situation, ...]] = {}
        self._rows: dict[tuple[object, ...], frozenset[Row]] = {}
        self._days: dict[frozenset[str | None], Kinds] = {}

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows the claim, or whether there is none."""
        from nummerplan.compiler.search.witness import witness  # only where something was found

        return witness(claim, self.linked, self.situations)

    def situations(self, clocks: Sequence[Clock]) -> tuple[Situation, ...]:
        """The ways in which some clocks stand together."""
        key = tuple(clocks)
        if key not in self._cut:
            self._cut[key] = situations(key, self.linked)
        return self._cut[key]

    def rows(self, clocks: Sequence[Clock]) -> frozenset[Row]:
        """How some clocks ever stand together; schedules with the same hours stand alike, whatever their names."""
        schedules, calendars = self.linked.plan.schedules, frozenset(clock.holidays for clock in clocks)
        key = tuple((schedules[c.schedule].week if c.schedule in schedules else None, c.holidays) for c in clocks)
        if key not in self._rows:
            if calendars not in self._days:
                self._days[calendars] = days_by_kind(clocks, self.linked)
            self._rows[key] = rows(clocks, self.linked, self._days[calendars])
        return self._rows[key]

    def times(self, clocks: Sequence[Clock], holds: Callable[[Row], bool]) -> Situation | None:
        """All moments at which something holds of some clocks."""
        return times(clocks, holds, self.linked)

    def clocks_at(self, nodes: Iterable[Node]) -> tuple[Clock, ...]:
        """Every clock that decides at one of these places."""
        return clocks_at(nodes, self.linked)

    def clocks_met(self, start: Node) -> tuple[Clock, ...]:
        """Every clock that a call from here can meet anywhere on its way."""
        return clocks_met(start, self.linked)

    def can_be_met(self, edges: Iterable[Edge], is_open: IsOpen) -> bool:
        """Whether people can be such that a call takes all these edges, one after the other."""
        store = EMPTY
        for edge in edges:
            guard = guard_of(edge, self.linked, is_open)
            people = {person for person, _ in guard.each} | {person for some, _ in guard.some for person in some}
            try:
                after = narrowed(store, guard, people)
            except TooManyError:  # nobody knows; that they can is the safe answer
                return True
            if after is None:
                return False
            store = after
        return True

    def ever_taken(self, edge: Edge) -> bool:
        """Whether clocks and people ever let a call that is at its source take an edge."""
        clocks = self.clocks_at([edge.source])
        return any(self._taken(edge, open_in(dict(zip(clocks, row, strict=True)))) for row in self.rows(clocks))

    def _taken(self, edge: Edge, is_open: IsOpen) -> bool:
        callers = (Caller("external"), Caller("internal"))
        there = any(edge in ways(edge.source, caller, is_open, self.linked) for caller in callers)
        return there and self.can_be_met([edge], is_open)

    def while_all_are_absent(self, node: Node, is_open: IsOpen) -> tuple[Edge, ...]:
        """What a call from outside may do at a place when nobody answers."""
        edges = ways(node, Caller("external"), is_open, self.linked)
        return tuple(edge for edge in edges if holds(guard_of(edge, self.linked, is_open), _is_absent))


def _is_absent(_: str, state: State) -> bool:
    return state == "absent"
