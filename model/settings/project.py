"""`nummerplan.toml`, the settings of a repository of plans: every table and every key may be absent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from nummerplan.model.finding import Level
from nummerplan.model.settings.setting_types import Provider, SettingPath, Texts
from nummerplan.model.settings.table import SettingsTable

FILE_NAME = "nummerplan.toml"

PlatformTables = Mapping[str, Mapping[str, Any]]
"""The tables `[platforms.NAME]`, by name, with the keys that were written."""

TargetTexts = Mapping[str, Mapping[str, str]]
"""The tables `[targets.NAME]`, by name, with the keys that were written as texts."""


class CheckSettings(SettingsTable):
    """`[check]`: which rules count, and what becomes of their findings."""

    select: Texts = Field((), description="Only these rules: names, codes, or beginnings such as `NP1`.")
    ignore: Texts = Field((), description="Not these rules.")
    fail_on: Annotated[Level, Field(strict=False)] = Field(
        Level.WARNING, alias="fail-on", description="The least level of a finding that makes the exit code 1."
    )
    baseline: SettingPath | None = Field(None, description="A file of known findings, which are not reported.")


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
class Project:
    """What holds for all plans of a repository; `file` says so, and is None where there is no such file."""

    file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Level = Level.WARNING
    baseline: Path | None = None
    secrets: str | None = None
    platforms: PlatformTables = field(default_factory=dict)
    targets: TargetTexts = field(default_factory=dict)
