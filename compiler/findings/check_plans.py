"""Loaded plans in, findings out: rules are asked, findings get spans, comments silence what they name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from nummerplan.compiler.findings.exit_code import UNREADABLE
from nummerplan.compiler.findings.precedence import precedence
from nummerplan.compiler.findings.redact import redacted
from nummerplan.compiler.findings.redact_messages import without_secrets
from nummerplan.compiler.findings.resolve_spans import resolve_spans
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.findings.run_rules import run_repository_rules, run_rules
from nummerplan.compiler.findings.suppress import suppress, suppressions
from nummerplan.model.calls.linked_plan import LinkedPlan, SecretTexts
from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Level, LocatedFinding
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.report import Coverage, Report
from nummerplan.model.rule import Rule
from nummerplan.rules import all_rules


@dataclass(frozen=True)
class Checked:
    """One plan at the end of the path, and what was found: by routes, and with spans as it is shown."""

    loaded: LoadedPlan
    findings: tuple[Finding, ...]
    located: tuple[LocatedFinding, ...]
    suppressed: int
    is_judged: bool = True
    """False for a plan that did not change: only what is said of all plans together is asked of it."""

    @property
    def document(self) -> Document:
        """The plan as text."""
        return self.loaded.document

    @property
    def linked(self) -> LinkedPlan:
        """The plan as rules see it."""
        return self.loaded.linked

    @property
    def damaged(self) -> bool:
        """Whether something could not be read or typed, so that rules were not asked about all of it."""
        return bool(self.loaded.damaged)

    @property
    def was_read(self) -> bool:
        """Whether the plan's own file could be had."""
        name = self.document.name
        return not any(f.rule in UNREADABLE and f.span.source.name == name for f in self.located)

    @property
    def has_errors(self) -> bool:
        """Whether anything was found that forbids compiling."""
        return any(finding.level is Level.ERROR for finding in self.located)


def located(plan: LoadedPlan) -> tuple[LocatedFinding, ...]:
    """What reading and typing found in a plan, with spans, in the order of the text."""
    rules, shown = {rule.name: rule for rule in all_rules()}, redacted(plan.document, plan.found)
    found = (resolve_spans(finding, rules[finding.rule], shown) for finding in plan.found)
    return _in_order(without_secrets(finding, plan.document) for finding in found)


def check_plans(
    plans: Sequence[LoadedPlan],
    selection: Selection,
    secrets: SecretTexts | None = None,
    unchanged: Collection[str] = (),
) -> tuple[Checked, ...]:
    """Ask the rules about each plan, about all of them together, and about what a provider of secrets gives.

    Plans whose names are among the `unchanged` are asked about together with the others only.
    """
    rules = _rules_of(selection)
    if secrets is not None:
        plans = [replace(plan, linked=replace(plan.linked, secrets=secrets)) for plan in plans]
    found = [
        [] if plan.name in unchanged else [*plan.found, *run_rules(plan.linked, rules, plan.damaged)] for plan in plans
    ]
    places = {id(plan.linked): place for place, plan in enumerate(plans)}
    for linked, finding in run_repository_rules([plan.linked for plan in plans], rules):
        found[places[id(linked)]].append(finding)
    return tuple(
        _finished(plan, tuple(own), selection, plan.name not in unchanged)
        for plan, own in zip(plans, found, strict=True)
    )


def _finished(plan: LoadedPlan, found: tuple[Finding, ...], selection: Selection, is_judged: bool) -> Checked:
    """Find out where everything stands, and let comments silence what they name."""
    rules, asked = {rule.name: rule for rule in all_rules()}, {rule.name for rule in _rules_of(selection)}
    comments = suppressions(plan.document)
    shown = redacted(plan.document, found) if found or comments else plan.document
    resolved = [resolve_spans(f, rules[f.rule], shown) for f in found if f.rule in asked]
    located = [without_secrets(f, plan.document) for f in resolved]
    judged = partial(_judged, selection, plan)
    preferred = precedence(located, rules)
    left, suppressed, remarks = suppress(preferred, comments, rules.values(), plan.linked.today, judged)
    # Of a plan that was not judged nobody knows which comments are of use.
    about = (resolve_spans(f, rules[f.rule], shown) for f in remarks if f.rule in asked and is_judged)
    return Checked(plan, found, _in_order([*left, *about]), suppressed, is_judged)


def _judged(selection: Selection, plan: LoadedPlan, rule: Rule) -> bool:
    """Whether a rule has said all that it has to say: not of a damaged plan, nor of secrets that nobody gave."""
    return not plan.damaged and selection.wants(rule) and not (rule.about.of_secrets and plan.linked.secrets is None)


@cache
def _rules_of(selection: Selection) -> tuple[Rule, ...]:
    """The rules of a selection, chosen once for all plans of a run."""
    return tuple(selection.rules(all_rules()))


def _in_order(findings: Iterable[LocatedFinding]) -> tuple[LocatedFinding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.span.source.base, f.span.start, f.span.end, f.code)))


def report(
    checked: Sequence[Checked],
    others: tuple[LocatedFinding, ...] = (),
    not_read: tuple[str, ...] = (),
    since: str | None = None,
) -> Report:
    """The findings of all plans, and how much they cover; `since` is the revision that unchanged plans are as in."""
    judged = [plan for plan in checked if plan.is_judged]
    covered = [plan for plan in judged if plan.was_read]
    coverage = Coverage(
        plans=len(covered),
        objects=sum(sum(1 for _ in plan.linked.plan.named()) for plan in covered),
        files=sum(len(plan.document.files) for plan in covered),
        not_read=(*(name for plan in judged for name in plan.document.not_read), *not_read),
        suppressed=sum(plan.suppressed for plan in checked),
        since=since,
        unchanged=len(checked) - len(judged),
    )
    return Report(tuple(finding for plan in checked for finding in plan.located) + others, coverage)
