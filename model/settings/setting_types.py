"""What a key of `nummerplan.toml` may hold: readable texts, words, numbers within bounds, paths."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import problem

PROVIDERS = ("env", "file:PATH")
"""Where secrets can come from."""

A_TEXT = say("a text was expected")


def no_provider(text: str) -> Message:
    """What is said of a text that names no provider of secrets."""
    known = ", ".join(PROVIDERS)
    return say("{provider} is no provider of secrets; there are {known}", provider=text, known=known)


def impossible(word: object, options: Iterable[object]) -> Message:
    """What is said of a word that is none of those that there are."""
    return say("{value} is not possible; possible are {options}", value=word, options=", ".join(map(str, options)))


def _readable(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise problem(A_TEXT)
    return text


def _seen_from_file(text: object, info: ValidationInfo) -> Path:
    """A path as people write it: `~` is their own folder, and what is relative is seen from the settings' file."""
    if not isinstance(text, str):
        raise problem(A_TEXT)
    folder: Path = (info.context or {}).get("folder", Path())
    try:
        return folder / Path(_readable(text)).expanduser()
    except RuntimeError:
        raise problem(say("{path} names nobody's folder", path=text)) from None


def _provider(text: str, info: ValidationInfo) -> str:
    kind, _, path = text.partition(":")
    if kind == "file" and path:
        return f"file:{_seen_from_file(path, info)}"
    if text != "env":
        raise problem(no_provider(text))
    return text


@dataclass(frozen=True, slots=True)
class OneOf:
    """A text that is one of some words; they are looked up when the first text comes."""

    options: Callable[[], tuple[str, ...]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "enum": list(self.options())}

    def _check(self, text: str) -> str:
        if text not in self.options():
            raise problem(impossible(text, self.options()))
        return text


@dataclass(frozen=True, slots=True)
class Between:
    """A number within bounds, both included."""

    least: float
    most: float

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "number", "minimum": self.least, "maximum": self.most}

    def _check(self, number: object) -> float:
        if not isinstance(number, int | float) or isinstance(number, bool) or not self.least <= number <= self.most:
            raise problem(say("a number from {least} to {most} was expected", least=self.least, most=self.most))
        return float(number)


ReadableText = Annotated[str, AfterValidator(_readable)]
Texts = Annotated[tuple[str, ...], Field(strict=False)]
SettingPath = Annotated[Path, BeforeValidator(_seen_from_file)]
Provider = Annotated[str, AfterValidator(_provider), WithJsonSchema({"type": "string", "pattern": "^(?:env|file:.+)$"})]
