"""Which plans a glob of the settings means: `klanten/oud/**`, seen from the folder of the settings."""

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from nummerplan.compiler.reading.discover import discover
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.message import Message, say
from nummerplan.model.settings.project import Project

_ANY_FOLDERS = "**"


def means_plan(glob: str, plan: str, folder: Path) -> bool:
    """Whether a glob means a plan's file, or a folder that it lies in."""
    place = _place(plan, folder)
    if place is None:
        return False
    wanted = tuple(part for part in glob.split("/") if part not in ("", "."))
    return any(_fits(wanted, place[:count]) for count in range(1, len(place) + 1))


def unmatched_globs(project: Project, plans: Iterable[str]) -> list[Message]:
    """What is said of each path of the settings by which no plan is meant: of this run, or of the whole repository."""
    if project.file is None or not project.paths:
        return []
    folder, names = project.file.parent, list(plans)
    globs = dict.fromkeys(rules.path for rules in project.paths)
    left = [glob for glob in globs if not any(means_plan(glob, name, folder) for name in names)]
    if not left:
        return []
    everywhere = [str(files.root) for files in discover([folder]).plans]
    return [
        _nothing_there(glob, project.file, folder, everywhere)
        for glob in left
        if not any(means_plan(glob, name, folder) for name in everywhere)
    ]


def _nothing_there(glob: str, file: Path, folder: Path, plans: list[str]) -> Message:
    places = [place for name in plans if (place := _place(name, folder))]
    known = {"/".join(place[:count]) for place in places for count in range(1, len(place) + 1)}
    fixed = glob.rstrip("/").removesuffix("/**").removesuffix("/*")
    deep = [place for place in sorted(known) if place.count("/") == fixed.count("/")]
    if meant := suggest(fixed, deep):  # never a folder above it: what was to hold for few would hold for many
        meant += glob.rstrip("/").removeprefix(fixed)
        return say("{file}: no plan lies on the path {path}; did you mean {meant}?", file=file, path=glob, meant=meant)
    return say("{file}: no plan lies on the path {path}", file=file, path=glob)


@cache
def _place(plan: str, folder: Path) -> tuple[str, ...] | None:
    """A plan's file as seen from a folder; None when it lies elsewhere."""
    if plan == "-":
        return None
    file, top = Path(os.path.abspath(plan)), Path(os.path.abspath(folder))  # noqa: PTH100 - a link keeps its own name
    if not file.is_relative_to(top):
        file, top = Path(os.path.realpath(plan)), Path(os.path.realpath(folder))
    return file.relative_to(top).parts if file.is_relative_to(top) else None


def _fits(glob: tuple[str, ...], place: tuple[str, ...]) -> bool:
    """Whether a path fits a glob; all beginnings of the path at once, so that many `**` cost no more than one."""
    reached = {0}
    for part in glob:
        if part == _ANY_FOLDERS:
            reached = set(range(min(reached, default=len(place) + 1), len(place) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(place) and fnmatchcase(place[at], part)}
    return len(place) in reached
