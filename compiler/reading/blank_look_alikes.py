"""Characters that look like a space where YAML needs one: in the indentation, and behind a colon or a dash.

To YAML a no-break space is a letter: the line becomes part of the one above it, or a key that nobody knows. What such a
space was meant to be is plain, so the text is read with spaces in their place, and one finding names them all.
"""

import re
from collections.abc import Iterable

from nummerplan.model.document import Shape, entries_of
from nummerplan.model.finding import Finding, Fix, ReplaceText
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.look_alikes import BLANK, LOOK_ALIKE, character_names
from nummerplan.model.source import SourceFile, Span

_SUSPECT = re.compile(
    rf"(?m)^ *(?P<indent>{BLANK}[ {BLANK[1:-1]}]*)(?=\S)"
    rf"|^ *-(?P<dash>{BLANK}+)"
    rf"|(?:^|[{{,])[ ]*(?:- +)*[\w.-]+:(?P<colon>{BLANK}+)"
)

TextStretch = tuple[int, int]
"""Start and end in the text of a file."""


def suspects(text: str) -> list[TextStretch]:
    """Where such characters seem to stand for a space of the layout; some of it may be the text of a value."""
    if text.isascii() or not LOOK_ALIKE.search(text):
        return []
    return [match.span(str(match.lastgroup)) for match in _SUSPECT.finditer(text)]


def with_spaces(text: str, stretches: Iterable[TextStretch]) -> str:
    """The text with as many spaces in their place, so that everything else stays where it is."""
    for start, end in stretches:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def outside_values(stretches: Iterable[TextStretch], shape: Shape, base: int) -> list[TextStretch]:
    """Those that lie in no text that is a value or a key: there they are what somebody wrote."""
    texts: list[TextStretch] = []
    left = [*entries_of(shape)]
    while left:
        key_start, key_end, start, end, inner = left.pop()
        texts.append((key_start - base, key_end - base))
        left += entries_of(inner)
        if inner is None:
            texts.append((start - base, end - base))
    return [(at, end) for at, end in stretches if not any(begin <= at < finish for begin, finish in texts)]


def blank_finding(stretches: list[TextStretch], source: SourceFile) -> Finding:
    """One finding for a file: what stands there for a space, at its first place."""
    spans = [Span(source, start, end) for start, end in stretches]
    names = character_names("".join(span.text for span in spans))
    edits = tuple(ReplaceText(span, " " * (span.end - span.start)) for span in spans)
    lines = len({span.begin.line for span in spans})
    if lines == 1:
        message = say("{characters}: this looks like a space, and YAML takes it for a letter", characters=names)
    else:
        message = say(
            "{characters}: on {count} lines this looks like a space, and YAML takes it for a letter",
            characters=names,
            count=lines,
        )
    return Finding(
        spans[0],
        message,
        help=say("it is read as a space; --fix writes one"),
        fix=Fix(say("write a space"), edits),
        rule="look-alike-character",
    )


def look_alikes_between(source: SourceFile, first: int, last: int) -> Message | None:
    """What the lines of a syntax error hold that looks like something else: it is often the cause."""
    end = source.position(min(last, len(source.text))).line
    begin = max(source.position(min(first, last)).line, end - 1)
    names = character_names("".join(source.line_text(line) for line in range(begin, end + 1)))
    return say("these lines hold {characters}", characters=names) if names else None
