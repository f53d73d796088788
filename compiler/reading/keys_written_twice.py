"""A key that stands twice in one mapping in two spellings (`"#"` and `hash`): typing would drop one of the two."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route

_ANY = "*"


def keys_written_twice(document: Document) -> Iterator[Finding]:
    """Each key that means the same as one above it in its mapping; only the first is to be typed."""
    for pattern, adapter in _typed_keys(Plan):
        for route, mapping in _mappings(document.data, pattern):
            yield from _twice(route, mapping, adapter, document)


def _twice(
    route: Route, mapping: Mapping[str, Any], adapter: TypeAdapter[Any], document: Document
) -> Iterator[Finding]:
    if len(mapping) < 2:
        return
    first: dict[Any, Route] = {}
    for place in sorted(((*route, key) for key in mapping), key=lambda place: _offset(place, document)):
        try:
            meant = adapter.validate_python(place[-1])
        except ValidationError:
            continue  # reported where it is typed
        other = first.setdefault(meant, place)
        if other is not place:
            message = say(
                "the key {key} stands here for the second time: {other} is the same key", key=place[-1], other=other[-1]
            )
            remark = Remark(other, say("here for the first time"), on_key=True)
            yield Finding(place, message, on_key=True, remarks=(remark,), rule="duplicate-key")


def _offset(place: Route, document: Document) -> int:
    span = document.span(place, on_key=True)
    return span.source.base + span.start


def _mappings(data: Any, pattern: tuple[str, ...], route: Route = ()) -> Iterator[tuple[Route, Mapping[str, Any]]]:
    """The mappings of the data at a pattern of steps."""
    if not isinstance(data, dict):
        return
    if not pattern:
        yield route, data
        return
    step, *rest = pattern
    for key in data if step == _ANY else (step,):
        if key in data:
            yield from _mappings(data[key], tuple(rest), (*route, key))


@cache
def _typed_keys(model: type[BaseModel]) -> tuple[tuple[tuple[str, ...], TypeAdapter[Any]], ...]:
    """Where keys of a model are more than names, each with what makes a key of a text."""
    return tuple((steps, TypeAdapter(key)) for steps, key in _ways(model))


def _ways(annotation: Any, within: tuple[type, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _ways(inner[0], within)
    elif origin is dict:
        if inner[0] is not str:
            yield (), inner[0]
        yield from (((_ANY, *steps), key) for steps, key in _ways(inner[1], within))
    elif inner:  # alternatives; what stands in a list has no mappings with such keys
        for part in inner:
            yield from _ways(part, within)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in within:
        for name, field in annotation.model_fields.items():
            for steps, key in _ways(field.annotation, (*within, annotation)):
                yield (field.alias or name, *steps), key
