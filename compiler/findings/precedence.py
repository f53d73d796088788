"""One defect, one finding: a rule is silent where another says the same thing better."""

from collections.abc import Iterator, Mapping, Sequence

from nummerplan.model.finding import LocatedFinding
from nummerplan.model.rule import Rule


def precedence(findings: Sequence[LocatedFinding], rules: Mapping[str, Rule]) -> Iterator[LocatedFinding]:
    """The findings without those whose rule gives way to another that reports the same place.

    This comes before suppressions: who silences the better finding has given his reason for the other one too.
    """
    found = {finding.rule for finding in findings}
    better = {name: found.intersection(rules[name].about.gives_way_to) for name in found}
    preferred = frozenset().union(*better.values())
    places = {_place(finding) for finding in findings if finding.rule in preferred}
    for finding in findings:
        _, source, start = _place(finding)
        if not any((name, source, start) in places for name in better[finding.rule]):
            yield finding


def _place(finding: LocatedFinding) -> tuple[str, int, int]:
    return finding.rule, finding.span.source.base, finding.span.start
