"""For GitHub workflows: an annotation for each finding, as a workflow command in the log.

GitHub shows ten annotations of each kind for a step. The gravest come first; what is left over stands in the log as
text, between two commands that keep the runner from reading any in it.
"""

from collections import Counter
from hashlib import sha256

from nummerplan.compiler.findings.report import concise
from nummerplan.compiler.findings.report.markdown import gravest_first
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.summary import report_summary
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.report import Report

MOST = 10
"""Annotations of one kind that GitHub shows for a step."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
_SUMMARY = "::notice title=nummerplan::"


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """One workflow command a line; the last, a notice, is the summary and says how many have no annotation."""
    room = Counter({Level.ERROR: MOST, Level.WARNING: MOST, Level.ADVICE: MOST - 1})  # the summary is a notice too
    shown: list[LocatedFinding] = []
    left: list[LocatedFinding] = []
    for finding in gravest_first(report.findings):
        (shown if room[finding.level] > 0 else left).append(finding)
        room[finding.level] -= 1
    lines = [_annotation(finding, translate) for finding in shown]
    summary = report_summary(report, translate)
    if left:
        lines += _plain(left, translate)
        summary = f"{summary}; {_left_out(len(left)).text(translate)}"
    # Not a bare line: a file's name in it could hold what the runner takes for a command.
    lines.append(f"{_SUMMARY}{_data(escape_terminal(summary))}")
    return "".join(line + "\n" for line in lines)


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote: commands, and the summary at its end."""
    lines = text.splitlines()
    return (
        bool(lines) and all(line.startswith("::") for line in (lines[0], lines[-1])) and lines[-1].startswith(_SUMMARY)
    )


def _left_out(count: int) -> Message:
    if count == 1:
        return say("1 has no annotation, of which GitHub shows ten of a level: it stands in the log of this step")
    return say(
        "{count} have no annotation, of which GitHub shows ten of a level: they stand in the log of this step",
        count=count,
    )


def _plain(findings: list[LocatedFinding], translate: Translate) -> list[str]:
    """Findings as text; the word that ends it is made of that text, so that no text can hold it."""
    lines = [concise.finding_line(finding, translate) for finding in findings]
    word = f"nummerplan-{sha256(''.join(lines).encode('utf-8', 'backslashreplace')).hexdigest()[:32]}"
    return [f"::stop-commands::{word}", *lines, f"::{word}::"]


def _annotation(finding: LocatedFinding, translate: Translate) -> str:
    begin, finish = finding.span.begin, finding.span.finish
    properties = {
        "file": finding.span.source.name.replace("\\", "/"),
        "line": begin.line,
        "col": begin.column,
    }
    if begin.line == finish.line:  # the only case in which the runner takes an end column
        properties |= {"endLine": finish.line, "endColumn": max(begin.column, finish.column - 1)}
    properties["title"] = f"{finding.code} {finding.rule}"
    shown = ",".join(f"{name}={_property(escape_terminal(str(value)))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {shown}::{_data(_text(finding, translate))}"


def _text(finding: LocatedFinding, translate: Translate) -> str:
    lines = [finding.message.text(translate)]
    lines += [f"{remark.span}: {remark.message.text(translate)}" for remark in (*finding.remarks, *finding.path)]
    if finding.witness:
        lines += [finding.witness.sentence.text(translate), finding.witness.command]
    if finding.help:
        lines.append(finding.help.text(translate))
    return "\n".join(map(escape_terminal, lines))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
