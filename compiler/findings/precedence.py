"""One defect, one finding: a rule is silent where another says the same thing better."""

from collections.abc import Iterator, Mapping, Sequence

from nummerplan.model.finding import LocatedFinding
from nummerplan.model.rule import Rule


def precedence(findings: Sequence[LocatedFinding], rules: Mapping[str, Rule]) -> Iterator[LocatedFinding]:
    """The findings without those whose rule gives way to another that reports the same place.

    This comes before suppressions: who silences the better finding has given his reason for the other one too.
    """
    places = {_place(finding) for finding in findings if finding.rule in _preferred(rules)}
    for finding in findings:
        rule, source, start = _place(finding)
        if not any((better, source, start) in places for better in rules[rule].about.gives_way_to):
            yield finding


def _preferred(rules: Mapping[str, Rule]) -> frozenset[str]:
    return frozenset(name for rule in rules.values() for name in rule.about.gives_way_to)


def _place(finding: LocatedFinding) -> tuple[str, int, int]:
    return finding.rule, finding.span.source.base, finding.span.start
