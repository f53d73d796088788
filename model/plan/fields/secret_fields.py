"""Which settings of a plan are secret: known from their type alone, wherever in the model they are declared.

What conceals secrets and what refuses them in plain text asks here, so that a new setting of the type `Secret` is
concealed and refused without another line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from nummerplan.model.plan.fields.field_types import NeverWritten, Secret
from nummerplan.model.source import Route

ANY = "*"
"""A step of a pattern that is a name, or a place in a list."""

Kind = Literal["by_reference", "never"]
"""How a plan may give a secret: as a reference, or not at all."""


class SecretField(NamedTuple):
    """A secret setting and its route, as in `("users", ANY, "devices", ANY, "password")`."""

    pattern: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class SecretTree:
    """The secret settings of a model by their steps, for going through a plan along with them.

    `here` says whether a secret stands here; `below` has for each key, as it is written, its attribute and the rest.
    """

    here: bool
    below: Mapping[str, tuple[str, "SecretTree"]]


class _Step(NamedTuple):
    key: str
    attribute: str


_Way = tuple[tuple[_Step, ...], Kind]


def secret_fields(model: type[BaseModel]) -> tuple[SecretField, ...]:
    """Every secret setting of a model, in the order of its fields. A model within itself is not gone into again."""
    return tuple(SecretField(tuple(step.key for step in steps), kind) for steps, kind in _ways_of(model))


@cache
def secret_tree(model: type[BaseModel], kind: Kind | None = None) -> SecretTree:
    """The secret settings of a model by their steps: of one kind, or all."""
    return _tree([steps for steps, found in _ways_of(model) if kind in (None, found)])


def written_secrets(settings: BaseModel, kind: Kind) -> Iterator[tuple[Route, Secret | str]]:
    """The secrets of a kind that a plan (or a part of it) gives, each with its route from there."""
    return _written(settings, secret_tree(type(settings), kind), ())


@cache
def _ways_of(model: type[BaseModel]) -> tuple[_Way, ...]:
    return tuple(_ways(model, "by_reference"))


def _ways(annotation: Any, kind: Kind, within: tuple[type, ...] = ()) -> Iterator[_Way]:
    """The ways to the secrets in an annotation."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation is Secret:
        yield (), kind
    elif origin is Annotated:
        yield from _ways(inner[0], "never" if NeverWritten in inner[1:] else kind, within)
    elif isinstance(origin, type) and issubclass(origin, Mapping | list | tuple):
        yield from (((_Step(ANY, ANY), *steps), found) for steps, found in _ways(inner[-1], kind, within))
    elif inner:  # alternatives
        for part in inner:
            yield from _ways(part, kind, within)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in within:
        for name, field in annotation.model_fields.items():
            own: Kind = "never" if NeverWritten in field.metadata else "by_reference"
            step = _Step(field.alias or name, name)
            for steps, found in _ways(field.annotation, own, (*within, annotation)):
                yield (step, *steps), found


def _tree(ways: list[tuple[_Step, ...]]) -> SecretTree:
    below: dict[_Step, list[tuple[_Step, ...]]] = {}
    for steps in ways:
        if steps:
            below.setdefault(steps[0], []).append(steps[1:])
    return SecretTree(() in ways, {step.key: (step.attribute, _tree(rest)) for step, rest in below.items()})


def _written(value: Any, tree: SecretTree, route: Route) -> Iterator[tuple[Route, Secret | str]]:
    if isinstance(value, BaseModel):
        given = value.__dict__
        for key, (attribute, inner) in tree.below.items():
            part = given.get(attribute)
            if part is not None:
                yield from _part(part, inner, (*route, key))
    elif ANY in tree.below and isinstance(value, dict | list | tuple):
        inner = tree.below[ANY][1]
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _part(part, inner, (*route, step))


def _part(part: Any, tree: SecretTree, route: Route) -> Iterator[tuple[Route, Secret | str]]:
    if not isinstance(part, Secret | str):
        return _written(part, tree, route)
    return iter(((route, part),) if tree.here else ())
