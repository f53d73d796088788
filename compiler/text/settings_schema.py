"""The settings of a repository, `nummerplan.toml`, as JSON Schema 2020-12: made from the model."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from nummerplan.compiler.reading.project_settings import settings_model
from nummerplan.compiler.text.schema import DIALECT


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
