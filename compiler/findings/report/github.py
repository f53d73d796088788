"""For GitHub workflows: an annotation for each finding, as a workflow command in the log."""

from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.summary import report_summary
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import Translate
from nummerplan.model.report import Report

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """One workflow command a line; the summary is a notice."""
    lines = [_annotation(finding, translate) for finding in report.findings]
    # Not a bare line: a file's name in it could hold what the runner takes for a command.
    lines.append(f"::notice title=nummerplan::{_data(escape_terminal(report_summary(report, translate)))}")
    return "".join(line + "\n" for line in lines)


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
