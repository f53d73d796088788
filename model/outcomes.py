"""What comes of calls, for rules: computed by the compiler when a rule first asks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from nummerplan.model.call_graph import Clock, Edge
from nummerplan.model.situation import Situation
from nummerplan.model.witness import Claim, NoCall, Witness

Row = tuple[bool, ...]
"""Which of some clocks are open, in their order."""


class Outcomes(Protocol):
    """Everything that calls of one plan meet and come to, by the same steps that trace and proof take."""

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows the claim, or whether there is none."""
        ...

    def situations(self, clocks: Sequence[Clock]) -> tuple[Situation, ...]:
        """The ways in which some clocks stand together within the horizon, in order of their first moments."""
        ...

    def rows(self, clocks: Sequence[Clock]) -> frozenset[Row]:
        """How some clocks ever stand together, for a first look: quicker than situations."""
        ...

    def times(self, clocks: Sequence[Clock], holds: Callable[[Row], bool]) -> Situation | None:
        """All moments at which something holds of some clocks, as one situation; None when it never does."""
        ...

    def can_be_met(self, edges: Iterable[Edge], row: Callable[[Clock], bool]) -> bool:
        """Whether one row of states of all people lets a call take all these edges."""
        ...
