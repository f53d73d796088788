"""One vocabulary: nouns of a plan and of its calls in, the same words for each of them out, whatever shows them.

`vocabulary_of` makes what rules are handed: they stand below the compiler, and ask the linked plan for words.
"""

from nummerplan.compiler.text.vocabulary.days import DAY_NAMES, clock_name, minute_of_week
from nummerplan.compiler.text.vocabulary.lists import arrows, either, listed
from nummerplan.compiler.text.vocabulary.places import number_class_name, place_name
from nummerplan.compiler.text.vocabulary.steps import onward_sentence, step_sentence
from nummerplan.model.calls.vocabulary import Vocabulary
from nummerplan.model.plan.fields.numbering import Numbering


def vocabulary_of(numbering: Numbering) -> Vocabulary:
    """The words for a plan whose numbers are written so."""
    return Vocabulary(
        place=lambda node: place_name(node, numbering),
        step=lambda edge: step_sentence(edge, numbering),
        onward=lambda node: onward_sentence(node, numbering),
        path=lambda nodes: arrows([place_name(node, numbering) for node in nodes]),
        clock=clock_name,
        day=DAY_NAMES.__getitem__,
        minute_of_week=minute_of_week,
        number_class=number_class_name,
        listed=listed,
        either=either,
    )
