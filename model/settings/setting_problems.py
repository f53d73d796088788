"""What is wrong in a settings file, in a sentence that names the key and says what to write."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

from nummerplan.model.message import Message, say
from nummerplan.model.settings.setting_types import A_TEXT
from nummerplan.model.source import route_of

_UNKNOWN = "unknown_key"


def unknown_key(key: str, known: Iterable[str]) -> PydanticCustomError:
    """The error about a key that a table does not have."""
    return PydanticCustomError(_UNKNOWN, "unknown key", {"key": key, "known": tuple(known)})


def sentence(detail: ErrorDetails, data: Mapping[str, Any], place: tuple[str, ...]) -> Message:
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
        case ("check" | "secrets", key, *deeper):
            if detail["type"] == "enum":
                return say("{name} is one of error, warning and advice", name=key)
            listed = deeper or detail["type"] == "tuple_type"
            return say("{name} is a list of texts", name=key) if listed else say("{name} is a text", name=key)
    return say("{name} is a table, written [{name}]", name=".".join(path))


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
    shown = f"[{table[0]}] {key}" if table else key
    if meant:
        return say("{key} is not known; did you mean {meant}?", key=shown, meant=meant)
    return say("{key} is not known; known here: {known}", key=shown, known=listed)
