"""`check --fix`: fix what can be fixed, round by round, and write each file whole."""

from datetime import date
from difflib import unified_diff
from pathlib import Path

from nummerplan.compiler.findings.check_plans import Checked, check_plans
from nummerplan.compiler.findings.fix_edits import fixed_texts
from nummerplan.compiler.findings.redact import redacted
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts, load_files
from nummerplan.compiler.reading.discover import PlanFiles, discover
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.document import Document

ROUNDS = 10
"""A fix may uncover the next; more rounds than this means that two rules undo each other."""


def apply_fixes(paths: list[Path], today: date, selection: Selection, unsafe: bool, write: bool) -> tuple[str, int]:
    """Fix all plans of a command line: the difference as text, and how many findings were fixed.

    A change after which a plan can no longer be read is not made.
    """
    differences, total = [], 0
    for files in discover(paths).plans:
        before = check_plans(load_files([files], today), selection)[0]
        if len(before.document.files) != len(files.files):
            continue  # a file of the plan cannot be read
        after, count = _rounds(before, files, today, selection, unsafe)
        total += count
        shown = zip(_concealed(before).files, _concealed(after).files, strict=True)
        for old, new, (left, right) in zip(before.document.files, after.document.files, shown, strict=True):
            if old.text != new.text:
                differences.append("".join(_difference(old.name, left.text, right.text)))
                if write:
                    path = Path(old.name)
                    mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
                    atomic_write(path, mark + new.text.encode())
    return "".join(differences), total


def _concealed(plan: Checked) -> Document:
    return redacted(plan.document, plan.findings)


def _rounds(plan: Checked, files: PlanFiles, today: date, selection: Selection, unsafe: bool) -> tuple[Checked, int]:
    total = 0
    sections = [None, *(section for section, _ in files.sections)]
    for _ in range(ROUNDS):
        changed, count = fixed_texts(plan.located, plan.document, unsafe)
        if not changed:
            break
        sources = zip(sections, plan.document.files, strict=True)
        texts = [(section, source.name, changed.get(source, source.text)) for section, source in sources]
        after = check_texts(plan.document.name, texts, today, selection, files.root.parent)
        if _broken(after) and not _broken(plan):
            break
        plan, total = after, total + count
    return plan, total


def _broken(plan: Checked) -> bool:
    return any(finding.rule in ("syntax", "alias-bomb", "duplicate-key") for finding in plan.located)


def _difference(name: str, before: str, after: str) -> list[str]:
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name)
    return [line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines]
