"""What comes of the calls of one plan, computed when somebody asks (`model/outcomes.py`)."""

from collections.abc import Callable, Iterable, Sequence

from nummerplan.compiler.situations import Kinds, days_by_kind, rows, situations, times
from nummerplan.model.call_graph import Clock, Edge
from nummerplan.model.case import Case
from nummerplan.model.outcomes import Row
from nummerplan.model.situation import Situation
from nummerplan.model.witness import Claim, NoCall, Witness


class PlanOutcomes:
    """The outcomes of one plan; time is cut once for each row of clocks."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._cut: dict[tuple[Clock, ...], tuple[Situation, ...]] = {}
        self._rows: dict[tuple[Clock, ...], frozenset[Row]] = {}
        self._days: dict[frozenset[str | None], Kinds] = {}

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows the claim, or whether there is none."""
        from nummerplan.compiler.witness import witness  # only where something was found

        return witness(claim, self.case, self.situations)

    def situations(self, clocks: Sequence[Clock]) -> tuple[Situation, ...]:
        """The ways in which some clocks stand together."""
        key = tuple(clocks)
        if key not in self._cut:
            self._cut[key] = situations(key, self.case)
        return self._cut[key]

    def rows(self, clocks: Sequence[Clock]) -> frozenset[Row]:
        """How some clocks ever stand together."""
        key, calendars = tuple(clocks), frozenset(clock.holidays for clock in clocks)
        if calendars not in self._days:
            self._days[calendars] = days_by_kind(clocks, self.case)
        if key not in self._rows:
            self._rows[key] = rows(key, self.case, self._days[calendars])
        return self._rows[key]

    def times(self, clocks: Sequence[Clock], holds: Callable[[Row], bool]) -> Situation | None:
        """All moments at which something holds of some clocks."""
        return times(clocks, holds, self.case)

    def can_be_met(self, edges: Iterable[Edge], row: Callable[[Clock], bool]) -> bool:
        """Whether people can be such that a call takes all these edges while these clocks are open."""
        from nummerplan.compiler.guards import guard_of  # only where calls may go round
        from nummerplan.compiler.prove import EMPTY, narrowed

        store = EMPTY
        for edge in edges:
            guard = guard_of(edge, self.case, row)
            people = {person for person, _ in guard.each} | {person for some, _ in guard.some for person in some}
            after = narrowed(store, guard, people)
            if after is None:
                return False
            store = after
        return True
