"""Fields of commands as plain data and back, for deployments that are saved: references stand where secrets belong."""

from collections.abc import Mapping
from typing import Any

from nummerplan.targets.broadworks.client.field_values import NIL, AudioReference, SecretReference, reference


def fields_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as JSON can hold them. Raises `TypeError` for a value that no command has."""
    return {name: _saved(value) for name, value in fields.items()}


def fields_from(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that `fields_json` made plain data of."""
    return {name: _read(value) for name, value in data.items()}


def _saved(value: Any) -> Any:
    # What JSON does not have is an object with one key; fields within fields are one too, so that none is mistaken.
    if value is NIL:
        return {"nil": True}
    if isinstance(value, SecretReference | AudioReference):
        return {"reference": str(value)}
    if isinstance(value, Mapping):
        return {"fields": fields_json(value)}
    if isinstance(value, list | tuple):
        return [_saved(one) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a field cannot be saved: {type(value).__name__}")


def _read(data: Any) -> Any:
    if isinstance(data, list):
        return [_read(one) for one in data]
    if not isinstance(data, Mapping):
        return data
    if "fields" in data:
        return fields_from(data["fields"])
    return NIL if "nil" in data else reference(data["reference"])
