"""Comments that silence a rule: `# nummerplan: ignore[CODE] reason` on a line, or above a block."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nummerplan.model.document import Document, Shape
from nummerplan.model.finding import Finding, LocatedFinding
from nummerplan.model.message import say
from nummerplan.model.rule import Rule
from nummerplan.model.source import SourceFile, Span

_COMMENT = re.compile(r"#\s*nummerplan:\s*ignore\[([^\]\n]*)\]([^\n]*)")
_UNTIL = re.compile(r"\s+until=(\S+)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, where it stands, the lines it covers, its reason and its last day."""

    names: tuple[str, ...]
    span: Span
    first_line: int
    last_line: int
    reason: str
    until: date | None

    def covers(self, finding: LocatedFinding) -> bool:
        """Whether a finding starts on its lines and is of a rule it names."""
        return (
            finding.span.source is self.span.source
            and (finding.code in self.names or finding.rule in self.names)
            and self.first_line <= finding.span.begin.line <= self.last_line
        )


def suppressions(document: Document) -> list[Suppression]:
    """Every suppression of a plan, in order."""
    found: list[Suppression] = []
    for source in document.files:
        comments = list(_COMMENT.finditer(source.text))
        inside = _scalars(document.shape, source) if comments else []
        found.extend(_suppression(c, source) for c in comments if not any(s <= c.start() < e for s, e in inside))
    return found


def _scalars(shape: Shape, source: SourceFile) -> list[tuple[int, int]]:
    """Stretches of the file that are text of the plan, in which a # begins no comment, as far as they hold one."""
    found: list[tuple[int, int]] = []
    entries = list(shape.values() if isinstance(shape, dict) else shape or ())
    while entries:
        key_start, key_end, start, end, inner = entries.pop()
        for first, last in ((key_start, key_end), (start, end)):
            if inner is None and "#" in source.text[max(first - source.base, 0) : max(last - source.base, 0)]:
                found.append((first - source.base, last - source.base))
        entries.extend(inner.values() if isinstance(inner, dict) else inner or ())
    return found


def _suppression(match: re.Match[str], source: SourceFile) -> Suppression:
    line = source.position(match.start()).line
    names_text, reason = match[1], match[2].strip()
    until_match = _UNTIL.search(names_text)
    until = None
    if until_match:
        names_text = names_text.replace(until_match[0], "")
        try:
            until = date.fromisoformat(until_match[1])
        except ValueError:
            until = date.min
    names = tuple(name.strip() for name in names_text.split(",") if name.strip())
    alone = source.line_text(line).lstrip().startswith("#")
    first, last = _block_below(line, source) if alone else (line, line)
    return Suppression(names, Span(source, match.start(), match.end()), first, last, reason, until)


def _block_below(line: int, source: SourceFile) -> tuple[int, int]:
    """The lines of the entry below a comment on a line of its own: as far as the indentation goes deeper."""
    total = len(source.line_starts)
    first = line + 1
    while first <= total and (not source.line_text(first).strip() or source.line_text(first).lstrip().startswith("#")):
        first += 1
    if first > total:
        return line, line
    indent = _indent(source.line_text(first))
    last = first
    while last < total:
        text = source.line_text(last + 1)
        if text.strip() and _indent(text) <= indent and not text.lstrip().startswith("#"):
            break
        last += 1
    return first, last


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def suppress(
    findings: Iterable[LocatedFinding], comments: list[Suppression], rules: Iterable[Rule], today: date
) -> tuple[list[LocatedFinding], int, list[Finding]]:
    """What is left, how many were silenced, and what is to be said of the comments themselves."""
    left, silenced, used = [], 0, set[int]()
    for finding in findings:
        covering = [i for i, comment in enumerate(comments) if comment.covers(finding) and not _expired(comment, today)]
        used.update(covering)
        if covering:
            silenced += 1
        else:
            left.append(finding)
    known = {name for rule in rules for name in (rule.name, rule.code)}
    return left, silenced, list(_about(comments, used, known, today))


def _expired(comment: Suppression, today: date) -> bool:
    return comment.until is not None and comment.until < today


def _about(comments: list[Suppression], used: set[int], known: set[str], today: date) -> Iterator[Finding]:
    for index, comment in enumerate(comments):
        if _expired(comment, today):
            message = say("this suppression was good until {until}", until=comment.until)
            yield Finding(comment.span, message, rule="suppression-expired")
            continue
        if not comment.reason:
            message = say("this suppression gives no reason; write one behind the bracket")
            yield Finding(comment.span, message, rule="suppression-without-reason")
        unknown = [name for name in comment.names if name not in known]
        if unknown:
            message = say("there is no rule {name}", name=", ".join(unknown))
            yield Finding(comment.span, message, rule="suppression-unused")
        elif index not in used:
            message = say("this suppression silences nothing; take it out")
            yield Finding(comment.span, message, rule="suppression-unused")
