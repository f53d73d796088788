"""The straight path, on one screen: text, document, plan, linked plan, findings, report. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from nummerplan.compiler.findings.changed_plans import WhichChanged
from nummerplan.compiler.findings.check_plans import Checked, check_plans, located, report
from nummerplan.compiler.findings.folder_findings import folder_findings
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.discover import PlanFiles, discover, files_in, plan_folder
from nummerplan.compiler.reading.hash_comment_keys import hash_comment_keys
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.compiler.reading.read import read, read_texts
from nummerplan.compiler.reading.rule_names import UNREAD
from nummerplan.compiler.text.vocabulary import vocabulary_of
from nummerplan.model.calls.call_questions import CallQuestions
from nummerplan.model.calls.linked_plan import LinkedPlan, SecretTexts
from nummerplan.model.calls.platform_losses import PlatformLosses
from nummerplan.model.document import Document
from nummerplan.model.errors import FileError
from nummerplan.model.finding import Finding
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.audio_use import folders_looked_into
from nummerplan.model.report import Report
from nummerplan.model.settings.project import Project
from nummerplan.model.source import Span

NOT_HAD = "file-unreadable"


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
    translate = partial(_platform_losses, project) if project and project.platforms else None
    words = vocabulary_of(linked.numbering)
    linked = replace(linked, files=files, explore=_outcomes, translate=translate, vocabulary=words)
    unread = any(finding.rule in UNREAD for finding in read_findings)
    plan = LoadedPlan(
        document=bound.document,
        linked=linked,
        found=(*read_findings, *hash_comment_keys(document), *bound.findings),
        # Without a readable text there is no plan, and nothing can be said of what it lacks.
        damaged=frozenset({()}) if unread else bound.damaged,
        unread=None,
        project=project or Project(),
        show=located,
    )
    return replace(plan, unread=_why_unread(plan)) if unread else plan


def _why_unread(plan: LoadedPlan) -> Message:
    """Why the text is no plan, in a sentence that repeats no secret of it."""
    first = next(finding for finding in located(plan) if finding.rule in UNREAD)
    return say("{place}: {message}", place=str(first.span), message=first.message)


def _outcomes(linked: LinkedPlan) -> CallQuestions:
    from nummerplan.compiler.search.call_questions import CallAnswers  # a clean plan never asks

    return CallAnswers(linked)


def _platform_losses(project: Project, linked: LinkedPlan) -> PlatformLosses | None:
    from nummerplan.compiler.translation.platform_losses import platform_losses  # few plans name their platform

    return platform_losses(linked, project)


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
    return tuple(load_document(*read(files), today, plan_folder(str(files.root)), project) for files in plans)


def check_paths(  # noqa: PLR0913, PLR0917 - what a command line says
    paths: list[Path],
    today: date,
    selection: Selection | None = None,
    secrets: SecretTexts | None = None,
    project: Project | None = None,
    changed: WhichChanged | None = None,
) -> tuple[tuple[Checked, ...], Report]:
    """Everything that a command line names, with the secrets of a provider where it names one, and with the settings
    of a project, by which platforms are known. `changed` says which of the plans rules are asked about: else all.
    """
    found = discover(paths)
    plans = load_files(found.plans, today, project)
    checked = check_plans(plans, selection or Selection(), secrets, changed(plans) if changed else None)
    return checked, report(checked, folder_findings(found), tuple(map(str, found.misnamed)))


def check_texts(
    name: str, texts: list[tuple[str | None, str, str]], today: date, selection: Selection, folder: Path | None = None
) -> Checked:
    """One plan from texts: (section or None for a whole plan, name, text)."""
    return check_plans([load_document(*read_texts(name, texts), today, folder)], selection)[0]


def check_text(text: str, name: str = "plan.yaml", today: date = date(2026, 11, 23)) -> Report:
    """One plan that is a text."""
    return report([check_texts(name, [(None, name, text)], today, Selection())])


def unusable(checked: Sequence[Checked]) -> Message | None:
    """Why a command that looks into one plan cannot, if so: there are none or several, or the one could not be read."""
    return checked[0].loaded.unread if len(checked) == 1 else _one_at_a_time(len(checked))


def _one_at_a_time(count: int) -> Message:
    return say("this looks into one plan at a time, and there are {count} here", count=count)
