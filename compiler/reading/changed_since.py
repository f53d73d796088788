"""Which plans changed since a git revision: by their files, the settings that hold for them, and the files they name.

What is compared is the working tree, with what is not committed and what git does not know yet.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nummerplan.compiler.reading.discover import PlanFiles, section_of
from nummerplan.compiler.reading.git_revision import changed_paths
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.settings.project import FILE_NAME, Project

GIT = "git:"


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """Files that are otherwise than in a revision, or gone, or new: whole paths without links.

    `since` is the revision as people named it.
    """

    since: str
    root: Path
    paths: frozenset[Path]

    def touch(self, file: Path) -> bool:
        """Whether a file changed, or a repository within this one that holds it."""
        places = {_without_links(file), _folder_without_links(file)}
        return any(not self.paths.isdisjoint((place, *place.parents)) for place in places)

    def changed(self, files: PlanFiles, linked: LinkedPlan, project: Project | None = None) -> bool:
        """Whether a plan changed. Raises `SettingError` for one outside of the repository."""
        folder = _without_links(files.root).parent
        if not folder.is_relative_to(self.root):
            about = {"path": str(files.root), "root": str(self.root)}
            raise SettingError(say("{path} is outside the repository {root}", **about))
        named = (files.root.parent / use.file for use in linked.audio)
        beside = (files.root.parent / name for name in linked.files or ())
        settings = (project.baseline,) if project is not None and project.baseline is not None else ()
        return (
            any(map(self.touch, (*files.files, *named, *beside, *settings)))
            or any(path.parent == folder and section_of(path) is not None for path in self.paths)
            or any(path.name == FILE_NAME and folder.is_relative_to(path.parent) for path in self.paths)
        )


def changed_since(text: str, here: Path) -> ChangedFiles:
    """What changed since `git:REV`, or since the branch that is checked out left it (`git:REV...`).

    Raises `SettingError` for another word, and `RevisionError`.
    """
    if not text.startswith(GIT):
        raise SettingError(say("--since takes a git revision: git:main, git:v1.2 or git:HEAD~1, not {text}", text=text))
    name = text.removeprefix(GIT)
    root, paths = changed_paths(name, here)
    return ChangedFiles(name, root, frozenset(root / path for path in paths))


def unchanged(
    plans: Iterable[tuple[PlanFiles, LinkedPlan]], project: Project | None, changed: ChangedFiles
) -> set[str]:
    """The names of plans that did not change."""
    return {linked.name for files, linked in plans if not changed.changed(files, linked, project)}


def _without_links(file: Path) -> Path:
    return Path(os.path.realpath(file))


def _folder_without_links(file: Path) -> Path:
    """The path of a file that may be a link itself."""
    return Path(os.path.realpath(file.parent)) / file.name
