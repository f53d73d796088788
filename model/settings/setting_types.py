"""What a key of `nummerplan.toml` may hold: readable texts, words, numbers within bounds, paths."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import problem

SETTABLE_LEVELS = ("error", "warning", "advice", "off")
"""The levels that settings may give a rule; one that is off is not reported."""

PROVIDERS = ("env", "file:PATH")
"""Where secrets can come from."""

_SMALL_WORDS = re.compile(r"[a-z][a-z_-]*(?:[/.@:][a-z0-9/_.@:-]*)?")
_USER = re.compile(r"//.*@")

A_TEXT = say("a text was expected")


def no_provider(text: str) -> Message:
    """What is said of a text that names no provider of secrets."""
    known = ", ".join(PROVIDERS)
    return say("{provider} is no provider of secrets; there are {known}", provider=name_shown(text), known=known)


def name_shown(text: str) -> str:
    """What is shown of a text that should be a name: itself if it is small words, else it may be the secret."""
    return text if _SMALL_WORDS.fullmatch(text) else "***"


def without_user(text: str) -> str:
    """An address without the user and the password that somebody wrote into it."""
    return _USER.sub("//***@", text)


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


def _glob(text: str) -> str:
    if text.startswith(("/", "~")) or ".." in text.split("/") or "\\" in text:
        raise problem(say("{path} is no path below the folder of the settings, such as klanten/oud/**", path=text))
    return _readable(text)


def _provider(text: str, info: ValidationInfo) -> str:
    kind, _, path = text.partition(":")
    if kind == "file" and path:
        return f"file:{_seen_from_file(path, info)}"
    if text != "env":
        raise problem(no_provider(text))
    return text


SetLevel = Literal["error", "warning", "advice", "off"]
Levels = Mapping[str, SetLevel]
PlanGlob = Annotated[str, AfterValidator(_glob)]
ReadableText = Annotated[str, AfterValidator(_readable)]
Texts = Annotated[tuple[str, ...], Field(strict=False)]
SettingPath = Annotated[Path, BeforeValidator(_seen_from_file)]
Provider = Annotated[str, AfterValidator(_provider), WithJsonSchema({"type": "string", "pattern": "^(?:env|file:.+)$"})]
