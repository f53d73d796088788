"""A menu's `#:` without quotes is a comment to YAML, and the key is gone without a word."""

import re
from collections.abc import Iterator

from nummerplan.model.document import Document
from nummerplan.model.finding import Finding
from nummerplan.model.message import say
from nummerplan.model.source import Span

_LOST = re.compile(r"^[ \t]*(#[ \t]*:)[ \t]+\S", re.MULTILINE)


def hash_comment_keys(document: Document) -> Iterator[Finding]:
    """Every line of a plan with menus that begins with `#:`."""
    if not document.data.get("auto_attendants"):
        return
    for source in document.files:
        for match in _LOST.finditer(source.text):
            message = say("YAML reads this line as a comment: the key # does nothing")
            yield Finding(
                Span(source, match.start(1), match.end(1)),
                message,
                help=say("write hash: instead of #:"),
                rule="hash-key-lost",
            )
