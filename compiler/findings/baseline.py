"""Findings that are known and accepted for now: keyed by rule, object and content, never by line numbers."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from nummerplan.compiler.findings.check_plans import Checked, judged
from nummerplan.compiler.findings.fingerprint import content_of
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.reading.rule_names import UNREAD
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import say
from nummerplan.model.report import StaleEntry
from nummerplan.rules import all_rules

BaselineKey = tuple[str, str, str, str]
"""The plan's file, the rule, the object, and a fingerprint of what is written there."""


def entry(finding: LocatedFinding, file: Path) -> BaselineKey:
    """What identifies a finding however the text around it moves, and however its sentence will be worded.

    The plan's file is named as seen from the baseline, so that both can be used from any folder and moved together; one
    that is not below the baseline's folder counts by its last two parts.
    """
    content = sha256(content_of(finding).encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return (_place(finding.span.source.name, file), finding.rule, finding.object, content)


def _place(name: str, file: Path) -> str:
    if name == "-":
        return name
    plan, folder = Path(os.path.realpath(name)), os.path.realpath(file.parent)
    return plan.relative_to(folder).as_posix() if plan.is_relative_to(folder) else "/".join(plan.parts[-2:])


class KnownFindings(NamedTuple):
    """The findings of a run held against a baseline: each entry stands for one finding, and what was not read for none.

    `left` are findings that it does not have, `known` counts those that it has. `stale` are entries that nothing is
    left of, `kept` all others that no finding met: of plans and rules that this run did not ask.
    """

    left: list[LocatedFinding]
    known: int
    stale: list[BaselineKey]
    kept: list[BaselineKey]

    @property
    def stale_entries(self) -> tuple[StaleEntry, ...]:
        """What is told of the stale ones."""
        return tuple(StaleEntry(plan, rule, about) for plan, rule, about, _ in self.stale)


def compare(
    findings: Iterable[LocatedFinding],
    file: Path,
    checked: Sequence[Checked],
    selection: Selection,
    fresh: bool = False,
) -> KnownFindings:
    """Hold the findings of a run against a baseline. With `fresh`, which is to be written, there may be none yet."""
    entries = _fresh(file) if fresh else _read(file)
    known = Counter(entries)
    left = []
    for finding in findings:
        key = entry(finding, file)
        if known[key] and finding.rule not in UNREAD:
            known[key] -= 1
        else:
            left.append(finding)
    said = _all_said(file, checked, selection)
    unmet = sorted(known.elements())
    stale = [key for key in unmet if said(key)]
    return KnownFindings(left, len(entries) - len(unmet), stale, [key for key in unmet if not said(key)])


def _all_said(file: Path, checked: Sequence[Checked], selection: Selection) -> Callable[[BaselineKey], bool]:
    """Whether an entry would have been found if there were anything left of it: its plan was looked at whole and its
    rule was asked, or its file is gone.
    """
    rules = {rule.name: rule for rule in all_rules()}
    asked = {}
    for plan in checked:
        judges = judged(plan, selection)
        asked.update({_place(source.name, file): judges for source in plan.document.files})
    folder = Path(os.path.realpath(file.parent))
    # Plans elsewhere have names in a baseline that others may have too.
    below = all(Path(os.path.realpath(plan.document.name)).is_relative_to(folder) for plan in checked)

    def said(key: BaselineKey) -> bool:
        place, name = key[:2]
        if place in asked:
            return name not in rules or asked[place](rules[name])
        return below and place != "-" and not (folder / place).exists()

    return said


def write_baseline(findings: Iterable[LocatedFinding], file: Path, kept: Iterable[BaselineKey] = ()) -> int:
    """Write findings as the new baseline, but for text that was not read, with entries that stay; returns how many."""
    entries = sorted([*kept, *(entry(finding, file) for finding in findings if finding.rule not in UNREAD)])
    rows = [dict(zip(("plan", "rule", "object", "content"), row, strict=True)) for row in entries]
    text = json.dumps({"version": 1, "findings": rows}, indent=1)
    try:
        atomic_write(file, f"{text}\n".encode(), lambda held: _rows(held) is not None)
    except OSError as error:
        message = say("{file} cannot be written: {reason}", file=file, reason=error.strerror or error)
        raise SettingError(message) from None
    return len(rows)


def _fresh(file: Path) -> list[BaselineKey]:
    try:
        return _read(file)
    except SettingError:  # whatever is there instead is refused when it is written
        return []


def _read(file: Path) -> list[BaselineKey]:
    rows = None
    try:
        if not file.exists() or file.is_file() or file.is_dir():  # who reads a pipe or a device waits for ever
            rows = _rows(file.read_bytes())
    except OSError as error:
        message = say("the baseline {file} cannot be read: {reason}", file=file, reason=error.strerror or error)
        raise SettingError(message) from None
    if rows is None:
        raise SettingError(say("{file} is no baseline; remove it, and write one with --update-baseline", file=file))
    return rows


def _rows(content: bytes) -> list[BaselineKey] | None:
    """The entries of a baseline; None for what is none."""
    try:
        rows = [(row["plan"], row["rule"], row["object"], row["content"]) for row in json.loads(content)["findings"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return rows if all(isinstance(text, str) for row in rows for text in row) else None
