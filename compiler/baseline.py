"""Findings that are known and accepted for now: keyed by rule, object and content, never by line numbers."""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from nummerplan.compiler.project import SettingsError
from nummerplan.compiler.whole_file import write_whole
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import say

Entry = tuple[str, str, str, str]
"""The plan's file name, the rule, the object, and a fingerprint of the sentence."""


def entry(finding: LocatedFinding) -> Entry:
    """What identifies a finding however the text around it moves.

    The sentence is made of the plan's own words; the file counts by its last two parts, so that a baseline can be used
    from any folder.
    """
    content = sha256(str(finding.message).encode()).hexdigest()[:16]
    return ("/".join(Path(finding.span.source.name).parts[-2:]), finding.rule, finding.object, content)


def without_known(findings: Iterable[LocatedFinding], file: Path) -> tuple[list[LocatedFinding], int]:
    """The findings that the baseline does not have, and how many it has; each entry stands for one finding."""
    known = Counter(_read(file))
    left, silenced = [], 0
    for finding in findings:
        key = entry(finding)
        if known[key]:
            known[key] -= 1
            silenced += 1
        else:
            left.append(finding)
    return left, silenced


def write_baseline(findings: Iterable[LocatedFinding], file: Path) -> int:
    """Write all findings as the new baseline; returns how many."""
    entries = sorted(entry(finding) for finding in findings)
    rows = [dict(zip(("plan", "rule", "object", "content"), row, strict=True)) for row in entries]
    write_whole(file, (json.dumps({"version": 1, "findings": rows}, indent=1, ensure_ascii=False) + "\n").encode())
    return len(rows)


def _read(file: Path) -> list[Entry]:
    try:
        data = json.loads(file.read_text("utf-8"))
        return [(row["plan"], row["rule"], row["object"], row["content"]) for row in data["findings"]]
    except OSError as error:
        message = say("the baseline {file} cannot be read: {reason}", file=file, reason=error.strerror or error)
        raise SettingsError(message) from None
    except (ValueError, KeyError, TypeError):
        raise SettingsError(say("{file} is no baseline; write one with --update-baseline", file=file)) from None
