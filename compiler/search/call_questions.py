"""The answers to what rules ask about the calls of one plan (`model/calls/call_questions.py`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from nummerplan.compiler.calls.next_edge import holds, ways
from nummerplan.compiler.calls.situations import Kinds, days_by_kind, rows, situations, times
from nummerplan.compiler.search.loops import find_loops, loop_nodes
from nummerplan.compiler.search.people_states import Budget, PeopleStates, UndecidedError
from nummerplan.compiler.search.reachability import reachable
from nummerplan.compiler.search.reaches import Reaches, clocks_at
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen, Row, open_in
from nummerplan.model.calls.guard import SILENT, State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.loop import Loop
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, NoCall, Witness

MEETING_UNITS = 20_000
"""Units of work for whether people can be such that a call takes a few edges."""


class CallAnswers:
    """The answers for one plan, each worked out once; time is cut once for each row of clocks."""

    def __init__(self, linked: LinkedPlan) -> None:
        self.linked = linked
        self._cut: dict[tuple[object, ...], tuple[Situation, ...]] = {}
        self._rows: dict[tuple[object, ...], frozenset[Row]] = {}
        self._days: dict[frozenset[object], Kinds] = {}

    @cached_property
    def from_outside(self) -> Mapping[Node, Node | None]:
        """Every node that callers from outside can reach, each with the one before it."""
        return self._reached(external=True)

    @cached_property
    def from_inside(self) -> Mapping[Node, Node | None]:
        """Every node that colleagues can reach, each with the one before it."""
        found = self._reached(external=False)
        # What comes back from an own mobile is a call from outside, whoever called first.
        back = {edge.target: node for node in found if node[0] == "mobile" for edge in self._edges(node)}
        return {**reachable(back, self._onward(external=True)), **back, **found} if back else found

    @cached_property
    def by_day(self) -> Mapping[Node, Node | None]:
        """Every node that callers from outside can reach without night forwarding."""
        return self._reached(external=True, night=False)

    @cached_property
    def loop_nodes(self) -> frozenset[Node]:
        """Nodes that lie on a loop, with keys or without, or on a way between loops of several nodes."""
        return loop_nodes(self.linked.graph)

    @cached_property
    def loops(self) -> tuple[Loop, ...]:
        """The loops of the plan."""
        return tuple(find_loops(self.linked)) if self.loop_nodes else ()

    def path_to(self, node: Node, external: bool = True) -> tuple[Edge, ...]:
        """The fewest edges from an entry to the node; empty if there is no way."""
        before = self.from_outside if external else self.from_inside
        path: list[Edge] = []
        while source := before.get(node):
            leading = [edge for edge in self._edges(source) if edge.target == node]
            path.append(next((edge for edge in leading if edge.takes(external)), leading[0]))
            node = source
        return tuple(reversed(path))

    def _reached(self, external: bool, night: bool = True) -> dict[Node, Node | None]:
        return reachable(self.linked.graph.entries(external), self._onward(external, night))

    def _onward(self, external: bool, night: bool = True) -> Callable[[Node], Iterable[Node]]:
        edges_at = self.linked.graph.edges.get  # every check comes here: once for each node
        if night:
            return lambda node: [e[1] for e in edges_at(node, ()) if e.callers == "any" or e.takes(external)]
        return lambda node: [e[1] for e in edges_at(node, ()) if e.condition != "night" and e.takes(external)]

    def _edges(self, node: Node) -> tuple[Edge, ...]:
        return self.linked.graph.edges.get(node, ())

    @cached_property
    def _witnesses(self) -> Callable[[Claim], Witness | NoCall]:
        from nummerplan.compiler.search.witness import Witnesses  # only where something was found

        return Witnesses(self.linked).call

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows the claim, or whether there is none."""
        return self._witnesses(claim)

    @cached_property
    def _lost_whoever_answers(self) -> Callable[[Call], bool]:
        from nummerplan.compiler.search.lost_whoever_answers import LostWhoeverAnswers  # only where something was found

        return LostWhoeverAnswers(Reaches(self.linked)).whoever_answers

    def lost_whoever_answers(self, call: Call) -> bool:
        """Whether everybody who calls like this is lost, however people are."""
        return self._lost_whoever_answers(call)

    def situations(self, clocks: Sequence[Clock]) -> tuple[Situation, ...]:
        """The ways in which some clocks stand together."""
        key = self._hours(clocks)
        if key not in self._cut:
            self._cut[key] = situations(clocks, self.linked)
        return self._cut[key]

    def rows(self, clocks: Sequence[Clock]) -> frozenset[Row]:
        """How some clocks ever stand together."""
        key = self._hours(clocks)
        calendars = frozenset(name for clock in clocks for name in (clock.holidays, self._dated(clock), clock.ends))
        if key not in self._rows:
            if calendars not in self._days:
                self._days[calendars] = days_by_kind(clocks, self.linked)
            self._rows[key] = rows(clocks, self.linked, self._days[calendars])
        return self._rows[key]

    def _hours(self, clocks: Sequence[Clock]) -> tuple[object, ...]:
        """What decides how clocks stand: schedules with the same hours stand alike, whatever their names."""
        schedules = self.linked.plan.schedules
        return tuple(
            (schedules[c.schedule].week if c.schedule in schedules else None, c.holidays, self._dated(c), c.ends)
            for c in clocks
        )

    def _dated(self, clock: Clock) -> str | None:
        """The schedule of a clock that has hours for single dates."""
        schedule = self.linked.plan.schedules.get(clock.schedule or "")
        return f"schedule {schedule.key}" if schedule and schedule.dates else None

    def times(self, clocks: Sequence[Clock], holds: Callable[[Row], bool]) -> Situation | None:
        """All moments at which something holds of some clocks."""
        return times(clocks, holds, self.linked)

    def clocks_at(self, nodes: Iterable[Node]) -> tuple[Clock, ...]:
        """Every clock that decides at one of these places."""
        return clocks_at(nodes, self.linked)

    def clocks_met(self, start: Node) -> tuple[Clock, ...]:
        """Every clock that a call from here can meet anywhere on its way."""
        return Reaches(self.linked).clocks(start)

    def can_be_met(self, edges: Iterable[Edge], is_open: IsOpen) -> bool:
        """Whether people who do not answer can be such that a call takes all these edges, one after the other."""
        people, budget = PeopleStates(others=SILENT), Budget(MEETING_UNITS)
        with suppress(UndecidedError):  # nobody knows; that they can is the safe answer
            for edge in edges:
                left = people.after(edge.guard, budget)
                if left is None:
                    return False
                people = left
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
        return tuple(edge for edge in edges if holds(edge.guard, _is_absent))


def _is_absent(_: str, state: State) -> bool:
    return state == "absent"
