"""A table of `nummerplan.toml`: frozen, every key of it known, and what is wrong in it said in a sentence."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.model.settings.setting_types import A_TEXT, SETTABLE_LEVELS
from nummerplan.model.source import route_of

_UNKNOWN = "unknown_key"


class SettingsTable(BaseModel):
    """A table of the file. Relative paths in it are seen from the folder that holds the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _keys_are_known(cls, data: Any) -> Any:
        known = cls.meanings()
        for key in data if isinstance(data, Mapping) else ():
            if key not in known:
                raise PydanticCustomError(_UNKNOWN, "unknown key", {"key": key, "known": tuple(known)})
        return data

    @classmethod
    def read(cls, data: Mapping[str, Any], place: tuple[str, ...] = (), file: Path | None = None) -> Self:
        """The table that stands at a place, `("platforms", "hosted")`, of a file.

        Raises `SettingError` with the first thing that is wrong: the file, the key, and what to write.
        """
        try:
            return cls.model_validate(data, context={"folder": file.parent if file else Path()})
        except ValidationError as error:
            problem = _sentence(error.errors(include_url=False)[0], data, place)
            raise SettingError(say("{file}: {problem}", file=file, problem=problem) if file else problem) from None

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """What each key means, for documentation."""
        return {field.alias or name: field.description or "" for name, field in cls.model_fields.items()}

    def written(self) -> dict[str, Any]:
        """The keys that were written, with their values; paths as texts."""
        given = self.model_dump(by_alias=True, exclude_unset=True)
        return {key: str(value) if isinstance(value, Path) else value for key, value in given.items()}


def _sentence(detail: ErrorDetails, data: Mapping[str, Any], place: tuple[str, ...]) -> Message:
    """The sentence for one error of pydantic's in the table that stands at a place of the file.

    Of what is wrong deep in a key, the key is named.
    """
    path, context = (*place, *map(str, route_of(detail["loc"], data))), detail.get("ctx", {})
    if detail["type"] == _UNKNOWN:
        return _unknown(path, context["key"], context["known"])
    match path:
        case ("platforms", name, key, *deeper):
            texts = deeper or detail["type"] == "dict_type"
            found = context.get("message") or (say("a table of texts was expected") if texts else A_TEXT)
            return say("[platforms.{platform}] {key}: {problem}", platform=name, key=key, problem=found)
        case _ if context.get("message", A_TEXT) != A_TEXT:
            message: Message = context["message"]
            return message
        case ("targets", name, key, *_):
            return say("[targets.{target}] {name} is no text and no number", target=name, name=key)
        case ("check", "paths", number, *deeper) if number.isdecimal():
            table = say("[[check.paths]], number {number}", number=int(number) + 1)
            return say("{table}: {problem}", table=table, problem=_of_rules(deeper, detail["type"]))
        case ("check", "levels", *_):
            return _of_rules(path[1:], detail["type"])
        case ("check", "paths", *_):
            return say("paths is a list of tables, each written [[check.paths]]")
        case ("check" | "secrets", key, *deeper):
            if detail["type"] == "enum":
                return say("{name} is one of error, warning and advice", name=key)
            listed = deeper or detail["type"] == "tuple_type"
            return say("{name} is a list of texts", name=key) if listed else say("{name} is a text", name=key)
    return say("{name} is a table, written [{name}]", name=".".join(path))


def _table_name(table: tuple[str, ...]) -> str:
    return "[check.paths]" if table[:2] == ("check", "paths") else table[0]


def _of_rules(place: Sequence[str], kind: str) -> Message:
    """What is wrong in a table of levels, or in one of paths."""
    match place:
        case ["levels", rule, *_]:
            known = ", ".join(SETTABLE_LEVELS)
            return say("the level of {rule} is one of {known}", rule=rule, known=known)
        case ["levels"]:
            return say("levels is a table of rules, each with its level")
        case ["ignore", *_]:
            return say("{name} is a list of texts", name="ignore")
        case [] if kind == "missing":
            return say('the path is missing; write path = "klanten/oud/**"')
    return say("{name} is a text", name="path") if place else say("this is no table")


def _unknown(table: tuple[str, ...], key: str, known: tuple[str, ...]) -> Message:
    meant = next(iter(get_close_matches(key, known, n=1)), None)
    listed = ", ".join(known)
    match table:
        case ("platforms", name):
            about = (
                say("this is not known; did you mean {meant}?", meant=meant)
                if meant
                else say("this is not known; known here: {known}", known=listed)
            )
            return say("[platforms.{platform}] {key}: {problem}", platform=name, key=key, problem=about)
        case ("targets", name):
            other = say("did you mean {name}?", name=meant) if meant else say("it takes: {names}", names=listed)
            return say("{target} takes no setting {name}; {other}", target=name, name=key, other=other)
    shown = f"[{_table_name(table)}] {key}" if table else key
    if meant:
        return say("{key} is not known; did you mean {meant}?", key=shown, meant=meant)
    return say("{key} is not known; known here: {known}", key=shown, known=listed)
