"""Secrets that stand in a plan in plain text are never shown again: not in an excerpt, not in a difference.

Which settings are secret is asked of the model, and what stands where it has them is concealed. A secret that stands
elsewhere is found by its key: in the document when it was read, otherwise (a key given twice, a text that is no YAML)
in the text alone, and then everything that may belong to it is concealed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from nummerplan.compiler.findings.secret_keys import SecretKey, alike_secret_keys, is_alike, secret_keys
from nummerplan.model.document import Document, Entry, Shape, entries_of
from nummerplan.model.finding import Finding
from nummerplan.model.plan.fields.secret_fields import ANY, SecretTree, secret_tree
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import SourceFile, Span

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"|\'(?:[^\']|\'\')*+\'', re.DOTALL)
_FLOW_END = re.compile(r"[,}\]\n]|$")


def redacted(document: Document, found: Iterable[Finding] = ()) -> Document:
    """The document with the letters of each plain secret replaced by as many others: every place stays as it is.

    `found` is what is wrong with it: keys that are unknown there may be misspelt, and texts that nobody could read.
    """
    wrong = list(found)
    placed = set(_placed(document.shape, secret_tree(Plan)))
    for finding in wrong:
        if not isinstance(finding.where, Span) and finding.rule == "unknown-key":
            key, value = str(finding.where[-1]), document.value_span(finding.where)
            if value and is_alike(key) and not value.text.startswith("!secret"):
                placed.add((value.source.base + value.start, value.source.base + value.end))
    unread = any(isinstance(finding.where, Span) for finding in wrong)
    files = tuple(_redacted(source, placed, document, unread) for source in document.files)
    return document if files == document.files else replace(document, files=files)


def _redacted(source: SourceFile, placed: set[tuple[int, int]], document: Document, unread: bool) -> SourceFile:
    base, text = source.base, source.text
    inside = range(base, base + len(text) + 1)
    own = _plain((s for s in placed if s[0] in inside), source)
    settled = {start for start, _ in own}
    named = {*secret_keys(text), *(alike_secret_keys(text) if unread else ())}
    keys = sorted(key for key in named if key.value not in settled)
    if keys:
        found = [*document.entries_over([key.start + base for key in keys])]
        entries = {entry[0] - base: entry for entry in found}
        texts = sorted((entry[2] - base, entry[3] - base) for entry in found if entry[4] is None)
        for key in keys:
            entry = entries.get(key.start) or entries.get(key.start - 1)  # the key may be in quotes
            if entry is not None:
                if key.holds or not isinstance(entry[4], dict):  # what has keys of its own is an object of this name
                    own |= _plain(_texts((entry,)), source)
                own |= _comment_behind(key, text)
            elif not _within(key.start, texts):
                own.add((key.value, _end_in_text(text, key)))
    return replace(source, text=_without(text, own)) if own else source


def _comment_behind(key: SecretKey, text: str) -> set[tuple[int, int]]:
    """What stands in the place of a value and begins with `#`: to YAML it is a comment, to who wrote it a secret."""
    end = text.find("\n", key.value)
    return {(key.value, end if end >= 0 else len(text))} if text[key.value : key.value + 1] == "#" else set()


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


def _end_in_text(text: str, key: SecretKey) -> int:
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
