"""The straight path, on one screen: text, document, plan, linked plan, findings, report. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from nummerplan.compiler.findings.exit_code import UNREADABLE
from nummerplan.compiler.findings.folder_findings import folder_findings
from nummerplan.compiler.findings.precedence import precedence
from nummerplan.compiler.findings.redact import redacted
from nummerplan.compiler.findings.resolve_spans import resolve_spans
from nummerplan.compiler.findings.rule_selection import UNREAD, Selection
from nummerplan.compiler.findings.run_rules import run_repository_rules, run_rules
from nummerplan.compiler.findings.suppress import suppress, suppressions
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.discover import PlanFiles, discover, files_in
from nummerplan.compiler.reading.hash_comment_keys import hash_comment_keys
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.compiler.reading.read import read, read_texts
from nummerplan.compiler.text.vocabulary import vocabulary_of
from nummerplan.model.calls.call_questions import CallQuestions
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.document import Document
from nummerplan.model.errors import FileError
from nummerplan.model.finding import Finding, Level, LocatedFinding
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.audio_use import folders_looked_into
from nummerplan.model.report import Coverage, Report
from nummerplan.model.rule import Rule
from nummerplan.model.settings.project import Project
from nummerplan.model.source import Span
from nummerplan.rules import all_rules

NOT_HAD = "file-unreadable"


@dataclass(frozen=True)
class Checked:
    """One plan at the end of the path, and what was found: by routes, and with spans as it is shown."""

    loaded: LoadedPlan
    findings: tuple[Finding, ...]
    located: tuple[LocatedFinding, ...]
    suppressed: int

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


def load_document(
    document: Document,
    read_findings: Sequence[Finding],
    today: date,
    folder: Path | None,
    project: Project | None = None,
) -> LoadedPlan:
    """From a text to a linked plan, and what reading and typing found; `folder` is the plan's, if it has one."""
    bound = bind(document)
    linked = link(bound.plan, document.name, today)
    files = files_in(folder, folders_looked_into(linked.audio)) if folder else None
    linked = replace(linked, files=files, explore=_outcomes, vocabulary=vocabulary_of(linked.numbering))
    unread = next((finding for finding in read_findings if finding.rule in UNREAD), None)
    return LoadedPlan(
        document=bound.document,
        linked=linked,
        found=(*read_findings, *hash_comment_keys(document), *bound.findings),
        # Without a readable text there is no plan, and nothing can be said of what it lacks.
        damaged=frozenset({()}) if unread else bound.damaged,
        unread=say("{place}: {message}", place=str(unread.where), message=unread.message) if unread else None,
        project=project or Project(),
        show=_located,
    )


def _outcomes(linked: LinkedPlan) -> CallQuestions:
    from nummerplan.compiler.search.call_questions import CallAnswers  # a clean plan never asks

    return CallAnswers(linked)


def _located(plan: LoadedPlan) -> tuple[LocatedFinding, ...]:
    rules, shown = {rule.name: rule for rule in all_rules()}, redacted(plan.document)
    return _in_order(resolve_spans(finding, rules[finding.rule], shown) for finding in plan.found)


def _in_order(findings: Iterable[LocatedFinding]) -> tuple[LocatedFinding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.span.source.base, f.span.start, f.span.end, f.code)))


def check_plans(plans: Sequence[LoadedPlan], selection: Selection) -> tuple[Checked, ...]:
    """Ask the rules about each plan, and about all of them together."""
    rules = _rules_of(selection)
    found = [[*plan.found, *run_rules(plan.linked, rules, plan.damaged)] for plan in plans]
    places = {id(plan.linked): place for place, plan in enumerate(plans)}
    for linked, finding in run_repository_rules([plan.linked for plan in plans], rules):
        found[places[id(linked)]].append(finding)
    return tuple(_finished(plan, tuple(own), selection) for plan, own in zip(plans, found, strict=True))


def _finished(plan: LoadedPlan, found: tuple[Finding, ...], selection: Selection) -> Checked:
    """Find out where everything stands, and let comments silence what they name."""
    rules, asked = {rule.name: rule for rule in all_rules()}, {rule.name for rule in _rules_of(selection)}
    comments = suppressions(plan.document)
    shown = redacted(plan.document) if found or comments else plan.document
    located = [resolve_spans(f, rules[f.rule], shown) for f in found if f.rule in asked]
    judged = selection.wants if not plan.damaged else _unknown
    preferred = precedence(located, rules)
    left, suppressed, remarks = suppress(preferred, comments, rules.values(), plan.linked.today, judged)
    about = (resolve_spans(f, rules[f.rule], shown) for f in remarks if f.rule in asked)
    return Checked(plan, found, _in_order([*left, *about]), suppressed)


@cache
def _rules_of(selection: Selection) -> tuple[Rule, ...]:
    """The rules of a selection, chosen once for all plans of a run."""
    return tuple(selection.rules(all_rules()))


def _unknown(_: Rule) -> bool:
    """Of a damaged plan nobody knows what a rule would have said."""
    return False


def load(path: Path, today: date | None = None) -> LoadedPlan:
    """The plan at a path, with the settings that hold for it; what is wrong in its text is among its findings.

    Raises `FileError` where there is no plan, or several, or where the plan's own file cannot be read, and
    `SettingError` for settings that cannot be used.
    """
    project = find_project(path)
    plans = load_files(discover([path]).plans, today or date.today(), project)
    if len(plans) != 1:
        raise FileError(_one_at_a_time(len(plans)))
    (plan,) = plans
    if plan.unread is not None and any(f.rule == NOT_HAD and _in_file(f, plan.name) for f in plan.found):
        raise FileError(plan.unread)
    return plan


def _in_file(finding: Finding, name: str) -> bool:
    return isinstance(finding.where, Span) and finding.where.source.name == name


def load_files(plans: Iterable[PlanFiles], today: date, project: Project | None = None) -> tuple[LoadedPlan, ...]:
    """Plans from their files."""
    return tuple(load_document(*read(files), today, _folder(files.root), project) for files in plans)


def _folder(root: Path) -> Path | None:
    """The folder of a plan; one from a pipe has none."""
    return None if str(root) == "-" else root.parent


def check_files(plans: Iterable[PlanFiles], today: date, selection: Selection) -> tuple[Checked, ...]:
    """Read and judge plans from their files."""
    return check_plans(load_files(plans, today), selection)


def check_plan(
    document: Document,
    read_findings: Sequence[Finding],
    today: date,
    folder: Path | None,
    selection: Selection,
) -> Checked:
    """Judge one document."""
    return check_plans([load_document(document, read_findings, today, folder)], selection)[0]


def check_paths(
    paths: list[Path], today: date, selection: Selection | None = None
) -> tuple[tuple[Checked, ...], Report]:
    """Everything that a command line names."""
    found = discover(paths)
    checked = check_files(found.plans, today, selection or Selection())
    return checked, report(checked, folder_findings(found), tuple(map(str, found.misnamed)))


def check_texts(
    name: str,
    texts: list[tuple[str | None, str, str]],
    today: date,
    selection: Selection,
    folder: Path | None = None,
) -> Checked:
    """One plan from texts: (section or None for a whole plan, name, text)."""
    return check_plan(*read_texts(name, texts), today, folder, selection)


def check_text(text: str, name: str = "plan.yaml", today: date = date(2026, 11, 23)) -> Report:
    """One plan that is a text."""
    return report([check_texts(name, [(None, name, text)], today, Selection())])


def report(
    checked: Sequence[Checked], others: tuple[LocatedFinding, ...] = (), not_read: tuple[str, ...] = ()
) -> Report:
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


def unusable(checked: Sequence[Checked]) -> Message | None:
    """Why a command that looks into one plan cannot, if so: there are none or several, or the one could not be read."""
    return checked[0].loaded.unread if len(checked) == 1 else _one_at_a_time(len(checked))


def _one_at_a_time(count: int) -> Message:
    return say("this looks into one plan at a time, and there are {count} here", count=count)
