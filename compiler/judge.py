"""Every rule over every plan: findings, stamped with the rule that made them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding
from nummerplan.model.rule import Rule
from nummerplan.model.source import Route, Span


def judge(case: Case, rules: Iterable[Rule], damaged: Collection[Route]) -> Iterator[Finding]:
    """What the rules say about one plan. Objects of which something could not be read are not judged."""
    broken = {route[:2] for route in damaged}
    for rule in rules:
        if rule.check is not None:
            for finding in rule.check(case):
                if not broken or not _touches(finding, broken):
                    yield replace(finding, rule=rule.name)


def judge_repository(cases: list[Case], rules: Iterable[Rule]) -> Iterator[tuple[Case, Finding]]:
    """What the rules say about all plans of a run together."""
    for rule in rules:
        if rule.check_repository is not None and cases:
            for case, finding in rule.check_repository(cases):
                yield case, replace(finding, rule=rule.name)


def _touches(finding: Finding, broken: Collection[Route]) -> bool:
    """Whether a finding may be a mere echo of something that could not be read."""
    if () in broken:
        return True
    places = [finding.where, *(remark.where for remark in (*finding.remarks, *finding.path))]
    return any(not isinstance(place, Span) and (place[:2] in broken or place[:1] in broken) for place in places)
