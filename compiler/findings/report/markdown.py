"""For pages of CI systems and comments: a table of all findings in Markdown, the gravest first."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.text.escape_markdown import escape_markdown
from nummerplan.compiler.text.summary import level_name, report_summary
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.report import Report

_MARK = "<!-- nummerplan check -->"
_LONGEST = 1000
"""Characters of a cell, before they are escaped: a name in a plan may be a megabyte long."""


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """A table with all findings, below what they come to."""
    return bounded(report, translate, None)


def bounded(report: Report, translate: Translate, most: int | None) -> str:
    """The same in at most so many bytes; the last line says what is left out. Empty where not even that has room."""
    head = f"{_MARK}\n{escape_markdown(_cut(report_summary(report, translate)))}\n"
    rows = [*_rows(report, translate)]
    table = (
        "\n" + "".join(_row([escape_markdown(head.text(translate)) for head in _HEADS])) + _row(["---"] * len(_HEADS))
    )
    if most is None or _size(head, table, *rows) <= most:
        return head + (table + "".join(rows) if rows else "")
    left = most - _size(head, table, _more(len(rows), translate))
    shown = 0
    while shown < len(rows) and (left := left - _size(rows[shown])) >= 0:
        shown += 1
    text = head + table + "".join(rows[:shown]) + _more(len(rows) - shown, translate)
    return text if _size(text) <= most else ""


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote."""
    return text.startswith(_MARK)


_HEADS = (say("level"), say("rule"), say("place"), say("finding"))


def _rows(report: Report, translate: Translate) -> Iterator[str]:
    for finding in gravest_first(report.findings):
        level = level_name(finding.level).text(translate)
        cells = (level, f"{finding.code} {finding.rule}", str(finding.span), _said(finding).text(translate))
        yield _row([escape_markdown(_cut(cell)) for cell in cells])


def _said(finding: LocatedFinding) -> Message:
    return say("{message}; {help}", message=finding.message, help=finding.help) if finding.help else finding.message


def gravest_first(findings: Sequence[LocatedFinding]) -> list[LocatedFinding]:
    """Errors, warnings, advice; those of a level in their own order."""
    return sorted(findings, key=lambda finding: -finding.level.rank)


def _more(count: int, translate: Translate) -> str:
    said = say("not shown, since this page has no room for them: {count} findings", count=count)
    return f"\n{escape_markdown(said.text(translate))}\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _size(*texts: str) -> int:
    return sum(len(text.encode("utf-8", "replace")) for text in texts)
