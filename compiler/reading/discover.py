"""Which plans the paths on a command line mean, and which files belong to each."""

import os
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
    sections: list[tuple[str, Path]] = []
    others: list[Path] = []
    try:
        beside = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p != root and not is_plan(p))
    except OSError:
        beside = []
    for other in beside:
        section = section_of(other)
        if section:
            sections.append((section, other))
        elif not other.name.startswith("."):
            others.append(other)
    return PlanFiles(root, tuple(sections), tuple(others))


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


def files_beside(root: Path) -> frozenset[str] | None:
    """The files in a plan's folder, as the plan would name them; None for a plan from a pipe."""
    if str(root) == "-":
        return None
    found: list[str] = []
    for where, folders, names in os.walk(root.parent):
        other = where != str(root.parent) and any(is_plan(Path(name)) or name == MANIFEST for name in names)
        if other:  # another plan's folder, or what was compiled
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS]
        inner = os.path.relpath(where, root.parent)
        found.extend(names if inner == "." else (f"{inner}/{name}" for name in names))
    return frozenset(found)
