"""A table of `nummerplan.toml`: frozen, and every key of it known."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.settings.setting_problems import sentence, unknown_key


class SettingsTable(BaseModel):
    """A table of the file. Relative paths in it are seen from the folder that holds the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _keys_are_known(cls, data: Any) -> Any:
        known = cls.meanings()
        for key in data if isinstance(data, Mapping) else ():
            if key not in known:
                raise unknown_key(key, known)
        return data

    @classmethod
    def read(cls, data: Mapping[str, Any], place: tuple[str, ...] = (), file: Path | None = None) -> Self:
        """The table that stands at a place, `("platforms", "hosted")`, of a file.

        Raises `SettingError` with the first thing that is wrong: the file, the key, and what to write.
        """
        try:
            return cls.model_validate(data, context={"folder": file.parent if file else Path()})
        except ValidationError as error:
            problem = sentence(error.errors(include_url=False)[0], data, place)
            raise SettingError(say("{file}: {problem}", file=file, problem=problem) if file else problem) from None

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """What each key means, for documentation."""
        return {field.alias or name: field.description or "" for name, field in cls.model_fields.items()}

    def written(self) -> dict[str, Any]:
        """The keys that were written, with their values; paths as texts."""
        given = self.model_dump(by_alias=True, exclude_unset=True)
        return {key: str(value) if isinstance(value, Path) else value for key, value in given.items()}
