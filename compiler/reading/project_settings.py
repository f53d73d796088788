"""The settings of a repository of plans: `nummerplan.toml` at its root, found and read."""

from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from nummerplan.compiler.reading.rule_names import unknown_rules, without_level
from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import problem as raised
from nummerplan.model.settings.project import FILE_NAME, PathRules, Project, ProjectSettings, TargetsTable
from nummerplan.model.settings.read_toml import read_toml
from nummerplan.targets import all_targets, platforms


def find_project(start: Path) -> Project:
    """The settings that hold for a path: those of the nearest folder above it that has any, not beyond a repository.

    Raises `SettingError` with what is wrong in them.
    """
    try:
        folder = start.resolve() if start.is_dir() else start.resolve().parent
    except (OSError, RuntimeError):
        return Project()
    for candidate in (folder, *folder.parents):
        file = candidate / FILE_NAME
        if file.is_file():
            return read_project(file)
        if (candidate / ".git").exists():
            break
    return Project()


def read_project(file: Path) -> Project:
    """Read a settings file; raises `SettingError` with what is wrong in it."""
    try:
        data = read_toml(file.read_text("utf-8"))
    except OSError as error:
        raise SettingError(say("{file} cannot be read: {reason}", file=file, reason=error.strerror)) from None
    except RecursionError:
        raise SettingError(say("{file} is not TOML: {reason}", file=file, reason=say("nested too deeply"))) from None
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of digits
        raise SettingError(say("{file} is not TOML: {reason}", file=file, reason=error)) from None
    # Targets are imported for settings that are theirs alone.
    model = settings_model() if data.keys() & {"platforms", "targets"} else ProjectSettings
    settings = model.read(data, file=file)
    check = settings.check
    leveled = [*check.levels, *(word for table in check.paths for word in table.levels)]
    words = (*check.select, *check.ignore, *leveled, *(word for table in check.paths for word in table.ignore))
    if words and (problem := unknown_rules(words) or without_level(leveled)):
        raise SettingError(say("{file}: {problem}", file=file, problem=problem))
    tables = {key: table for key, table in settings.targets if table is not None}
    return Project(
        file=file,
        select=check.select,
        ignore=check.ignore,
        fail_on=check.fail_on,
        baseline=check.baseline,
        levels=tuple(check.levels.items()),
        paths=tuple(PathRules(one.path, one.ignore, tuple(one.levels.items())) for one in check.paths),
        secrets=settings.secrets.provider,
        platforms={name: table.written() for name, table in settings.platforms.items()},
        targets={name: {key: str(value) for key, value in table.written().items()} for name, table in tables.items()},
    )


def repository(path: Path, project: Project) -> Path:
    """The folder in which no secrets may lie: the repository, or the folder of the plan."""
    if project.file is not None:
        return project.file.parent
    start = path.resolve() if path.is_dir() else path.resolve().parent
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)


@cache
def settings_model() -> type[ProjectSettings]:
    """The model of the whole file: with the tables of all targets, and of all kinds of platforms."""
    tables: dict[str, Any] = {
        target.name: (target.settings | None, Field(None, description=f"What {target.name} is made with."))
        for target in all_targets()
        if target.settings is not None
    }
    kinds = [found.settings for found in platforms().values()]
    table: Any = reduce(or_, kinds)
    if len(kinds) > 1:  # a union of one is no union to pydantic
        table = Annotated[table, Field(discriminator="kind")]
    about = ProjectSettings.model_fields
    return create_model(
        "NummerplanToml",
        __base__=ProjectSettings,
        targets=(create_model("Targets", __base__=TargetsTable, **tables), about["targets"]),
        platforms=(Annotated[Mapping[str, table], BeforeValidator(_of_known_kinds)], about["platforms"]),
    )


def _of_known_kinds(tables: Any) -> Any:
    """Tables of platforms that say of which kind they are, so that the rest of them can be judged."""
    for name, table in tables.items() if isinstance(tables, dict) else ():
        kind = table.get("kind") if isinstance(table, dict) else None
        if isinstance(table, dict) and (not isinstance(kind, str) or kind not in platforms()):
            raise raised(_no_kind(name, kind))
    return tables


def _no_kind(name: str, kind: object) -> Message:
    """What is said of a platform whose kind is missing or unknown."""
    return say(
        "the kind of [platforms.{name}] is {kind}; there are {known}",
        name=name,
        kind=str(kind) if kind is not None else say("missing"),
        known=", ".join(platforms()),
    )
