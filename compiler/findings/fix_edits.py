"""Fixes to text edits: what a rule proposes by route, done to the letters of the file and to nothing else."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from nummerplan.model.document import Document
from nummerplan.model.finding import AddEntry, Edit, Fix, LocatedFinding, RenameKey, ReplaceText, SetValue
from nummerplan.model.source import SourceFile, Span


class TextEdit(NamedTuple):
    """Replace `start` to `end` of a file's text."""

    start: int
    end: int
    text: str


_PLAIN = re.compile(r"[A-Za-z0-9_+./@-][A-Za-z0-9_+./@ :-]*(?<![ :])")


def edits_of(fix: Fix, document: Document) -> dict[SourceFile, list[TextEdit]] | None:
    """The text edits of a fix, by file; None when the plan has no place for one of them."""
    found: dict[SourceFile, list[TextEdit]] = {}
    for edit in fix.edits:
        made = _text_edit(edit, document)
        if made is None:
            return None
        source, text_edit = made
        found.setdefault(source, []).append(text_edit)
    return found


def fixed_texts(
    findings: Iterable[LocatedFinding], document: Document, unsafe: bool
) -> tuple[dict[SourceFile, str], int]:
    """The new texts of the files that change, and how many findings are fixed.

    Fixes that touch the same letters wait for the next round.
    """
    chosen: dict[SourceFile, list[TextEdit]] = {}
    count = 0
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe):
            continue
        made = edits_of(fix, document)
        if made is None or any(
            _clash(edit, chosen.get(source, [])) for source, edits in made.items() for edit in edits
        ):
            continue
        if all(apply_edits(source.text, edits) == source.text for source, edits in made.items()):
            continue  # it would leave the plan as it is, and be made again and again
        count += 1
        for source, edits in made.items():
            chosen.setdefault(source, []).extend(edits)
    return {source: apply_edits(source.text, edits) for source, edits in chosen.items()}, count


def apply_edits(text: str, edits: list[TextEdit]) -> str:
    """Every byte outside the edits stays as it was."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _clash(edit: TextEdit, others: list[TextEdit]) -> bool:
    return any(edit.start <= other.end and other.start <= edit.end for other in others)


def _text_edit(edit: Edit, document: Document) -> tuple[SourceFile, TextEdit] | None:
    match edit:
        case SetValue(route, text):
            span = document.value_span(route)
            return (span.source, TextEdit(span.start, span.end, scalar(text))) if span else None
        case RenameKey(route, key):
            if not document.has(route):
                return None
            span = document.span(route, on_key=True)
            return span.source, TextEdit(span.start, span.end, scalar(key))
        case ReplaceText(span, text):
            return span.source, TextEdit(span.start, span.end, text)
        case AddEntry(route, key, text):
            return _added(route, f"{scalar(key)}: {scalar(text)}", document)


def _added(route: tuple[str | int, ...], line: str, document: Document) -> tuple[SourceFile, TextEdit] | None:
    """Put an entry before the first one of a mapping, on a line of its own, or into the braces."""
    keys = document.keys_at(route)
    if keys is None:
        return None
    whole = document.value_span(route) if route else None
    if whole is not None and whole.text.startswith("{"):
        separator = ", " if keys else ""
        return whole.source, TextEdit(whole.start + 1, whole.start + 1, line + separator)
    if not keys:
        return None
    first: Span = document.span((*route, keys[0]), on_key=True)
    indent = " " * (first.begin.column - 1)
    text = first.source.text
    end = "\r\n" if text[text.find("\n", first.start) - 1 :][:1] == "\r" else "\n"
    return first.source, TextEdit(first.start, first.start, f"{line}{end}{indent}")


def scalar(text: str) -> str:
    """A text as YAML writes it: plain where that is plain to see, in quotes otherwise."""
    if text.startswith(("!secret ", "[", "{")) or _PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"
