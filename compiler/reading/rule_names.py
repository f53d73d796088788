"""Words that select rules: names, codes, and beginnings of codes."""

from collections.abc import Iterable

from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.message import Message, say
from nummerplan.rules import all_rules


def unknown_rules(words: Iterable[str]) -> Message | None:
    """What is said of words that mean no rule; None when each of them means one."""
    names = [word for word in words if not any(rule.is_meant_by(word) for rule in all_rules())]
    if not names:
        return None
    meant = suggest(names[0], [name for rule in all_rules() for name in (rule.name, rule.code)])
    if meant is None or (names[0][-1:].isdecimal() and meant != names[0].upper()):  # codes are alike, not misspelt
        return say("there is no rule {name}; nummerplan rules lists them", name=", ".join(names))
    return say("there is no rule {name}; did you mean {meant}?", name=names[0], meant=meant)
