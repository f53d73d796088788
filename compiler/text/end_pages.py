"""What there is to say about an end of a call, or a group of ends, as a call test, a trace and a proof name it."""

from collections.abc import Iterator
from typing import get_args

from nummerplan.compiler.text.vocabulary.ends import end_group_sentence, end_sentence
from nummerplan.model.calls.call_graph import END_GROUPS, GROUP_OF, NOT_LOST, Node
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.plan.call_tests import EndWord

END_WORDS: tuple[str, ...] = get_args(EndWord)
"""Every end and every group of ends, in the order of `docs/semantics.md`."""

_HELD: dict[str, frozenset[Node]] = {"not_lost": NOT_LOST}
_HELD.update((group, ends) for group, ends in END_GROUPS.items())


def end_page(word: str, translate: Translate) -> str | None:
    """The page of an end or a group, in Markdown; None when the word is none."""
    if word not in END_WORDS:
        return None
    sentence = (end_group_sentence(word) or end_sentence(Node("end", word))).text(translate)
    lines = (f"- {fact.text(translate)}" for fact in _facts(word))
    return "\n".join([f"# calls[].ends: {word}", "", f"{sentence[0].upper()}{sentence[1:]}.", "", *lines]) + "\n"


def _facts(word: str) -> Iterator[Message]:
    """Which ends a group holds, each with what it is; to which group an end belongs."""
    for end in (Node("end", other) for other in END_WORDS):
        if end in _HELD.get(word, ()):
            yield say("{word}: {sentence}", word=end.key, sentence=end_sentence(end))
    group = GROUP_OF.get(Node("end", word))
    if group is not None:
        yield say("{word}: {sentence}", word=group, sentence=end_group_sentence(group) or "")
    yield say("{word}: {sentence}", word="docs/semantics.md", sentence=say("How a call ends"))
