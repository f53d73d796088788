"""What rules may ask about calls; answered by `compiler/search/`, and nothing is computed before a rule asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.loop import Loop
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, NoCall, Witness

Row = tuple[bool, ...]
"""Which of some clocks are open, in their order."""


IsOpen = Callable[[Clock], bool]


def open_in(row: Mapping[Clock, bool]) -> IsOpen:
    """Clocks as a row says; what is not in it is open."""
    return lambda clock: row.get(clock, True)


class CallQuestions(Protocol):
    """Everything that calls of one plan meet and come to, by the same steps that trace and proof take."""

    @property
    def from_outside(self) -> Mapping[Node, Node | None]:
        """Every node that callers from outside can reach, each with the one before it on a way with fewest steps."""
        ...

    @property
    def from_inside(self) -> Mapping[Node, Node | None]:
        """Every node that colleagues can reach, likewise."""
        ...

    @property
    def by_day(self) -> Mapping[Node, Node | None]:
        """Every node that callers from outside can reach without night forwarding, likewise."""
        ...

    @property
    def loop_nodes(self) -> frozenset[Node]:
        """Nodes that lie on a loop, with keys or without, or on a way between loops of several nodes."""
        ...

    @property
    def loops(self) -> Sequence[Loop]:
        """The loops of a plan, callers from outside first, what takes least first; no two of them share a step."""
        ...

    def path_to(self, node: Node, external: bool = True) -> tuple[Edge, ...]:
        """The fewest edges from an entry to the node; empty if there is no way."""
        ...

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows the claim, or whether there is none."""
        ...

    def lost_whoever_answers(self, call: Call) -> bool:
        """Whether everybody who calls like this is lost in that situation, however people are; False if undecided."""
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

    def clocks_at(self, nodes: Iterable[Node]) -> tuple[Clock, ...]:
        """Every clock that decides at one of these places."""
        ...

    def clocks_met(self, start: Node) -> tuple[Clock, ...]:
        """Every clock that a call from here can meet anywhere on its way."""
        ...

    def can_be_met(self, edges: Iterable[Edge], is_open: IsOpen) -> bool:
        """Whether people can be such that a call takes all these edges, one after the other."""
        ...

    def ever_taken(self, edge: Edge) -> bool:
        """Whether clocks and people ever let a call that is at its source take an edge."""
        ...

    def while_all_are_absent(self, node: Node, is_open: IsOpen) -> tuple[Edge, ...]:
        """What a call from outside may do at a place when nobody answers; keys are the caller's choice."""
        ...
