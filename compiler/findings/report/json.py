"""For programs: all of a report. Lines and columns (characters) count from 1; ends are exclusive."""

import json
from typing import Any

from nummerplan.compiler.findings.fingerprint import fingerprints
from nummerplan.compiler.text.summary import report_summary
from nummerplan.compiler.text.trace_json import call_fields
from nummerplan.model.calls.call_graph import LOST
from nummerplan.model.calls.witness import Witness
from nummerplan.model.finding import LocatedFinding, LocatedRemark
from nummerplan.model.message import Translate
from nummerplan.model.report import Report
from nummerplan.model.results import FindingResult, Results, parts_of
from nummerplan.model.source import Span

SHOWS_PROOFS = True

VERSION = 1
"""Grows when a key changes its meaning or goes; new keys may come at any time."""


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """One object: `version`, `summary`, `coverage` and `findings`; and `proofs`, if they were wanted."""
    coverage = report.coverage
    whole: dict[str, Any] = {
        "version": VERSION,
        "summary": report_summary(report, translate),
        "coverage": {
            "plans": coverage.plans,
            "objects": coverage.objects,
            "files": coverage.files,
            "not_read": list(coverage.not_read),
            "suppressed": coverage.suppressed,
            "baselined": coverage.baselined,
            "fixed": coverage.fixed,
            "since": coverage.since,
            "unchanged": coverage.unchanged,
            "stale": [entry._asdict() for entry in coverage.stale],
        },
        "findings": [
            _finding(finding, name, translate)
            for finding, name in zip(report.findings, fingerprints(report.findings), strict=True)
        ],
    }
    if report.proofs is not None:
        from nummerplan.compiler.text.proof_json import proof_fields

        whole["proofs"] = [proof_fields(proof, translate) for proof in report.proofs]
    return json.dumps(whole, indent=2) + "\n"


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote."""
    held = json.loads(text)
    return isinstance(held, dict) and {"version", "summary", "coverage", "findings"} <= held.keys()


def finding_results(report: Report) -> Results[FindingResult]:
    """The findings of a report as the public API gives them."""
    names = fingerprints(report.findings)
    rows = (_result(finding, name) for finding, name in zip(report.findings, names, strict=True))
    return Results(rows, lambda: render(report, str))


def _result(finding: LocatedFinding, fingerprint: str) -> FindingResult:
    def written() -> str:
        return json.dumps(_finding(finding, fingerprint, str), indent=2) + "\n"

    return FindingResult(**parts_of(finding), json=written)


def _finding(finding: LocatedFinding, fingerprint: str, translate: Translate) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message.text(translate),
        "object": finding.object,
        **_place(finding.span),
        "remarks": [_remark(remark, translate) for remark in finding.remarks],
        "path": [_remark(step, translate) for step in finding.path],
        "witness": witness_json(finding.witness, translate) if finding.witness else None,
        "help": finding.help.text(translate) if finding.help else None,
        "fix": _fix(finding, translate),
        "fingerprint": fingerprint,
    }


def witness_json(witness: Witness, translate: Translate) -> dict[str, Any]:
    """One call that shows a finding, in the words of `nummerplan trace --format json`."""
    return {
        **call_fields(witness.call),
        "end": witness.end.key,
        "lost": witness.end in LOST,
        "message": witness.sentence.text(translate),
        "command": witness.command,
    }


def _fix(finding: LocatedFinding, translate: Translate) -> dict[str, Any] | None:
    """Each edit writes its text over its place."""
    if finding.fix is None:
        return None
    edits = [{**_place(edit.span), "text": edit.text} for edit in finding.edits]
    return {"message": finding.fix.message.text(translate), "safe": finding.fix.safe, "edits": edits}


def _remark(remark: LocatedRemark, translate: Translate) -> dict[str, Any]:
    return {"message": remark.message.text(translate), **_place(remark.span)}


def _place(span: Span) -> dict[str, Any]:
    begin, finish = span.begin, span.finish
    return {
        "file": span.source.name,
        "start": {"line": begin.line, "column": begin.column},
        "end": {"line": finish.line, "column": finish.column},
    }
