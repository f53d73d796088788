"""Which plans the paths on a command line mean, and which files belong to each."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SECTIONS = (
    "company", "platform", "numbers", "schedules", "holidays", "defaults", "users", "hunt_groups", "auto_attendants",
    "mailboxes", "portal_users", "mobile", "calls",
)  # fmt: skip
"""Sections that may stand in a file of their own beside `plan.yaml`."""

PLAN_NAME = "plan.yaml"
MANIFEST = "manifest.json"
"""Stands in every folder that was compiled."""

SKIPPED_FOLDERS = {"node_modules", "__pycache__"}


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """The files of one plan: the first is its root, the others hold a section each. Paths as people gave them."""

    root: Path
    sections: tuple[tuple[str, Path], ...] = ()
    not_read: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that are read."""
        return (self.root, *(path for _, path in self.sections))


def plan_folder(name: str) -> Path | None:
    """The folder of a plan's file; a plan from a pipe (`-`) has none."""
    return None if name == "-" else Path(name).parent


def section_of(path: Path) -> str | None:
    """The section that a file's name means: `hunt-groups.yaml` holds hunt_groups."""
    name = path.stem.replace("-", "_")
    return name if path.suffix in (".yaml", ".yml") and name in SECTIONS else None


def is_plan(path: Path) -> bool:
    """Whether a file's name says that it is a whole plan."""
    return path.name == PLAN_NAME or path.name.endswith(".plan.yaml")


def plan_of(path: Path) -> PlanFiles:
    """The plan a file belongs to: its folder's, when it is a part of that; itself otherwise."""
    folder = path.parent
    root = folder / PLAN_NAME
    if path.name != PLAN_NAME and not (section_of(path) and root.is_file()):
        return PlanFiles(path)
    try:
        # Names alone: a folder may have 60,000 other files.
        names = sorted(name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")))  # noqa: PTH208
    except OSError:
        names = []
    others = [other for name in names if not is_plan(other := folder / name)]
    sections = tuple((section, other) for other in others if (section := section_of(other)))
    not_read = (other for other in others if not section_of(other) and not other.name.startswith("."))
    return PlanFiles(root, sections, tuple(not_read))


@dataclass(frozen=True, slots=True)
class Discovered:
    """What the paths of a command line mean: plans, each once and in order, and what could not be looked into.

    `empty` folders hold no plan. `misnamed` files end in `.yml` where a plan ends in `.yaml`. `closed` folders cannot
    be read, each with the system's reason.
    """

    plans: list[PlanFiles]
    empty: list[Path]
    misnamed: list[Path]
    closed: list[tuple[Path, str]]


def discover(paths: list[Path]) -> Discovered:
    """Everything that the paths mean."""
    plans: dict[str, PlanFiles] = {}
    found = Discovered([], [], [], [])
    for path in paths:
        files = _plans_below(path, found) if path.is_dir() else [path]
        if not files and all(folder != path for folder, _ in found.closed):
            found.empty.append(path)
        for file in files:
            plan = plan_of(file)
            plans.setdefault(os.path.abspath(plan.root), plan)  # noqa: PTH100 - a link keeps its own name
    found.plans.extend(plans.values())
    return found


def _plans_below(folder: Path, found: Discovered) -> list[Path]:
    files: list[Path] = []

    def closed(error: OSError) -> None:
        found.closed.append((Path(error.filename), error.strerror or str(error)))

    for where, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS)
        files.extend(Path(where) / name for name in sorted(names) if is_plan(Path(name)))
        if PLAN_NAME not in names:  # beside a plan.yaml they are named as not read
            misnamed = (name for name in sorted(names) if is_plan(Path(name).with_suffix(".yaml")))
            found.misnamed.extend(Path(where) / name for name in misnamed if name.endswith(".yml"))
    return files


def files_in(folder: Path, inside: Iterable[str]) -> frozenset[str]:
    """The files in some folders inside a plan's folder ("" is itself), named as the plan would; none of those below.

    A folder that is hidden, a link, another plan's or made by compiling holds nothing of this plan.
    """
    found: list[str] = []
    for name in sorted(set(inside)):
        parts = Path(name).parts
        if not any(_is_foreign(folder.joinpath(*parts[: count + 1])) for count in range(len(parts))):
            try:
                files = [entry.name for entry in os.scandir(folder / name) if not entry.is_dir()]
            except (OSError, ValueError):
                continue
            if not name or not any(is_plan(Path(file)) for file in files):
                found.extend(f"{name}/{file}" if name else file for file in files)
    return frozenset(found)


def _is_foreign(folder: Path) -> bool:
    skipped = folder.name.startswith(".") or folder.name in SKIPPED_FOLDERS or folder.is_symlink()
    return skipped or any((folder / name).is_file() for name in (PLAN_NAME, MANIFEST))
