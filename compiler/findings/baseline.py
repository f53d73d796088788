"""Findings that are known and accepted for now: keyed by rule, object and content, never by line numbers."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from nummerplan.compiler.findings.fingerprint import content_of
from nummerplan.compiler.findings.rule_selection import UNREAD
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import say

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


def without_known(findings: Iterable[LocatedFinding], file: Path) -> tuple[list[LocatedFinding], int]:
    """The findings that the baseline does not have, and how many it has; each entry stands for one finding.

    What was not read is never known.
    """
    known = Counter(_read(file))
    left, silenced = [], 0
    for finding in findings:
        key = entry(finding, file)
        if known[key] and finding.rule not in UNREAD:
            known[key] -= 1
            silenced += 1
        else:
            left.append(finding)
    return left, silenced


def write_baseline(findings: Iterable[LocatedFinding], file: Path) -> int:
    """Write all findings as the new baseline, but for text that was not read; returns how many."""
    entries = sorted(entry(finding, file) for finding in findings if finding.rule not in UNREAD)
    rows = [dict(zip(("plan", "rule", "object", "content"), row, strict=True)) for row in entries]
    text = json.dumps({"version": 1, "findings": rows}, indent=1)
    try:
        atomic_write(file, f"{text}\n".encode(), lambda held: _rows(held) is not None)
    except OSError as error:
        message = say("{file} cannot be written: {reason}", file=file, reason=error.strerror or error)
        raise SettingError(message) from None
    return len(rows)


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
