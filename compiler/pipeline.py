"""The straight path, on one screen: text, document, plan, case, findings, report."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from nummerplan.compiler.findings.precedence import precedence
from nummerplan.compiler.findings.redact import redacted
from nummerplan.compiler.findings.resolve_spans import resolve_spans
from nummerplan.compiler.findings.rule_selection import UNREAD, Selection
from nummerplan.compiler.findings.run_rules import run_repository_rules, run_rules
from nummerplan.compiler.findings.suppress import suppress, suppressions
from nummerplan.compiler.linking.link import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.discover import PlanFiles, discover, files_in
from nummerplan.compiler.reading.hash_comment_keys import hash_comment_keys
from nummerplan.compiler.reading.read import read, read_texts
from nummerplan.compiler.text.vocabulary import vocabulary_of
from nummerplan.model.calls.call_questions import CallQuestions
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Level, LocatedFinding
from nummerplan.model.message import Message, say
from nummerplan.model.plan.audio_use import folders_looked_into
from nummerplan.model.report import Coverage, Report
from nummerplan.model.rule import Rule
from nummerplan.model.source import SourceFile, Span
from nummerplan.rules import all_rules

UNREADABLE = ("file-unreadable", "file-not-text")
"""Rules whose findings mean that bytes could not be had or are not text: exit code 3."""


@dataclass
class Checked:
    """One plan on its way: what was read, what it says, and what was found."""

    document: Document
    linked: LinkedPlan
    findings: list[Finding] = field(default_factory=list)
    located: tuple[LocatedFinding, ...] = ()
    suppressed: int = 0
    damaged: bool = False
    """Whether something could not be read or typed, so that rules were not asked about all of it."""

    @property
    def was_read(self) -> bool:
        """Whether the plan's own file could be had."""
        name = self.document.name
        return not any(f.rule in UNREADABLE and f.span.source.name == name for f in self.located)

    @property
    def has_errors(self) -> bool:
        """Whether anything was found that forbids compiling."""
        return any(finding.level is Level.ERROR for finding in self.located)


def check_plan(
    document: Document,
    read_findings: list[Finding],
    today: date,
    folder: Path | None,
    selection: Selection,
) -> Checked:
    """Judge one document; `folder` is the plan's, None for one from a pipe."""
    bound = bind(document)
    linked = link(bound.plan, document.name, today)
    files = files_in(folder, folders_looked_into(linked.audio)) if folder else None
    linked = replace(linked, files=files, explore=_outcomes, vocabulary=vocabulary_of(linked.numbering))
    findings = [*read_findings, *hash_comment_keys(document), *bound.findings]
    # Without a readable text there is no plan, and nothing can be said of what it lacks.
    damaged = frozenset({()}) if any(f.rule in UNREAD for f in read_findings) else bound.damaged
    findings.extend(run_rules(linked, _rules_of(selection), damaged))
    return Checked(bound.document, linked, findings, damaged=bool(damaged))


def _outcomes(linked: LinkedPlan) -> CallQuestions:
    from nummerplan.compiler.search.call_questions import CallAnswers  # a clean plan never asks

    return CallAnswers(linked)


def finish(checked: list[Checked], today: date, selection: Selection) -> None:
    """Judge the plans together, find out where everything stands, and let comments silence what they name."""
    rules = {rule.name: rule for rule in all_rules()}
    asked = {rule.name for rule in _rules_of(selection)}
    by_case = {id(plan.linked): plan for plan in checked}
    for linked, finding in run_repository_rules([plan.linked for plan in checked], _rules_of(selection)):
        by_case[id(linked)].findings.append(finding)
    for plan in checked:
        comments = suppressions(plan.document)
        shown = redacted(plan.document) if plan.findings or comments else plan.document
        located = [resolve_spans(f, rules[f.rule], shown) for f in plan.findings if f.rule in asked]
        preferred = precedence(located, rules)
        judged = selection.wants if not plan.damaged else _unknown
        left, plan.suppressed, remarks = suppress(preferred, comments, rules.values(), today, judged)
        left.extend(resolve_spans(f, rules[f.rule], shown) for f in remarks if f.rule in asked)
        plan.located = tuple(sorted(left, key=lambda f: (f.span.source.base, f.span.start, f.span.end, f.code)))


@cache
def _rules_of(selection: Selection) -> tuple[Rule, ...]:
    """The rules of a selection, chosen once for all plans of a run."""
    return tuple(selection.rules(all_rules()))


def _unknown(_: Rule) -> bool:
    """Of a damaged plan nobody knows what a rule would have said."""
    return False


def check_files(plans: Iterable[PlanFiles], today: date, selection: Selection) -> list[Checked]:
    """Read and judge plans from their files."""
    checked = []
    for files in plans:
        document, findings = read(files)
        folder = None if str(files.root) == "-" else files.root.parent
        checked.append(check_plan(document, findings, today, folder, selection))
    finish(checked, today, selection)
    return checked


def check_paths(paths: list[Path], today: date, selection: Selection | None = None) -> tuple[list[Checked], Report]:
    """Everything that a command line names."""
    selection = selection or Selection()
    found = discover(paths)
    checked = check_files(found.plans, today, selection)
    closed = (_not_looked_into(folder, reason) for folder, reason in found.closed)
    others = (*closed, *(_no_plan(folder, found.misnamed) for folder in found.empty))
    return checked, report(checked, others, tuple(map(str, found.misnamed)))


def check_texts(
    name: str,
    texts: list[tuple[str | None, str, str]],
    today: date,
    selection: Selection,
    folder: Path | None = None,
) -> Checked:
    """One plan from texts: (section or None for a whole plan, name, text)."""
    document, findings = read_texts(name, texts)
    checked = check_plan(document, findings, today, folder, selection)
    finish([checked], today, selection)
    return checked


def check_text(text: str, name: str = "plan.yaml", today: date = date(2026, 11, 23)) -> Report:
    """One plan that is a text."""
    return report([check_texts(name, [(None, name, text)], today, Selection())])


def report(checked: list[Checked], others: tuple[LocatedFinding, ...] = (), not_read: tuple[str, ...] = ()) -> Report:
    """The findings of all plans, and how much they cover."""
    covered = [plan for plan in checked if plan.was_read]
    coverage = Coverage(
        plans=len(covered),
        objects=sum(sum(1 for _ in plan.linked.plan.named()) for plan in covered),
        files=sum(len(plan.document.files) for plan in covered),
        not_read=(*(name for plan in checked for name in plan.document.not_read), *not_read),
        suppressed=sum(plan.suppressed for plan in checked),
    )
    return Report(tuple(finding for plan in checked for finding in plan.located) + others, coverage)


def _no_plan(folder: Path, misnamed: list[Path]) -> LocatedFinding:
    """A folder without a plan is not clean: nothing was checked."""
    message = say("there is no plan here: no plan.yaml and no file that ends in .plan.yaml")
    other = next((file for file in misnamed if file.is_relative_to(folder)), None)
    help_ = say("rename {file} to {name}", file=other, name=other.with_suffix(".yaml").name) if other else None
    return _about_folder(folder, message, help_)


def _not_looked_into(folder: Path, reason: str) -> LocatedFinding:
    """Nor is a folder that cannot be read."""
    return _about_folder(folder, say("the folder cannot be read: {reason}", reason=reason))


def _about_folder(folder: Path, message: Message, help_: Message | None = None) -> LocatedFinding:
    rule = next(rule for rule in all_rules() if rule.name == "file-unreadable")
    span = Span(SourceFile(str(folder), ""), 0, 0)
    return LocatedFinding(rule.name, rule.code, Level.ERROR, span, message, "", help=help_)


def unusable(checked: list[Checked]) -> Message | None:
    """Why a command that looks into one plan cannot, if so: there are none or several, or the one could not be read."""
    if len(checked) != 1:
        return say("this looks into one plan at a time, and there are {count} here", count=len(checked))
    unread = [finding for finding in checked[0].located if finding.rule in UNREAD]
    if unread:
        return say("{place}: {message}", place=str(unread[0].span), message=unread[0].message)
    return None
