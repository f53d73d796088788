"""Which plans changed since a revision of git: their files, their settings, or files that they name."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from nummerplan.compiler.reading.discover import PLAN_NAME, is_plan, plan_folder
from nummerplan.compiler.reading.git_revision import Changes, changes_since
from nummerplan.model.errors import SettingError
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import say
from nummerplan.model.settings.project import FILE_NAME, Project

WhichChanged = Callable[[Sequence[LoadedPlan]], Collection[str]]
"""Gives the names of the plans that changed."""
GIT = "git:"


def changed_since(since: str, start: Path, project: Project, baseline: Path | None) -> WhichChanged:
    """What finds out which plans changed since `git:REV`, or with `git:REV...` since this branch left it.

    Raises `SettingError` for another word, and `RevisionError`.
    """
    if not since.startswith(GIT):
        raise SettingError(say("--since is followed by git: and a revision, as in --since git:origin/main"))
    changes = changes_since(since.removeprefix(GIT), start)
    return lambda plans: changed_plans(plans, changes, start, project, baseline)


def changed_plans(
    plans: Iterable[LoadedPlan], changes: Changes, start: Path, project: Project, baseline: Path | None
) -> frozenset[str]:
    """The names of the plans that changed; all of them, where what holds for all of them did.

    `start` is where the settings of the run were looked for.
    """
    plans = list(plans)
    common = [*_settings_above(start, changes.root), *_named_by_settings(project), *([baseline] if baseline else [])]
    if any(map(changes.has, common)):
        return frozenset(plan.name for plan in plans)
    return frozenset(plan.name for plan in plans if _changed(plan, changes))


def _changed(plan: LoadedPlan, changes: Changes) -> bool:
    folder = plan_folder(plan.name)
    if folder is None:
        return True  # a plan from a pipe: nobody knows what it was
    if Path(plan.name).name == PLAN_NAME and any(_is_part(name) for name in changes.below(folder)):
        return True
    return any(map(changes.has, [*_files(plan, folder), *_settings_above(folder, changes.root)]))


def _is_part(name: str) -> bool:
    """Whether a file beside `plan.yaml` is, or was, one of the plan's, or is told as one that is not read."""
    return name == PLAN_NAME or (name.endswith((".yaml", ".yml")) and not is_plan(Path(name)))


def _files(plan: LoadedPlan, folder: Path) -> Iterator[Path]:
    """The files of a plan, those that it names, and those beside them that rules know of."""
    yield Path(plan.name)
    yield from (Path(file.name) for file in plan.document.files)
    yield from map(Path, plan.document.not_read)
    yield from (folder / use.file for use in plan.linked.audio)
    yield from (folder / name for name in plan.linked.files or ())


def _settings_above(start: Path, root: Path) -> Iterator[Path]:
    """The settings' file that holds at a path, and each nearer one that may have been there before."""
    folder = Path(os.path.realpath(start if start.is_dir() else start.parent))
    for candidate in (folder, *folder.parents):
        yield candidate / FILE_NAME
        if (candidate / FILE_NAME).is_file() or candidate == root:
            return


def _named_by_settings(project: Project) -> Iterator[Path]:
    """Files that the tables of platforms and targets name, such as an operator's schema."""
    tables = (*project.platforms.values(), *project.targets.values())
    texts = [value for table in tables for value in table.values() if isinstance(value, str)]
    for path in (Path(text) for text in texts if os.path.isabs(text)):  # noqa: PTH117 - as paths of settings are given
        yield from path.rglob("*") if path.is_dir() else [path]
