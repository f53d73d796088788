"""Loaded plans in, findings out: rules are asked, findings get spans, comments silence what they name."""

from collections.abc import Callable, Collection, Iterable, Sequence
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
from nummerplan.compiler.reading.rule_names import UNREAD
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
    looked_at: bool = True
    """Whether the rules were asked about it; not about a plan that has not changed, which others are held against."""

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
    changed: Collection[str] | None = None,
) -> tuple[Checked, ...]:
    """Ask the rules about each plan, about all of them together, and about what a provider of secrets gives.

    With `changed`, only about the plans of these names. The others are held against them, and show what that finds and
    that their text could not be read.
    """
    selections = [selection.of_plan(plan.name) for plan in plans]
    if secrets is not None:
        plans = [replace(plan, linked=replace(plan.linked, secrets=secrets)) for plan in plans]
    looked_at = [changed is None or plan.name in changed for plan in plans]
    found = [
        [*plan.found, *run_rules(plan.linked, _rules_of(mine), plan.damaged)] if look else _unread(plan)
        for plan, mine, look in zip(plans, selections, looked_at, strict=True)
    ]
    rules = [rule for rule in all_rules() if any(rule in _asked(mine) for mine in set(selections))]
    places = {id(plan.linked): place for place, plan in enumerate(plans)}
    for linked, finding in run_repository_rules([plan.linked for plan in plans], rules):
        place = places[id(linked)]
        if looked_at[place] or (changed is not None and finding.other_plan in changed):
            found[place].append(finding)
    return tuple(
        _finished(plan, tuple(own), mine, look)
        for plan, own, mine, look in zip(plans, found, selections, looked_at, strict=True)
    )


def _unread(plan: LoadedPlan) -> list[Finding]:
    """What is said of a plan that is not looked at: a number of one that was not read may be anybody's."""
    return [finding for finding in plan.found if finding.rule in UNREAD]


def _finished(plan: LoadedPlan, found: tuple[Finding, ...], selection: Selection, looked_at: bool) -> Checked:
    """Find out where everything stands, and let comments silence what they name."""
    rules, asked = {rule.name: rule for rule in all_rules()}, {rule.name for rule in _asked(selection)}
    comments = suppressions(plan.document)
    shown = redacted(plan.document, found) if found or comments else plan.document
    resolved = [resolve_spans(f, rules[f.rule], shown) for f in found if f.rule in asked]
    located = [without_secrets(f, plan.document) for f in resolved]
    judged = partial(_judged, selection, plan)
    preferred = precedence(located, rules)
    left, suppressed, remarks = suppress(preferred, comments, rules.values(), plan.linked.today, judged)
    about = [resolve_spans(f, rules[f.rule], shown) for f in remarks if f.rule in asked and looked_at]
    leveled = (replace(f, level=selection.level(rules[f.rule], f.level)) for f in (*left, *about))
    return Checked(plan, found, _in_order(leveled), suppressed, looked_at)


def judged(plan: Checked, selection: Selection) -> Callable[[Rule], bool]:
    """Which rules have said of a plan all that they have to say, so that what is not among it is not there."""
    if not plan.looked_at:
        return lambda rule: False
    return partial(_judged, selection.of_plan(plan.loaded.name), plan.loaded)


def _judged(selection: Selection, plan: LoadedPlan, rule: Rule) -> bool:
    """Whether a rule has said all that it has to say: not of a damaged plan, nor of secrets that nobody gave."""
    return not plan.damaged and selection.wants(rule) and not (rule.about.of_secrets and plan.linked.secrets is None)


@cache
def _asked(selection: Selection) -> frozenset[Rule]:
    return frozenset(_rules_of(selection))


@cache
def _rules_of(selection: Selection) -> tuple[Rule, ...]:
    """The rules of a selection, chosen once for all plans of a run."""
    return tuple(selection.rules(all_rules()))


def _in_order(findings: Iterable[LocatedFinding]) -> tuple[LocatedFinding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.span.source.base, f.span.start, f.span.end, f.code)))


def report(
    checked: Sequence[Checked], others: tuple[LocatedFinding, ...] = (), not_read: tuple[str, ...] = ()
) -> Report:
    """The findings of all plans, and how much they cover."""
    looked_at = [plan for plan in checked if plan.looked_at]
    covered = [plan for plan in looked_at if plan.was_read]
    coverage = Coverage(
        plans=len(covered),
        objects=sum(sum(1 for _ in plan.linked.plan.named()) for plan in covered),
        files=sum(len(plan.document.files) for plan in covered),
        not_read=(*(name for plan in looked_at for name in plan.document.not_read), *not_read),
        suppressed=sum(plan.suppressed for plan in checked),
        unchanged=len(checked) - len(looked_at),
    )
    return Report(tuple(finding for plan in checked for finding in plan.located) + others, coverage)
