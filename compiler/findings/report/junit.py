"""For test dashboards: JUnit XML. A finding is a failed test of its file, advice a passed one.

A proof is a suite of its own, with a test for each number.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.proof_text import entry_lines
from nummerplan.compiler.text.summary import level_name, report_summary
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.proof import EntryProof, PlanProof
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import Translate, say
from nummerplan.model.report import Report

SHOWS_PROOFS = True


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """A suite for each file with findings, after one that says what was covered."""
    files: dict[str, list[LocatedFinding]] = {}
    for finding in report.findings:
        files.setdefault(finding.span.source.name, []).append(finding)
    proofs = report.proofs or ()
    tests = 1 + len(report.findings) + sum(len(_entries(proof)) for proof in proofs)
    failures = sum(map(_fails, report.findings)) + sum(map(_unsafe, proofs))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="nummerplan" tests="{tests}" failures="{failures}" errors="0">',
        '  <testsuite name="nummerplan" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase name="coverage" classname="nummerplan">',
        f"      <system-out>{content(report_summary(report, translate))}</system-out>",
        "    </testcase>",
        "  </testsuite>",
    ]
    for name, findings in files.items():
        counts = f'tests="{len(findings)}" failures="{sum(map(_fails, findings))}" errors="0" skipped="0"'
        lines.append(f"  <testsuite name={attribute(name)} {counts}>")
        for finding in findings:
            lines += _case(finding, translate)
        lines.append("  </testsuite>")
    for proof in proofs:
        lines += _proof(proof, translate)
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
        body += "\n" + content(finding.witness.sentence.text(translate)) + "\n" + content(finding.witness.command)
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


def _entries(proof: PlanProof) -> list[EntryProof | None]:
    """The numbers that are tests; none stands for a plan that could not be read whole."""
    return [*proof.of_callers(external=True)] if proof.whole else [None]


def _unsafe(proof: PlanProof) -> int:
    return sum(entry is None or entry.verdict != "no_call_is_lost" for entry in _entries(proof))


def _proof(proof: PlanProof, translate: Translate) -> Iterator[str]:
    """A suite for each plan with a test for each number; what is lost, or not known, has failed."""
    entries, classname = _entries(proof), attribute(proof.linked.name)
    name = attribute(say("proof of {plan}", plan=proof.linked.name).text(translate))
    yield f'  <testsuite name={name} tests="{len(entries)}" failures="{_unsafe(proof)}" errors="0" skipped="0">'
    for entry in entries:
        verdict = entry.verdict if entry else proof.verdict
        lines = [line.text(translate).strip() for line in (entry_lines(entry, proof.linked) if entry else ())]
        lines = lines or [
            say("{plan} is not proven: it could not be read whole", plan=proof.linked.name).text(translate)
        ]
        test = place_name(entry.entry, proof.linked.numbering).text(translate) if entry else proof.linked.name
        yield f"    <testcase name={attribute(test)} classname={classname}>"
        body = "\n".join(map(content, lines))
        if verdict == "no_call_is_lost":
            yield f"      <system-out>{body}</system-out>"
        else:
            yield f"      <failure type={attribute(verdict)} message={attribute(lines[0])}>{body}</failure>"
        yield "    </testcase>"
    yield "  </testsuite>"


def content(text: str) -> str:
    """Text between tags, made safe."""
    # Controls that XML cannot hold at all are escapes already.
    return escape(_allowed(text))


def attribute(text: str) -> str:
    """A value in quotes, made safe."""
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    return escape_terminal(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
