"""For people and editors: one line for each finding, and the summary line."""

from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.proof_text import proof_text
from nummerplan.compiler.text.summary import level_name, report_summary
from nummerplan.model.message import Translate
from nummerplan.model.report import Report

SHOWS_PROOFS = True


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """`plan.yaml:3:1: error[NP101] company-number-missing: nobody can call`."""
    lines = [
        f"{f.span}: {level_name(f.level).text(translate)}[{f.code}] {f.rule}: {f.message.text(translate)}"
        for f in report.findings
    ]
    lines.append(report_summary(report, translate))
    proofs = (proof_text(proof, translate) for proof in report.proofs or () if proof.whole)
    return "".join(escape_terminal(line) + "\n" for line in lines) + "".join(proofs)
