"""Comments that silence a rule: `# nummerplan: ignore[CODE] reason` on a line, or above a block."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nummerplan.compiler.reading.rule_names import UNREAD
from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, LocatedFinding
from nummerplan.model.message import Message, say
from nummerplan.model.rule import Rule
from nummerplan.model.source import SourceFile, Span

_COMMENT = re.compile(r"#\s*nummerplan:\s*ignore\[([^\]\n]*)\]([^\n]*)")
_UNTIL = re.compile(r"(?:^|\s+)until=([^\s,;]*)[,;]?")

_BLOCK_SCALAR = re.compile(r"(?:[&!]\S*[ \t]+)*[|>][^\n]*")

NEVER_SILENCED = (*UNREAD, "suppression-without-reason", "suppression-unused", "suppression-expired")
"""Rules that no comment silences: text that was not read, and what is wrong with the comments themselves."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, where it stands, the lines it covers, its reason and its last day.

    `until` is None without a last day, and a text when it is no date: such a comment silences nothing.
    """

    names: tuple[str, ...]
    span: Span
    first_line: int
    last_line: int
    reason: str
    until: date | str | None

    def covers(self, source: SourceFile, line: int) -> bool:
        """Whether a line of a file is one of its lines; the file may be an edition with letters replaced."""
        return self.first_line <= line <= self.last_line and source.base == self.span.source.base

    def counts(self, today: date) -> bool:
        """Whether it has no last day, or that has not passed."""
        return self.until is None or (isinstance(self.until, date) and self.until >= today)


def suppressions(document: Document) -> list[Suppression]:
    """Every suppression of a plan, in order."""
    found: list[Suppression] = []
    for source in document.files:
        comments = list(_COMMENT.finditer(source.text))
        inside = [*_texts_over([comment.start() for comment in comments], source, document)] if comments else []
        found.extend(_suppression(c, source) for c in comments if not any(s <= c.start() < e for s, e in inside))
    return found


def _texts_over(offsets: list[int], source: SourceFile, document: Document) -> Iterator[tuple[int, int]]:
    """Stretches of the file around some offsets that are text of the plan, in which a # begins no comment."""
    for key_start, key_end, start, end, inner in document.entries_over([offset + source.base for offset in offsets]):
        if inner is None and source.base <= key_start <= source.base + len(source.text):
            yield _text_start(key_start - source.base, source), key_end - source.base
            yield _text_start(start - source.base, source), end - source.base


def _text_start(start: int, source: SourceFile) -> int:
    """Where the text of a scalar begins: behind its first line for `|` and `>`, where a comment may stand."""
    first_line = _BLOCK_SCALAR.match(source.text, start)
    return first_line.end() if first_line else start


def _suppression(match: re.Match[str], source: SourceFile) -> Suppression:
    line = source.position(match.start()).line
    until = _last_day([*_UNTIL.findall(match[1]), *_UNTIL.findall(match[2])])
    names_text, reason = _UNTIL.sub("", match[1]), _UNTIL.sub("", match[2]).strip()
    names = tuple(name.strip() for name in names_text.split(",") if name.strip())
    alone = source.line_text(line).lstrip().startswith("#")
    first, last = _block_below(line, source) if alone else (line, line)
    return Suppression(names, Span(source, match.start(), match.end()), first, last, reason, until)


def _last_day(written: list[str]) -> date | str | None:
    """Of the last days that a comment gives, in the bracket or behind it, the first; or a text that is no day."""
    days = []
    for text in written:
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            return text
    return min(days, default=None)


def _block_below(line: int, source: SourceFile) -> tuple[int, int]:
    """The lines of the entry below a comment on a line of its own: as far as the indentation goes deeper.

    The items of a list may stand right below their key, without more indentation.
    """
    total = len(source.line_starts)
    first = line + 1
    while first <= total and (not source.line_text(first).strip() or source.line_text(first).lstrip().startswith("#")):
        first += 1
    if first > total:
        return line, line
    indent = _indent(source.line_text(first))
    is_item = _is_item(source.line_text(first))
    last = first
    while last < total:
        text = source.line_text(last + 1)
        deeper = _indent(text) > indent or (_indent(text) == indent and _is_item(text) and not is_item)
        if text.strip() and not deeper and not text.lstrip().startswith("#"):
            break
        last += 1
    return first, last


def _is_item(text: str) -> bool:
    return text.lstrip().startswith("- ")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def suppress(
    findings: Iterable[LocatedFinding],
    comments: list[Suppression],
    rules: Iterable[Rule],
    today: date,
    judged: Callable[[Rule], bool],
) -> tuple[list[LocatedFinding], int, list[Finding]]:
    """What is left, how many were silenced, and what is to be said of the comments themselves.

    `judged` tells which rules had their say: of another one nobody knows whether the comment is still needed.
    """
    left, silenced = [], 0
    used: list[set[str]] = [set() for _ in comments]
    by_name: dict[str, list[int]] = {}
    for index, comment in enumerate(comments):
        for name in comment.names if comment.counts(today) else ():
            by_name.setdefault(name, []).append(index)
    for finding in findings:
        named = [(name, index) for name in (finding.code, finding.rule) for index in by_name.get(name, ())]
        line = finding.span.begin.line if named and finding.rule not in NEVER_SILENCED else 0
        covering = [(name, index) for name, index in named if comments[index].covers(finding.span.source, line)]
        for name, index in covering:
            used[index].add(name)
        if covering:
            silenced += 1
        else:
            left.append(finding)
    known = {name: rule for rule in rules for name in (rule.name, rule.code)} if comments else {}
    remarks = [
        Finding(comment.span, message, rule=rule)
        for index, comment in enumerate(comments)
        for rule, message in _about(comment, used[index], known, today, judged)
    ]
    return left, silenced, remarks


def _about(
    comment: Suppression, used: set[str], known: dict[str, Rule], today: date, judged: Callable[[Rule], bool]
) -> Iterator[tuple[str, Message]]:
    """What is wrong with a comment, and by which rule."""
    if isinstance(comment.until, str):
        yield (
            "suppression-expired",
            say("until={until} is no date; write it as in until=2026-12-31", until=comment.until),
        )
        return
    if not comment.counts(today):
        yield "suppression-expired", say("this suppression was good until {until}", until=comment.until)
        return
    if not comment.reason:
        message = say("this suppression gives no reason; write one behind the bracket")
        yield "suppression-without-reason", message
    unknown = [name for name in comment.names if name not in known]
    never = [name for name in comment.names if name in known and known[name].name in NEVER_SILENCED]
    unused = [name for name in comment.names if name not in (*used, *unknown, *never) and judged(known[name])]
    if unknown:
        yield "suppression-unused", say("there is no rule {name}", name=", ".join(unknown))
    if never:
        message = say("nothing silences {name}; fix what it says, and take its name out", name=", ".join(never))
        yield "suppression-unused", message
    if len(unused) == len(comment.names):
        yield "suppression-unused", say("this suppression silences nothing; take it out")
    elif unused:
        message = say("this suppression silences nothing of {name}; take that out", name=", ".join(unused))
        yield "suppression-unused", message
