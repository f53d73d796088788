"""Every rule over every plan: findings, stamped with the rule that made them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding
from nummerplan.model.rule import Rule
from nummerplan.model.source import Route, Span


def judge(case: Case, rules: Iterable[Rule], damaged: Collection[Route]) -> Iterator[Finding]:
    """What the rules say about one plan, but for echoes of what could not be read."""
    for rule in rules:
        if rule.check is not None:
            for finding in rule.check(case):
                if not damaged or not _echo(finding, damaged):
                    yield replace(finding, rule=rule.name)


def judge_repository(cases: list[Case], rules: Iterable[Rule]) -> Iterator[tuple[Case, Finding]]:
    """What the rules say about all plans of a run together."""
    for rule in rules:
        if rule.check_repository is not None and cases:
            for case, finding in rule.check_repository(cases):
                yield case, replace(finding, rule=rule.name)


def _echo(finding: Finding, damaged: Collection[Route]) -> bool:
    """Whether a finding speaks of a place of which a part could not be read, or that is such a part."""
    remarks = (*finding.remarks, *finding.path)
    places = [place for place in (finding.where, *(remark.where for remark in remarks)) if not isinstance(place, Span)]
    return any(place[: len(route)] == route[: len(place)] for place in places for route in damaged)
