"""A name for a finding that stays when lines move: for what people have seen and put aside."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from nummerplan.model.finding import LocatedFinding


def fingerprints(findings: Sequence[LocatedFinding]) -> list[str]:
    """One for each finding, all different: made of rule, file, object and content, not of lines or wording.

    Findings that are alike in all of these are told apart by their order.
    """
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        content = "\0".join((finding.code, finding.span.source.name, finding.object, content_of(finding)))
        seen[content] += 1
        names.append(sha256(f"{content}\0{seen[content]}".encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return names


def content_of(finding: LocatedFinding) -> str:
    """What is written where a finding stands and what its sentence tells of it, however that is worded."""
    written = finding.span.text.partition("\n")[0].strip()
    values = (f"{name}={value}" for name, value in sorted(finding.message.values.items()))
    return "\0".join((written, *values))
