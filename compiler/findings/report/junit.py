"""For test dashboards: JUnit XML. A finding is a failed test of its file, advice a passed one.

A proof is a suite of its own, with a test for each number.
"""

import re

from nummerplan.compiler.text.junit_xml import JunitCase, JunitSuite, junit_xml
from nummerplan.compiler.text.proof_text import entry_lines
from nummerplan.compiler.text.summary import level_name, report_summary
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.proof import EntryProof, PlanProof
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import Translate, say
from nummerplan.model.report import Report

SHOWS_PROOFS = True
_HEAD = re.compile(
    r'<\?xml [^<]*<testsuites name="nummerplan"[^<]*<testsuite name="nummerplan"[^<]*<testcase name="coverage"'
)


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """A suite for each file with findings, after one that says what was covered."""
    coverage = JunitCase("coverage", "nummerplan", [report_summary(report, translate)])
    files: dict[str, list[JunitCase]] = {"nummerplan": [coverage]}
    for finding in report.findings:
        files.setdefault(finding.span.source.name, []).append(_finding(finding, translate))
    proofs = [_proof(proof, report.prove_all, translate) for proof in report.proofs or ()]
    return junit_xml("nummerplan", [*(JunitSuite(*file) for file in files.items()), *proofs])


def _finding(finding: LocatedFinding, translate: Translate) -> JunitCase:
    file, message = finding.span.source.name, finding.message.text(translate)
    lines = [f"{finding.span}: {level_name(finding.level).text(translate)}: {message}"]
    lines += [f"{remark.span}: {remark.message.text(translate)}" for remark in (*finding.remarks, *finding.path)]
    if finding.witness:
        lines += [finding.witness.sentence.text(translate), finding.witness.command]
    if finding.help:
        lines.append(finding.help.text(translate))
    name = f"{finding.code} {finding.rule} {finding.object}".strip()
    case = JunitCase(name, file, lines, file=file, line=finding.span.begin.line)
    if finding.level is Level.ADVICE:
        return case
    return case._replace(outcome="failure", kind=finding.level.value, message=message)


def _proof(proof: PlanProof, everybody: bool, translate: Translate) -> JunitSuite:
    """A suite for each plan with a test for each number, and each extension if they count.

    What is lost, or not known, has failed.
    """
    name = proof.linked.name
    if proof.whole:
        cases = [_entry(entry, proof, translate) for entry in proof.entries if everybody or entry.external]
    else:
        unread = say("{plan} is not proven: it could not be read whole", plan=name).text(translate)
        cases = [JunitCase(name, name, [unread], "failure", proof.verdict, unread)]
    return JunitSuite(say("proof of {plan}", plan=name).text(translate), cases)


def _entry(entry: EntryProof, proof: PlanProof, translate: Translate) -> JunitCase:
    linked = proof.linked
    lines = [line.text(translate).strip() for line in entry_lines(entry, linked)]
    case = JunitCase(place_name(entry.entry, linked.numbering).text(translate), linked.name, lines)
    if entry.verdict == "no_call_is_lost":
        return case
    return case._replace(outcome="failure", kind=entry.verdict, message=lines[0])


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote: no XML of unknown origin is parsed for it."""
    return _HEAD.match(text) is not None
