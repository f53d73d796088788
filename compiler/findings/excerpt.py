"""Source lines with marks under them: carets under the value that is wrong, dashes under the other ends."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nummerplan.compiler.text.escape_terminal import columns, escape_terminal
from nummerplan.model.source import SourceFile, Span

LONGEST = 120
"""Characters of a line that are shown; a longer one is cut around the mark."""
_BEFORE = 40
"""Characters kept before a mark when a line is cut."""

Ink = Callable[[str, str], str]
"""Colours a text: `ink("error", "^^^")`."""


@dataclass(frozen=True, slots=True)
class ExcerptMark:
    """A span to show, what to say behind it, and its colour; carets are for the `primary` one."""

    span: Span
    label: str
    style: str
    primary: bool = False


def gutter_width(marks: Iterable[ExcerptMark]) -> int:
    """Columns that the largest line number takes."""
    return max(len(str(mark.span.begin.line)) for mark in marks)


def excerpt(marks: list[ExcerptMark], gutter: int, ink: Ink) -> Iterator[str]:
    """Every file with a mark in it: where it is, and its marked lines. The arrow points at the first mark."""
    files: dict[int, list[ExcerptMark]] = {}
    for mark in marks:
        files.setdefault(id(mark.span.source), []).append(mark)
    blank = " " * gutter
    for number, found in enumerate(files.values()):
        arrow = ":::" if number else "-->"
        yield f"{blank}{ink('frame', arrow)} {escape_terminal(str(found[0].span))}"
        yield f"{blank} {ink('frame', '|')}"
        yield from _lines(found, gutter, ink)


def _lines(marks: list[ExcerptMark], gutter: int, ink: Ink) -> Iterator[str]:
    """The marked lines of one file, in order, each once unless it had to be cut at another place."""
    blank, bar, last = " " * gutter, ink("frame", "|"), ("", 0)
    for mark in sorted(marks, key=lambda mark: (mark.span.begin.line, not mark.primary, mark.span.start)):
        line = mark.span.begin.line
        text, before, under = _window(mark.span, line)
        if (text, line) != last:
            if last[1] and line > last[1] + 1:
                yield ink("frame", "...")
            yield f"{ink('frame', f'{line:>{gutter}}')} {bar} {text}".rstrip()
        last = (text, line)
        sign = ("^" if mark.primary else "-") * max(1, columns(under))
        label = f" {mark.label}" if mark.label else ""
        yield f"{blank} {bar} {' ' * columns(before)}{ink(mark.style, sign + label)}"


def _window(span: Span, line: int) -> tuple[str, str, str]:
    """What is shown of a line, the part before the mark, and the part that is marked, all made visible."""
    source = span.source
    start, end = _line_bounds(source, line)
    mark_end = max(span.start, min(span.end, end))
    begin = start if end - start <= LONGEST else max(start, span.start - _BEFORE)
    finish = min(end, begin + LONGEST)
    left, right = "..." if begin > start else "", "..." if finish < end else ""
    before = left + escape_terminal(source.text[begin : span.start])
    under = escape_terminal(source.text[span.start : min(mark_end, finish)].rstrip())
    return left + escape_terminal(source.text[begin:finish]) + right, before, under


def _line_bounds(source: SourceFile, line: int) -> tuple[int, int]:
    """Where a line starts and ends, without its line end; a line of 100 MB is not copied for it."""
    starts = source.line_starts
    start = starts[line - 1]
    end = starts[line] - 1 if line < len(starts) else len(source.text)
    if end > start and source.text[end - 1] == "\r":
        end -= 1
    return start, end
