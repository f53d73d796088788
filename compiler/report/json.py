"""For programs: all of a report. Lines and columns (characters) count from 1; ends are exclusive."""

import json
from typing import Any

from nummerplan.compiler.fingerprint import fingerprints
from nummerplan.compiler.summary import summary
from nummerplan.model.finding import AddEntry, Edit, LocatedFinding, LocatedRemark, RenameKey
from nummerplan.model.message import Translate
from nummerplan.model.report import Report
from nummerplan.model.source import Span

VERSION = 1
"""Grows when a key changes its meaning or goes; new keys may come at any time."""


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """One object: `version`, `summary`, `coverage` and `findings`."""
    coverage = report.coverage
    whole = {
        "version": VERSION,
        "summary": summary(report, translate),
        "coverage": {
            "plans": coverage.plans,
            "objects": coverage.objects,
            "files": coverage.files,
            "not_read": list(coverage.not_read),
            "suppressed": coverage.suppressed,
            "baselined": coverage.baselined,
            "fixed": coverage.fixed,
        },
        "findings": [
            _finding(finding, name, translate)
            for finding, name in zip(report.findings, fingerprints(report.findings), strict=True)
        ],
    }
    return json.dumps(whole, indent=2) + "\n"


def _finding(finding: LocatedFinding, fingerprint: str, translate: Translate) -> dict[str, Any]:
    fix = finding.fix
    return {
        "code": finding.code,
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message.text(translate),
        "object": finding.object,
        **_place(finding.span),
        "remarks": [_remark(remark, translate) for remark in finding.remarks],
        "path": [_remark(step, translate) for step in finding.path],
        "help": finding.help.text(translate) if finding.help else None,
        "fix": {
            "message": fix.message.text(translate),
            "safe": fix.safe,
            "edits": [_edit(edit) for edit in fix.edits],
        }
        if fix
        else None,
        "fingerprint": fingerprint,
    }


def _remark(remark: LocatedRemark, translate: Translate) -> dict[str, Any]:
    return {"message": remark.message.text(translate), **_place(remark.span)}


def _place(span: Span) -> dict[str, Any]:
    begin, finish = span.begin, span.finish
    return {
        "file": span.source.name,
        "start": {"line": begin.line, "column": begin.column},
        "end": {"line": finish.line, "column": finish.column},
    }


def _edit(edit: Edit) -> dict[str, Any]:
    """An edit names the setting, not the text: `--fix` turns it into one."""
    if isinstance(edit, RenameKey):
        return {"kind": "rename_key", "route": list(edit.route), "key": edit.key}
    if isinstance(edit, AddEntry):
        return {"kind": "add_entry", "route": list(edit.route), "key": edit.key, "text": edit.text}
    return {"kind": "set_value", "route": list(edit.route), "text": edit.text}
