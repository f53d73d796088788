"""For people: each finding with its lines, the other end of a conflict, and what would be right."""

import re
from collections.abc import Iterator

from nummerplan.compiler.findings.excerpt import ExcerptMark, Ink, excerpt, gutter_width
from nummerplan.compiler.text.escape_terminal import columns, escape_terminal
from nummerplan.compiler.text.proof_text import assumptions_text, proof_text
from nummerplan.compiler.text.summary import is_summary, level_name, report_summary
from nummerplan.model.finding import LocatedFinding, LocatedRemark
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.report import Report

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "advice": "1;36",
    "frame": "1;34",
    "other": "1;34",
    "strong": "1",
}


SHOWS_PROOFS = True
_HEAD = re.compile(r"[^\W\d_]+\[NP\d{3}\] [a-z-]+: ")


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """All findings with their excerpts, the summary line, and the proofs."""
    ink = _ink(colour)
    blocks = ["\n".join(_block(finding, translate, ink)) for finding in report.findings]
    blocks.append(ink("strong", escape_terminal(report_summary(report, translate))))
    proofs = [proof for proof in report.proofs or () if proof.whole]
    proven = "".join(proof_text(proof, translate) for proof in proofs) + assumptions_text(proofs, translate)
    return "\n\n".join(blocks) + "\n" + proven


def _ink(colour: bool) -> Ink:
    if colour:
        return lambda style, text: f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
    return lambda style, text: text


def _block(finding: LocatedFinding, translate: Translate, ink: Ink) -> Iterator[str]:
    level = finding.level.value
    name = level_name(finding.level).text(translate)
    message = escape_terminal(finding.message.text(translate))
    yield f"{ink(level, f'{name}[{finding.code}]')} {finding.rule}: {ink('strong', message)}"
    marks = [ExcerptMark(finding.span, "", level, primary=True)]
    marks += [
        ExcerptMark(remark.span, escape_terminal(remark.message.text(translate)), "other") for remark in finding.remarks
    ]
    gutter = gutter_width(marks)
    yield from excerpt(marks, gutter, ink)
    yield from _notes(finding, gutter, translate, ink)


def _notes(finding: LocatedFinding, gutter: int, translate: Translate, ink: Ink) -> Iterator[str]:
    """The way of the call, one such call, the help and the fix, below the excerpts."""
    sign = f"{' ' * gutter} {ink('frame', '=')} "

    def note(heading: Message, first: str, *others: str) -> Iterator[str]:
        title = heading.text(translate)
        yield f"{sign}{ink('strong', title + ':')} {first}"
        yield from (" " * (gutter + 5 + columns(title)) + line for line in others)

    if finding.path:
        yield from note(say("the call's way"), *_steps(finding, translate))
    if (witness := finding.witness) is not None:
        sentence = escape_terminal(witness.sentence.text(translate))
        yield from note(say("for example"), sentence, escape_terminal(witness.command))
    if finding.help:
        yield from note(say("help"), escape_terminal(finding.help.text(translate)))
    if finding.fix:
        option = "--fix" if finding.fix.safe else "--unsafe-fixes"
        yield from note(say("fix"), f"{escape_terminal(finding.fix.message.text(translate))} ({option})")


def _steps(finding: LocatedFinding, translate: Translate) -> Iterator[str]:
    for number, step in enumerate(finding.path, 1):
        yield f"{number}. {escape_terminal(step.message.text(translate))} ({_place(step, finding, translate)})"


def _place(step: LocatedRemark, finding: LocatedFinding, translate: Translate) -> str:
    """The line, if it is in the same file; most steps are, and its name would hide them."""
    if step.span.source is finding.span.source:
        return say("line {line}", line=step.span.begin.line).text(translate)
    return escape_terminal(str(step.span))


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote: it begins with a finding, or with the summary of none."""
    lines = text.splitlines()
    return bool(lines) and (is_summary(lines[0]) or (bool(_HEAD.match(lines[0])) and any(map(is_summary, lines))))
