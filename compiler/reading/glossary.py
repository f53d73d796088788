"""All settings of the plan language, as the model states them, and the fields of targets that hold them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nummerplan.model.plan.fields.setting import Settings
from nummerplan.model.plan.plan import Defaults, Plan
from nummerplan.targets import all_targets


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the plan language; texts that do not apply are empty.

    `choices` are the words it takes, when it takes words only.
    """

    key: str
    description: str
    default: str
    portal: str
    manual: str
    unit: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping of the plan language: what it is, every place where it stands, and its keys.

    A place is written `users.KEY.forwarding.busy`; the root is empty.
    """

    name: str
    summary: str
    places: tuple[str, ...]
    entries: tuple[Entry, ...]

    def path(self, entry: Entry) -> str:
        """Where a key stands, at the first of the places."""
        return f"{self.places[0]}.{entry.key}".lstrip(".")


def _inside(annotation: Any) -> Iterator[tuple[str, type[Settings]]]:
    """Mappings that a field can hold, each with the steps that lead to it."""
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        yield "", annotation
        return
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return
    step = ".KEY" if origin is dict else "[]" if origin is list else ""
    for argument in inner:
        yield from ((step + steps, found) for steps, found in _inside(argument))


def _choices(annotation: Any) -> tuple[str, ...]:
    """The words a field takes, alone or in a list; empty when it takes anything else too."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if get_origin(annotation) in (list, Union, UnionType):
        found = [_choices(argument) for argument in get_args(annotation) if argument is not type(None)]
        return found[0] if len(found) == 1 else ()
    return ()


def _default(field: FieldInfo, unit: str) -> str:
    """What an absent key means, as it would be written."""
    if field.is_required():
        return "mandatory"
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return f"[{', '.join(value)}]" if value else "none"
    return f"{value}s" if unit == "seconds" else str(value)


def _entry(name: str, field: FieldInfo) -> Entry:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    unit = str(extra.get("x-unit", ""))
    return Entry(
        key=field.alias or name,
        description=field.description or "",
        default=_default(field, unit),
        portal=str(extra.get("x-portal", "")),
        manual=str(extra.get("x-manual", "")),
        unit=unit,
        choices=_choices(field.annotation),
    )


def _walk(settings: type[Settings], place: str, places: dict[type[Settings], list[str]]) -> None:
    places.setdefault(settings, []).append(place)
    if settings is Defaults:
        return  # the same keys again
    for name, field in settings.model_fields.items():
        for steps, found in _inside(field.annotation):
            _walk(found, f"{place}.{field.alias or name}{steps}".lstrip("."), places)


@cache
def groups() -> tuple[Group, ...]:
    """Every mapping of the plan language, in the order of a plan."""
    places: dict[type[Settings], list[str]] = {}
    _walk(Plan, "", places)
    return tuple(
        Group(
            name=settings.__name__,
            summary=(settings.__doc__ or "").strip().splitlines()[0],
            places=tuple(dict.fromkeys(found)),
            entries=tuple(_entry(name, field) for name, field in settings.model_fields.items()),
        )
        for settings, found in places.items()
    )


def fields_of(group: Group, entry: Entry) -> Mapping[str, tuple[str, ...]]:
    """The fields that hold a key at any of its places, by the name of the target that says so."""
    paths = [f"{place}.{entry.key}".lstrip(".") for place in group.places]
    found = {
        target.name: tuple(dict.fromkeys(field for path in paths for field in target.fields().get(path, ())))
        for target in all_targets()
    }
    return {target: fields for target, fields in found.items() if fields}
