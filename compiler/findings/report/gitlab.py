"""For GitLab merge requests: a code quality report (a JSON list in the form of Code Climate's issues)."""

import json
import re

from nummerplan.compiler.findings.fingerprint import fingerprints
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.finding import Level
from nummerplan.model.message import Translate
from nummerplan.model.report import Report

_CHECK_NAME = re.compile(r"NP\d{3} [a-z-]+")
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


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote."""
    held = json.loads(text)
    return isinstance(held, list) and all(
        isinstance(issue, dict) and "fingerprint" in issue and _CHECK_NAME.fullmatch(str(issue.get("check_name")))
        for issue in held
    )
