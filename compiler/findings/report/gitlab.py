"""For GitLab merge requests: a code quality report (a JSON list in the form of Code Climate's issues)."""

import json

from nummerplan.compiler.findings.fingerprint import fingerprints
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.finding import Level
from nummerplan.model.message import Translate
from nummerplan.model.report import Report

_SEVERITIES = {Level.ERROR: "critical", Level.WARNING: "major", Level.ADVICE: "info"}


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """A list, empty when nothing was found. Fingerprints stay when lines move."""
    issues = [
        {
            "description": escape_terminal(finding.message.text(translate)),
            "check_name": f"{finding.code} {finding.rule}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": finding.span.source.name.replace("\\", "/").removeprefix("./"),
                "lines": {"begin": finding.span.begin.line, "end": finding.span.finish.line},
            },
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"
