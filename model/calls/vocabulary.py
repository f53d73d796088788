"""Words for rules: the compiler's vocabulary, handed to them with the linked plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.message import Message
from nummerplan.model.plan.fields.numbering import NumberClass

ThingNames = Sequence[Message | str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the nouns of a plan are called, in the words that every output uses.

    `place` names a place, or says what happens at an end; `step` describes a step of a call, `onward` where it goes.
    `path` puts arrows between places; `clock` names a schedule with its holidays, `number_class` a class of numbers.
    `day` is a day of the week, Monday first, `minute_of_week` a minute since Monday's midnight: `Mon 17:30`.
    `listed` gives `a, b and c`, `either` `a, b or c`. Of what is too long to read, the rest is counted.
    """

    place: Callable[[Node], Message]
    step: Callable[[Edge], Message]
    onward: Callable[[Node], Message]
    path: Callable[[Sequence[Node]], Message]
    clock: Callable[[Clock], Message]
    day: Callable[[int], Message]
    minute_of_week: Callable[[int], Message]
    number_class: Callable[[NumberClass], Message]
    listed: Callable[[ThingNames], Message]
    either: Callable[[ThingNames], Message]
