"""For people and editors: one line for each finding, and the summary line."""

import re

from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.proof_text import proof_text
from nummerplan.compiler.text.summary import is_summary, level_name, report_summary
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import Translate
from nummerplan.model.report import Report

SHOWS_PROOFS = True
_FINDING = re.compile(r".*:\d+:\d+: [^\W\d_]+\[NP\d{3}\] [a-z-]+: ")


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """`plan.yaml:3:1: error[NP101] company-number-missing: nobody can call`."""
    lines = [finding_line(finding, translate) for finding in report.findings]
    lines.append(escape_terminal(report_summary(report, translate)))
    proofs = (proof_text(proof, translate) for proof in report.proofs or () if proof.whole)
    return "".join(line + "\n" for line in lines) + "".join(proofs)


def finding_line(finding: LocatedFinding, translate: Translate) -> str:
    """One finding on one line, safe to show."""
    level, message = level_name(finding.level).text(translate), finding.message.text(translate)
    return escape_terminal(f"{finding.span}: {level}[{finding.code}] {finding.rule}: {message}")


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote: findings, and the summary behind them."""
    lines = text.splitlines()
    return next((is_summary(line) for line in lines if not _FINDING.match(line)), False)
