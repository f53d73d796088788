"""The settings of a repository of plans: `nummerplan.toml` at its root."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import Level
from nummerplan.model.message import say

FILE_NAME = "nummerplan.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """What a repository settles for all its plans; every key may be absent.

    `platforms` and `targets` hold the tables `[platforms.NAME]` and `[targets.NAME]` as they stand; who uses one
    checks its keys.
    """

    file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Level = Level.WARNING
    baseline: Path | None = None
    secrets: str | None = None
    platforms: dict[str, dict[str, Any]] = field(default_factory=dict)
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)


def find_project(start: Path) -> Project:
    """The settings that hold for a path: those of the nearest folder above it that has any, not beyond a repository."""
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
        data = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingError(say("{file} cannot be read: {reason}", file=file, reason=error.strerror)) from None
    except RecursionError:
        raise SettingError(say("{file} is not TOML: {reason}", file=file, reason=say("nested too deeply"))) from None
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of digits
        raise SettingError(say("{file} is not TOML: {reason}", file=file, reason=error)) from None
    check = _table(file, data, "check")
    secrets = _table(file, data, "secrets")
    _known(file, "", data, ("check", "secrets", "platforms", "targets"))
    _known(file, "check", check, ("select", "ignore", "fail-on", "baseline"))
    _known(file, "secrets", secrets, ("provider",))
    try:
        fail_on = Level(check.get("fail-on", Level.WARNING))
    except ValueError:
        raise SettingError(say("{file}: fail-on is one of error, warning and advice", file=file)) from None
    return Project(
        file=file,
        select=_words(file, check, "select"),
        ignore=_words(file, check, "ignore"),
        fail_on=fail_on,
        baseline=file.parent / baseline if (baseline := _text(file, check, "baseline")) else None,
        secrets=_text(file, secrets, "provider"),
        platforms=_tables(file, data, "platforms"),
        targets=_tables(file, data, "targets"),
    )


def _table(file: Path, data: dict[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise SettingError(say("{file}: {name} is a table, written [{name}]", file=file, name=name))
    return table


def _tables(file: Path, data: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    tables = _table(file, data, name)
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise SettingError(say("{file}: {name} is a table, written [{name}]", file=file, name=f"{name}.{key}"))
    return tables


def _text(file: Path, table: dict[str, Any], key: str) -> str | None:
    text = table.get(key)
    if text is not None and not isinstance(text, str):
        raise SettingError(say("{file}: {name} is a text", file=file, name=key))
    return text


def _words(file: Path, table: dict[str, Any], key: str) -> tuple[str, ...]:
    words = table.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise SettingError(say("{file}: {name} is a list of texts", file=file, name=key))
    return tuple(words)


def _known(file: Path, table: str, data: dict[str, Any], known: tuple[str, ...]) -> None:
    for key in data:
        if key not in known:
            meant = suggest(key, known)
            where = f"[{table}] {key}" if table else key
            if meant:
                raise SettingError(
                    say("{file}: {key} is not known; did you mean {meant}?", file=file, key=where, meant=meant)
                )
            raise SettingError(
                say(
                    "{file}: {key} is not known; known here: {known}",
                    file=file,
                    key=where,
                    known=", ".join(known),
                )
            )
