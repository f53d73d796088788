"""One vocabulary: nouns of a plan and of its calls in, the same words for each of them out, whatever shows them.

`PlanVocabulary` is what rules are handed: they stand below the compiler, and ask the linked plan for words.
"""

from collections.abc import Sequence

from nummerplan.compiler.text.vocabulary.days import clock_name
from nummerplan.compiler.text.vocabulary.lists import arrows, either, listed
from nummerplan.compiler.text.vocabulary.places import number_class_name, place_name
from nummerplan.compiler.text.vocabulary.steps import onward_sentence, step_sentence
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.message import Message
from nummerplan.model.plan.fields.numbering import NumberClass, Numbering


class PlanVocabulary:
    """The words of one plan, as `model/calls/vocabulary.py` asks for them."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def place(self, node: Node) -> Message:
        """What a place is called."""
        return place_name(node, self._numbering)

    def step(self, edge: Edge) -> Message:
        """One step of a call in a sentence."""
        return step_sentence(edge, self._numbering)

    def onward(self, target: Node) -> Message:
        """Where a call goes."""
        return onward_sentence(target, self._numbering)

    def path(self, nodes: Sequence[Node]) -> Message:
        """Places one after the other, with arrows between them."""
        return arrows([place_name(node, self._numbering) for node in nodes])

    def clock(self, clock: Clock) -> Message:
        """A schedule with its holidays."""
        return clock_name(clock)

    def number_class(self, number_class: NumberClass) -> Message:
        """A class of numbers."""
        return number_class_name(number_class)

    def listed(self, names: Sequence[Message | str]) -> Message:
        """`a, b and c`."""
        return listed(names)

    def either(self, names: Sequence[Message | str]) -> Message:
        """`a, b or c`."""
        return either(names)
