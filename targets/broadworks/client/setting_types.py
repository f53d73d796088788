"""What keys of `[platforms.NAME]` may hold: one of some words, a number within bounds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import problem


@dataclass(frozen=True, slots=True)
class ListedText:
    """A text that is one of some words; they are looked up when the first text comes."""

    options: Callable[[], tuple[str, ...]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "enum": list(self.options())}

    def _check(self, text: str) -> str:
        if text not in self.options():
            known = ", ".join(self.options())
            raise problem(say("{value} is not possible; possible are {options}", value=text, options=known))
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
