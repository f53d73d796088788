"""Every rule over every plan: findings, stamped with the rule that made them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from nummerplan.model.calls.call_graph import LOST, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Claim, Witness
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import Rule
from nummerplan.model.source import Route, Span

_LOWER = {Level.ERROR: Level.WARNING, Level.WARNING: Level.ADVICE, Level.ADVICE: Level.ADVICE}


def run_rules(linked: LinkedPlan, rules: Iterable[Rule], damaged: Collection[Route]) -> Iterator[Finding]:
    """What the rules say about one plan, but for echoes of what could not be read."""
    within = frozenset(route[:count] for route in damaged for count in range(len(route) + 1))
    for rule in rules:
        if rule.check is not None:
            for made in rule.check(linked):
                finding = made if made.claim is None else _with_witness(made, made.claim, linked, rule)
                if finding and (not damaged or not _echo(finding, damaged, within)):
                    yield replace(finding, rule=rule.name)


def run_repository_rules(cases: list[LinkedPlan], rules: Iterable[Rule]) -> Iterator[tuple[LinkedPlan, Finding]]:
    """What the rules say about all plans of a run together."""
    for rule in rules:
        if rule.check_repository is not None and cases:
            for linked, finding in rule.check_repository(cases):
                yield linked, replace(finding, rule=rule.name)


def _with_witness(finding: Finding, claim: Claim, linked: LinkedPlan, rule: Rule) -> Finding | None:
    """A finding with the call that shows it and the way of that call; none where no call can do what it says.

    Lost calls that only colleagues can make are reported one level lower; where a caller from outside is lost whatever
    people do, a warning is an error; unless the rule itself has thought of it.
    What the search could not decide within its bound is advice, with a remark at the entry.
    """
    found = linked.calls.call(claim)
    if isinstance(found, Witness):
        level = finding.level or _level(claim, found, linked, rule)
        return replace(finding, witness=found, path=_path(found.way, linked), level=level)
    if found.decided and claim.essential:
        return None
    if not claim.ways:
        return finding
    start = claim.ways[0][0].source
    arriving = linked.calls.path_to(start) or linked.calls.path_to(start, external=False)
    finding = replace(finding, path=_path((*arriving, *claim.ways[0]), linked))
    if not (claim.essential and found.met_bound):
        return finding
    entry = (*arriving, *claim.ways[0])[0]
    unknown = say("whether calls from here do this is not decided: too many combinations of people")
    undecided = Remark(entry.route, unknown)
    return replace(finding, level=Level.ADVICE, remarks=(*finding.remarks, undecided))


def _level(claim: Claim, found: Witness, linked: LinkedPlan, rule: Rule) -> Level | None:
    """The level that the truth of the whole gives a finding about lost calls; None for that of its rule."""
    if not (claim.essential and claim.ends and claim.ends <= LOST):
        return None
    if not found.call.caller.external:
        return _LOWER[rule.about.level]
    if rule.about.level is Level.WARNING and linked.calls.lost_whoever_answers(found.call):
        return Level.ERROR
    return None


def _path(edges: Iterable[Edge], linked: LinkedPlan) -> tuple[Remark, ...]:
    return tuple(Remark(edge.route, linked.words.step(edge)) for edge in edges)


def _echo(finding: Finding, damaged: Collection[Route], within: Collection[Route]) -> bool:
    """Whether a finding speaks of a place of which a part could not be read, or that is such a part.

    `within` are the places of which a damaged one is a part; both are sets, so that a plan with a thousand mistakes is
    not compared place by place.
    """
    remarks = (*finding.remarks, *finding.path)
    places = [place for place in (finding.where, *(remark.where for remark in remarks)) if not isinstance(place, Span)]
    return any(place in within or any(place[:count] in damaged for count in range(len(place))) for place in places)
