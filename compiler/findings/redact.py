"""Secrets that stand in a plan in plain text are never shown again: not in an excerpt, not in a difference."""

import re
from collections.abc import Iterable
from dataclasses import replace

from nummerplan.model.document import Document, Entry
from nummerplan.model.finding import LocatedFinding, LocatedRemark
from nummerplan.model.source import SourceFile, Span

KEYS = ("password", "sip_password", "pin", "puk")
"""Keys whose values are secrets, wherever they stand."""

_LIKELY = re.compile(rf"\b(?:{'|'.join(KEYS)})\b['\"]?\s*:(?!\s*!secret\b)")


def redact(findings: list[LocatedFinding], document: Document) -> list[LocatedFinding]:
    """The findings with every secret's letters replaced in the lines they show; places stay as they are."""
    secrets = plain_secrets(document) if findings else []
    masked: dict[int, SourceFile] = {}
    for span in secrets:
        source = masked.get(id(span.source), span.source)
        masked[id(span.source)] = replace(source, text=mask_spans(source.text, [span]))
    return [_shown(finding, masked) for finding in findings] if masked else findings


def plain_secrets(document: Document) -> list[Span]:
    """Where text stands that should have been a reference; whether or not the plan around it can be typed."""
    if not any(_LIKELY.search(source.text) for source in document.files):
        return []
    found: list[Span] = []
    entries: list[tuple[str | None, Entry]] = list(document.shape.items())
    while entries:
        key, (_, _, start, end, shape) = entries.pop()
        span = document.at(start, end)
        if shape is None and key in KEYS and not span.text.startswith("!secret"):
            found.append(span)
        entries.extend(shape.items() if isinstance(shape, dict) else [(key, entry) for entry in shape or ()])
    return found


def mask_spans(text: str, spans: Iterable[Span]) -> str:
    """A text with the letters of some spans replaced by as many others."""
    for span in spans:
        hidden = "".join(letter if letter in "\r\n" else "*" for letter in text[span.start : span.end])
        text = text[: span.start] + hidden + text[span.end :]
    return text


def _shown(finding: LocatedFinding, masked: dict[int, SourceFile]) -> LocatedFinding:
    def moved(span: Span) -> Span:
        return replace(span, source=masked.get(id(span.source), span.source))

    def remarks(found: tuple[LocatedRemark, ...]) -> tuple[LocatedRemark, ...]:
        return tuple(replace(remark, span=moved(remark.span)) for remark in found)

    return replace(finding, span=moved(finding.span), remarks=remarks(finding.remarks), path=remarks(finding.path))
