"""Sentences about a line of which something is concealed do not repeat it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nummerplan.model.document import Document
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import Message

_WORD = re.compile(r"\w{3,}")


def without_secrets(finding: LocatedFinding, document: Document) -> LocatedFinding:
    """A finding of a redacted document whose sentences repeat nothing that is concealed on its lines."""
    shown = finding.span.source
    whole = document.own_span(finding.span).source
    if shown.text == whole.text:
        return finding
    begin, end = finding.span.begin.line, finding.span.finish.line
    lines = range(begin, end + 1)
    hidden = {word for line in lines for word in _concealed_words(whole.line_text(line), shown.line_text(line))}
    if not hidden:
        return finding
    pattern = re.compile("|".join(map(re.escape, sorted(hidden, key=len, reverse=True))))
    remarks = tuple(replace(remark, message=_without_words(remark.message, pattern)) for remark in finding.remarks)
    help_ = finding.help and _without_words(finding.help, pattern)
    return replace(finding, message=_without_words(finding.message, pattern), remarks=remarks, help=help_)


def _concealed_words(whole: str, shown: str) -> Iterator[str]:
    """The words that stand in a line and are not shown; marks around them may be said otherwise."""
    differ = "".join(a if a != b else "\n" for a, b in zip(whole, shown, strict=True))
    return (word for part in differ.split("\n") for word in _WORD.findall(part))


def _without_words(message: Message, pattern: re.Pattern[str]) -> Message:
    return Message(message.template, {name: _concealed(value, pattern) for name, value in message.values.items()})


def _concealed(value: object, pattern: re.Pattern[str]) -> object:
    if isinstance(value, Message):
        return _without_words(value, pattern)
    return pattern.sub(lambda match: "*" * len(match[0]), value) if isinstance(value, str) else value
