"""Secrets that stand in a plan in plain text are never shown again: not in an excerpt, not in a difference.

Which settings are secret is asked of the model, and what stands where it has them is concealed. A secret that stands
elsewhere is found by its key: in the document when it was read, otherwise (a key given twice, a text that is no YAML)
in the text alone, and then everything that may belong to it is concealed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from nummerplan.model.document import Document, Entry, Shape, entries_of
from nummerplan.model.plan.fields.secret_fields import ANY, SecretTree, secret_fields, secret_tree
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import SourceFile

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"|\'(?:[^\']|\'\')*+\'', re.DOTALL)
_FLOW_END = re.compile(r"[,}\]\n]|$")
_NAME_BEFORE = re.compile(r"[\w-]")


class _Written(NamedTuple):
    """A secret's key in a text, and where its value begins."""

    start: int
    value: int
    holds: bool
    """Whether its secrets stand in a list or a mapping below it."""


def redacted(document: Document) -> Document:
    """The document with the letters of each plain secret replaced by as many others: every place stays as it is."""
    placed = set(_placed(document.shape, secret_tree(Plan)))
    files = tuple(_redacted(source, placed, document) for source in document.files)
    return document if files == document.files else replace(document, files=files)


def _redacted(source: SourceFile, placed: set[tuple[int, int]], document: Document) -> SourceFile:
    base, text = source.base, source.text
    inside = range(base, base + len(text) + 1)
    own = _plain((s for s in placed if s[0] in inside), source)
    settled = {start for start, _ in own}
    keys = sorted(key for key in _keys(text) if key.value not in settled)
    if keys:
        found = [*document.entries_over([key.start + base for key in keys])]
        entries = {entry[0] - base: entry for entry in found}
        texts = sorted((entry[2] - base, entry[3] - base) for entry in found if entry[4] is None)
        for key in keys:
            entry = entries.get(key.start) or entries.get(key.start - 1)  # the key may be in quotes
            if entry is not None:
                if key.holds or not isinstance(entry[4], dict):  # what has keys of its own is an object of this name
                    own |= _plain(_texts((entry,)), source)
            elif not _within(key.start, texts):
                own.add((key.value, _end_in_text(text, key)))
    return replace(source, text=_without(text, own)) if own else source


def _plain(spans: Iterable[tuple[int, int]], source: SourceFile) -> set[tuple[int, int]]:
    """Stretches of the document as those of one of its files, but for references."""
    base, text = source.base, source.text
    return {(start - base, end - base) for start, end in spans if not text.startswith("!secret", start - base)}


def _within(offset: int, stretches: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of some ascending stretches: what looks like a key is part of a text there."""
    before = bisect_right(stretches, offset, key=itemgetter(0))
    return before > 0 and offset < stretches[before - 1][1]


def _placed(shape: Shape, tree: SecretTree) -> Iterator[tuple[int, int]]:
    """Where the texts stand that are secret by the model, references among them."""
    for key, _ in tree.ends:
        for _, _, start, end, inside in _entries_at(key, shape):
            if inside is None:
                yield start, end
            else:
                yield from _texts(entries_of(inside))
    for key, _, inner in tree.inner:
        for _, _, start, end, inside in _entries_at(key, shape):
            if inside is not None:
                yield from _placed(inside, inner)
            elif (ANY, ANY) in inner.ends:  # one text stands for a list of one
                yield start, end


def _entries_at(key: str, shape: Shape) -> Iterable[Entry]:
    if key == ANY:
        return entries_of(shape)
    return (shape[key],) if isinstance(shape, dict) and key in shape else ()


def _texts(entries: Iterable[Entry]) -> Iterator[tuple[int, int]]:
    """The texts of some entries, and those within them."""
    for _, _, start, end, shape in entries:
        if shape is None:
            yield start, end
        yield from _texts(entries_of(shape))


@cache
def _names() -> dict[tuple[str, bool], re.Pattern[str]]:
    """The keys of all secrets, each with what it looks like in a text before a value that is no reference.

    With each key stands whether its secrets are in a list or a mapping.
    """
    patterns = [field.pattern for field in secret_fields(Plan)]
    names = {(next(step for step in reversed(steps) if step != ANY), steps[-1] == ANY) for steps in patterns}
    # One pattern for each key: what begins with letters is searched for at the speed of `str.find`.
    return {key: re.compile(rf"{re.escape(key[0])}['\"]?\s*+:[ \t]*+(?!!secret\b)") for key in sorted(names)}


def _keys(text: str) -> Iterator[_Written]:
    for (_, holds), name in _names().items():
        for match in name.finditer(text):
            start = match.start()
            if not start or not _NAME_BEFORE.match(text, start - 1):
                yield _Written(start, match.end(), holds)


def _end_in_text(text: str, key: _Written) -> int:
    """Where a value ends at the latest that nobody could read: with its line, and with the lines that are deeper."""
    line = text.rfind("\n", 0, key.start) + 1
    if quoted := _QUOTED.match(text, key.value):
        return quoted.end()
    before = text[line : key.start]
    in_flow = sum(map(before.count, "{[")) > sum(map(before.count, "}]"))
    if in_flow and text[key.value : key.value + 1] not in ("{", "["):
        flow_end = _FLOW_END.search(text, key.value)
        return flow_end.start() if flow_end else len(text)
    deeper = re.compile(rf"[^\n]*+(?:\n(?: {{{key.start - line + 1},}}[^\n]*+|[ \t\r]*+(?=\n)))*+")
    found = deeper.match(text, key.value)
    return found.end() if found else len(text)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with the letters of some stretches replaced by as many others; lines stay."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [text[at:start], re.sub(r"[^\r\n]", "*", text[max(start, at) : end])]
        at = max(at, end)
    return "".join(parts) + text[at:]
