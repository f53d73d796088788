"""The plan language and the settings as JSON Schema 2020-12: made from the models, accepting what the readers accept.

An editor has read the YAML before it validates: an unquoted `209` is a number to it, `No` a switch and `Null` nothing.
A text may be any of these; a word that YAML takes for something else may be that too.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonRef, JsonSchemaValue
from pydantic_core import core_schema

from nummerplan.compiler.reading.glossary import fields_of, groups
from nummerplan.compiler.reading.project_settings import settings_model
from nummerplan.model.plan.fields.field_types import HoursText
from nummerplan.model.plan.plan import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ANY_SCALAR: JsonSchemaValue = {"type": ["string", "number", "boolean", "null"]}
_SWITCHES = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
_SET_ASIDE = "set-aside"
"""Stands for `$ref` while pydantic works: it refuses references that are not its own."""


def json_schema() -> dict[str, Any]:
    """The schema of a plan in one file."""
    schema = Plan.model_json_schema(by_alias=True, schema_generator=_ForEditors, mode="validation")
    _name_fields(schema)
    schema["$defs"] |= {"HoursText": TypeAdapter(HoursText).json_schema(), "Text": _ANY_SCALAR}
    return {"$schema": DIALECT, **_renamed(schema, _SET_ASIDE, "$ref"), "title": "nummerplan"}


def settings_schema() -> dict[str, Any]:
    """The schema of `nummerplan.toml`, for editors that know TOML."""
    schema = settings_model().model_json_schema(by_alias=True, schema_generator=_ForToml, mode="validation")
    return {"$schema": DIALECT, **schema, "title": "nummerplan.toml"}


def _name_fields(schema: JsonSchemaValue) -> None:
    """Write with each key the fields of a target that hold it, as `x-TARGET`."""
    for group in groups():
        mapping = schema["$defs"].get(group.name, schema)
        for entry in group.entries:
            held = fields_of(group, entry).items()
            if entry.key in mapping["properties"]:  # days of a week are a pattern of keys
                mapping["properties"][entry.key] |= {f"x-{target}": list(fields) for target, fields in held}


def _renamed(value: Any, old: str, new: str) -> Any:
    """The same with another name for a key, wherever it stands."""
    if isinstance(value, list):
        return [_renamed(item, old, new) for item in value]
    if not isinstance(value, dict):
        return value
    return {new if key == old else key: _renamed(item, old, new) for key, item in value.items()}


def read_as(word: str) -> list[str | bool | int]:
    """A word as the plan has it, and what YAML makes of it without quotes: `on` a switch, `0900` a number."""
    if word in _SWITCHES:
        return [word, _SWITCHES[word]]
    return [word, int(word)] if word.isdecimal() else [word]


class _ForPeople(GenerateJsonSchema):
    """Pydantic's schema without titles that repeat the key, and without null: nobody writes a key without a value."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What may be written."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never."""
        return False


class _ForToml(_ForPeople):
    """The same for settings."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Only a default that can be written in one word; the others are those of the tables' own keys."""
        shown = super().default_schema(schema)
        if not isinstance(shown.get("default"), str):
            shown.pop("default", None)
        return shown


class _ForEditors(_ForPeople):
    """The same with shorthands, any scalar as a text, and no mention of what is merely absent."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The one mapping that refers by itself is a schedule, to the hours of its days."""
        shown = super().model_schema(schema)
        if "patternProperties" in shown:
            shown["patternProperties"] = _renamed(shown["patternProperties"], "$ref", _SET_ASIDE)
        return shown

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Any scalar."""
        return {_SET_ASIDE: "#/$defs/Text"}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """No other keys than those that are listed, or that have the right form; `*` is another name of a key."""
        shown = super().dict_schema(schema)
        if "patternProperties" in shown:
            shown["additionalProperties"] = False
        keys: Any = schema.get("keys_schema", {})
        if keys.get("type") == "function-before" and keys["schema"]["type"] == "literal":
            names = [str(name) for name in keys["schema"]["expected"]]
            shown["propertyNames"] = {"enum": [*names, *(n for n in "*#" if keys["function"]["function"](n) in names)]}
        return shown

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """The words, and what YAML may take them for."""
        return {"enum": [value for word in schema["expected"] for value in read_as(str(word))]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default as it would be written: 120 seconds as 120s, nothing not at all."""
        shown = super().default_schema(schema)
        default = shown.pop("default", None)
        if default is not None:
            shown["default"] = f"{default}s" if isinstance(default, int) and shown.get("type") == "string" else default
        return shown

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """A shorthand is found out by trying it: what does it make of a text?"""
        whole = self.generate_inner(schema["schema"])
        validator: Any = schema["function"]["function"]
        short = self._shorthand(validator, whole)
        return {"anyOf": [short, whole]} if short is not None else whole

    def _shorthand(self, validator: Any, whole: JsonSchemaValue) -> JsonSchemaValue | None:
        made = validator("hang_up")
        if made == {}:
            return {"const": "hang_up"}
        if made == ["hang_up"]:
            items: JsonSchemaValue = whole["items"]
            return items
        if isinstance(made, dict):
            key = next(iter(validator("a text")))
            return _bare(self._properties(whole)[key])
        return None

    def _properties(self, mapping: JsonSchemaValue) -> dict[str, JsonSchemaValue]:
        found = self.get_schema_from_definitions(JsonRef(mapping["$ref"])) if "$ref" in mapping else mapping
        properties: dict[str, JsonSchemaValue] = (found or {})["properties"]
        return properties


def _bare(schema: JsonSchemaValue) -> JsonSchemaValue:
    """What may be written, without what is said about it."""
    return {key: value for key, value in schema.items() if key not in ("default", "description") and key[:2] != "x-"}
