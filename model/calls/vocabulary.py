"""Words for rules: the compiler's vocabulary is handed to them with the linked plan."""

from collections.abc import Sequence
from typing import Protocol

from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.message import Message
from nummerplan.model.plan.fields.numbering import NumberClass


class Vocabulary(Protocol):
    """What the nouns of a plan are called, in the words that every output uses."""

    def place(self, node: Node) -> Message:
        """What a place is called; for an end, what happens there."""
        ...

    def step(self, edge: Edge) -> Message:
        """One step of a call in a sentence."""
        ...

    def onward(self, target: Node) -> Message:
        """Where a call goes, in a sentence: to a place, or what happens at its end."""
        ...

    def path(self, nodes: Sequence[Node]) -> Message:
        """Places one after the other, with arrows between them; the middle of a long row is counted."""
        ...

    def clock(self, clock: Clock) -> Message:
        """A schedule with its holidays."""
        ...

    def number_class(self, number_class: NumberClass) -> Message:
        """A class of numbers, as people call it."""
        ...

    def listed(self, names: Sequence[Message | str]) -> Message:
        """`a, b and c`; of a list that is too long to read, the rest is counted."""
        ...

    def either(self, names: Sequence[Message | str]) -> Message:
        """`a, b or c`; of a list that is too long to read, the rest is counted."""
        ...
