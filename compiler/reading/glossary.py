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
class GlossaryEntry:
    """One key of the plan language; texts that do not apply are empty.

    `choices` are the words it takes, when it takes words only. `portal` are the labels of the key in the portal, as
    `Toets; Actie`, and `values` those of words that it takes.
    """

    key: str
    description: str
    default: str
    portal: str
    manual: str
    unit: str
    choices: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Each label in the portal, with the word that has it, which is empty for the key itself."""
        named = (("", self.portal), *self.values)
        return tuple((word, label) for word, labels in named for label in labels.split("; ") if label)


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """A mapping of the plan language: what it is, every place where it stands, and its keys.

    A place is written `users.KEY.forwarding.busy`; the root is empty.
    """

    name: str
    summary: str
    places: tuple[str, ...]
    entries: tuple[GlossaryEntry, ...]

    def path(self, entry: GlossaryEntry) -> str:
        """Where a key stands, at the first of the places."""
        return f"{self.places[0]}.{entry.key}".lstrip(".")


def mappings_in(annotation: Any) -> Iterator[tuple[str, type[Settings]]]:
    """Mappings that a field can hold, each with the steps that lead to it."""
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        yield "", annotation
        return
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return
    step = ".KEY" if origin is dict else "[]" if origin is list else ""
    for argument in inner:
        yield from ((step + steps, found) for steps, found in mappings_in(argument))


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


def _entry(name: str, field: FieldInfo) -> GlossaryEntry:
    extra: Mapping[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    unit = extra.get("x-unit", "")
    return GlossaryEntry(
        key=field.alias or name,
        description=field.description or "",
        default=_default(field, unit),
        portal=extra.get("x-portal", ""),
        manual=extra.get("x-manual", ""),
        unit=unit,
        choices=_choices(field.annotation),
        values=tuple(extra.get("x-portal-values", {}).items()),
    )


def _walk(settings: type[Settings], place: str, places: dict[type[Settings], list[str]]) -> None:
    places.setdefault(settings, []).append(place)
    if settings is Defaults:
        return  # the same keys again
    for name, field in settings.model_fields.items():
        for steps, found in mappings_in(field.annotation):
            _walk(found, f"{place}.{field.alias or name}{steps}".lstrip("."), places)


@cache
def groups() -> tuple[GlossaryGroup, ...]:
    """Every mapping of the plan language, in the order of a plan."""
    places: dict[type[Settings], list[str]] = {}
    _walk(Plan, "", places)
    return tuple(
        GlossaryGroup(
            name=settings.__name__,
            summary=(settings.__doc__ or "").strip().splitlines()[0],
            places=tuple(dict.fromkeys(found)),
            entries=tuple(_entry(*field) for field in {**settings.model_fields, **settings.named_by_form}.items()),
        )
        for settings, found in places.items()
    )


def fields_of(group: GlossaryGroup, entry: GlossaryEntry) -> Mapping[str, tuple[str, ...]]:
    """The fields that hold a key at any of its places, by the name of the target that says so."""
    paths = [f"{place}.{entry.key}".lstrip(".") for place in group.places]
    found = {
        target.name: tuple(dict.fromkeys(field for path in paths for field in target.fields().get(path, ())))
        for target in all_targets()
    }
    return {target: fields for target, fields in found.items() if fields}
