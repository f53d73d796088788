"""For test dashboards: JUnit XML. A finding is a failed test of its file, advice a passed one."""

from xml.sax.saxutils import escape, quoteattr

from nummerplan.compiler.summary import level_name, summary
from nummerplan.compiler.visible import visible
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import Translate
from nummerplan.model.report import Report


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """A suite for each file with findings, after one that says what was covered."""
    files: dict[str, list[LocatedFinding]] = {}
    for finding in report.findings:
        files.setdefault(finding.span.source.name, []).append(finding)
    failures = sum(map(_fails, report.findings))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="nummerplan" tests="{len(report.findings) + 1}" failures="{failures}" errors="0">',
        '  <testsuite name="nummerplan" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase name="coverage" classname="nummerplan">',
        f"      <system-out>{content(summary(report, translate))}</system-out>",
        "    </testcase>",
        "  </testsuite>",
    ]
    for name, findings in files.items():
        counts = f'tests="{len(findings)}" failures="{sum(map(_fails, findings))}" errors="0" skipped="0"'
        lines.append(f"  <testsuite name={attribute(name)} {counts}>")
        for finding in findings:
            lines += _case(finding, translate)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _fails(finding: LocatedFinding) -> bool:
    return finding.level is not Level.ADVICE


def _case(finding: LocatedFinding, translate: Translate) -> list[str]:
    file, line = attribute(finding.span.source.name), finding.span.begin.line
    name = attribute(f"{finding.code} {finding.rule} {finding.object}".strip())
    message = finding.message.text(translate)
    body = content(f"{finding.span}: {level_name(finding.level).text(translate)}: {message}")
    for remark in (*finding.remarks, *finding.path):
        body += "\n" + content(f"{remark.span}: {remark.message.text(translate)}")
    if finding.witness:
        body += "\n" + content(finding.witness.told.text(translate)) + "\n" + content(finding.witness.command)
    if finding.help:
        body += "\n" + content(finding.help.text(translate))
    if _fails(finding):
        kind = f"type={attribute(finding.level.value)} message={attribute(message)}"
        inner = f"      <failure {kind}>{body}</failure>"
    else:
        inner = f"      <system-out>{body}</system-out>"
    return [
        f'    <testcase name={name} classname={file} file={file} line="{line}">',
        inner,
        "    </testcase>",
    ]


def content(text: str) -> str:
    """Text between tags, made safe."""
    # Controls that XML cannot hold at all are escapes already.
    return escape(_allowed(text))


def attribute(text: str) -> str:
    """A value in quotes, made safe."""
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
