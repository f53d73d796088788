"""The settings of a repository, `nummerplan.toml`, as JSON Schema 2020-12 and as a page: both made from the model."""

from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from nummerplan.compiler.reading.project_settings import settings_model
from nummerplan.compiler.text.schema import DIALECT
from nummerplan.model.settings.project import CheckSettings, SecretsSettings
from nummerplan.model.settings.table import SettingsTable
from nummerplan.targets import all_targets, platforms


def settings_schema() -> dict[str, Any]:
    """The schema of the whole file, for editors that know TOML."""
    schema = settings_model().model_json_schema(by_alias=True, schema_generator=_ForToml, mode="validation")
    return {"$schema": DIALECT, **schema, "title": "nummerplan.toml"}


class _ForToml(GenerateJsonSchema):
    """Pydantic's schema without titles that repeat the key, and without null, which TOML does not have."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key without a value cannot be written."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Only a default that can be written in one word; the others are those of the tables' own keys."""
        shown = super().default_schema(schema)
        if not isinstance(shown.get("default"), str):
            shown.pop("default", None)
        return shown

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A title would repeat the key."""
        return False


def settings_page() -> str:
    """Every table of the file with its keys."""
    lines = [
        "# Settings",
        "",
        "`nummerplan.toml` at the root of a repository holds for all plans below it; every table and every key may be",
        "absent. It counts for a plan when it stands in the plan's folder or above it: the nearest one alone, and none",
        "beyond the repository. Relative paths are seen from the folder of the file, and `~` is your own folder.",
        "Options of the command line come before it; paths there are seen from where the command is started.",
        "",
        "A value that cannot be used is found by every command that reads the file: exit code 2. Editors that know",
        "TOML (Taplo, and Even Better TOML in Visual Studio Code) find it too when the file begins with",
        "",
        "```toml",
        "#:schema settings.schema.json",
        "```",
        "",
        "`nummerplan schema --settings > settings.schema.json` writes that schema; the same file is",
        "[settings.schema.json](settings.schema.json) in this folder. This page is made from the same model.",
    ]
    for name, table in _tables():
        lines += ["", f"## `[{name}]`", "", (table.__doc__ or "").partition("\n")[0], "", "| Key | Meaning |"]
        lines += ["| --- | --- |", *(f"| `{key}` | {meaning} |" for key, meaning in table.meanings().items())]
    return "\n".join(lines) + "\n"


def _tables() -> Iterator[tuple[str, type[SettingsTable]]]:
    yield "check", CheckSettings
    yield "secrets", SecretsSettings
    for target in all_targets():
        if target.settings is not None:
            yield f"targets.{target.name}", target.settings
    for found in platforms().values():
        yield "platforms.NAME", found.settings
