"""Words that select rules: names, codes, and beginnings of codes."""

from collections.abc import Iterable

from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.message import Message, say
from nummerplan.rules import all_rules

UNREAD = ("syntax", "alias-bomb", "file-unreadable", "file-not-text")
"""Rules whose findings mean that text was not read. Nothing silences them: what was not read is never clean."""


def without_level(words: Iterable[str]) -> Message | None:
    """What is said of words that name a rule whose level cannot be set; a beginning of codes leaves these out."""
    fixed = {name for rule in all_rules() if rule.name in UNREAD for name in (rule.name, rule.code)}
    named = next((word for word in words if word in fixed), None)
    if named is None:
        return None
    return say("the level of {rule} stays as it is: what was not read is never clean", rule=named)


def unknown_rules(words: Iterable[str]) -> Message | None:
    """What is said of words that mean no rule; None when each of them means one."""
    names = [word for word in words if not any(rule.is_meant_by(word) for rule in all_rules())]
    if not names:
        return None
    meant = suggest(names[0], [name for rule in all_rules() for name in (rule.name, rule.code)])
    if meant is None or (names[0][-1:].isdecimal() and meant != names[0].upper()):  # codes are alike, not misspelt
        return say("there is no rule {name}; nummerplan rules lists them", name=", ".join(names))
    return say("there is no rule {name}; did you mean {meant}?", name=names[0], meant=meant)
