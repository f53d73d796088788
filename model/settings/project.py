"""`nummerplan.toml`, the settings of a repository of plans: every table and every key may be absent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from nummerplan.model.finding import Level
from nummerplan.model.settings.setting_types import Levels, PlanGlob, Provider, SetLevel, SettingPath, Texts
from nummerplan.model.settings.table import SettingsTable

FILE_NAME = "nummerplan.toml"

PlatformTables = Mapping[str, Mapping[str, Any]]
"""The tables `[platforms.NAME]`, by name, with the keys that were written."""

TargetTexts = Mapping[str, Mapping[str, str]]
"""The tables `[targets.NAME]`, by name, with the keys that were written as texts."""


LevelTable = tuple[tuple[str, SetLevel], ...]
"""The levels of one table: names, codes or beginnings of codes, and what each is to be."""

_LEVELS = "Rules by name, code or beginning of a code, each `error`, `warning`, `advice` or `off`"


class PathSettings(SettingsTable):
    """`[[check.paths]]`: the same for the plans on one path only; of several such tables a later one wins."""

    path: PlanGlob = Field(
        description=(
            "A plan's file or a folder with plans, seen from the settings' folder: `klanten/jansen`, or "
            "`klanten/oud/**` with `*` (within a name) and `**` (folders, however deep)."
        )
    )
    ignore: Texts = Field((), description="Not these rules, on top of those that `[check]` ignores.")
    levels: Levels = Field({}, description=f"{_LEVELS}; comes before `[check.levels]`.")


class CheckSettings(SettingsTable):
    """`[check]`: which rules count, and what becomes of their findings."""

    select: Texts = Field((), description="Only these rules: names, codes, or beginnings such as `NP1`.")
    ignore: Texts = Field((), description="Not these rules.")
    fail_on: Annotated[Level, Field(strict=False)] = Field(
        Level.WARNING, alias="fail-on", description="The least level of a finding that makes the exit code 1."
    )
    baseline: SettingPath | None = Field(None, description="A file of known findings, which are not reported.")
    levels: Levels = Field(
        {},
        description=(
            f"{_LEVELS}: `[check.levels]`. The most exact word wins. What stops `compile`, `plan` and `deploy` goes "
            "on to stop them, whatever lower level it has here or by its path."
        ),
    )
    paths: Annotated[tuple[PathSettings, ...], Field(strict=False)] = Field(
        (), description="What is different for the plans on some paths: `[[check.paths]]`, as often as needed."
    )


class SecretsSettings(SettingsTable):
    """`[secrets]`: where the secrets come from that plans name."""

    provider: Provider | None = Field(
        None, description="`env` (environment variables), or `file:PATH` (a TOML file outside the repository)."
    )


class TargetTable(SettingsTable):
    """`[targets.NAME]`: what a target makes its artefacts with; each target that takes any has a table of its own."""


class TargetsTable(SettingsTable):
    """`[targets]`: a key for each target that takes settings."""


class PlatformTable(SettingsTable):
    """`[platforms.NAME]`: how a platform is reached; each kind of platform has a table of its own.

    What a platform cannot be reached without may still be absent: that is found out when it is reached.
    """

    kind: str = Field(description="The kind of platform.")


class ProjectSettings(SettingsTable):
    """The whole file. The reader fills in the tables of all targets and platforms that there are."""

    check: CheckSettings = Field(CheckSettings(), description="What `nummerplan check` reports.")
    secrets: SecretsSettings = Field(SecretsSettings(), description="Where secrets come from.")
    platforms: Mapping[str, PlatformTable] = Field(
        {}, description="How platforms are reached, by the names that plans give them."
    )
    targets: TargetsTable = Field(TargetsTable(), description="What targets make their artefacts with.")


@dataclass(frozen=True, slots=True)
class PathRules:
    """What is different for the plans that a glob means."""

    path: str
    ignore: tuple[str, ...] = ()
    levels: LevelTable = ()


@dataclass(frozen=True, slots=True)
class Project:
    """What holds for all plans of a repository; `file` says so, and is None where there is no such file."""

    file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Level = Level.WARNING
    baseline: Path | None = None
    levels: LevelTable = ()
    paths: tuple[PathRules, ...] = ()
    secrets: str | None = None
    platforms: PlatformTables = field(default_factory=dict)
    targets: TargetTexts = field(default_factory=dict)
