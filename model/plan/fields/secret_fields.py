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

    `ends` are keys, as they are written, under which a secret stands, each with its attribute in the model; `inner` are
    those under which there is more to look at, and what.
    """

    ends: tuple[tuple[str, str], ...]
    inner: tuple[tuple[str, str, "SecretTree"], ...]


class _Step(NamedTuple):
    key: str
    attribute: str


_Way = tuple[tuple[_Step, ...], Kind]


def secret_fields(model: type[BaseModel]) -> tuple[SecretField, ...]:
    """Every secret setting of a model, in the order of its fields. A model within itself is not gone into again."""
    return tuple(SecretField(tuple(step.key for step in steps), kind) for steps, kind in _ways_of(model))


@cache
def secret_attributes(model: type[BaseModel]) -> frozenset[str]:
    """The attributes of a model that are secrets, or lists and mappings of secrets."""
    tree = secret_tree(model)
    within = (attribute for _, attribute, inner in tree.inner if any(step == ANY for step, _ in inner.ends))
    return frozenset((*(attribute for _, attribute in tree.ends), *within))


@cache
def secret_tree(model: type[BaseModel], kind: Kind | None = None) -> SecretTree:
    """The secret settings of a model by their steps: of one kind, or all."""
    return _tree([steps for steps, found in _ways_of(model) if kind in (None, found)])


def written_secrets(settings: BaseModel, kind: Kind, plain: bool = False) -> list[tuple[Route, Secret | str]]:
    """The secrets of a kind that a plan (or a part of it) gives, each with its route from there; or only plain text."""
    found: list[tuple[Route, Secret | str]] = []
    _add_written(settings, secret_tree(type(settings), kind), (), (str,) if plain else (Secret, str), found)
    return found


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
    inner: dict[_Step, list[tuple[_Step, ...]]] = {}
    for first, *rest in ways:
        if rest:
            inner.setdefault(first, []).append(tuple(rest))
    ends = dict.fromkeys(steps[0] for steps in ways if len(steps) == 1)
    return SecretTree(
        tuple((step.key, step.attribute) for step in ends), tuple((*step, _tree(rest)) for step, rest in inner.items())
    )


def _add_written(
    value: Any, tree: SecretTree, route: Route, wanted: tuple[type, ...], found: list[tuple[Route, Secret | str]]
) -> None:
    # Every user of a plan comes by here: the routes of what is not wanted are never made.
    part: Any
    if isinstance(value, BaseModel):
        given = value.__dict__
        for key, attribute in tree.ends:
            part = given.get(attribute)
            if type(part) in wanted:
                found.append(((*route, key), part))
        for key, attribute, inner in tree.inner:
            if part := given.get(attribute):
                _add_written(part, inner, (*route, key), wanted, found)
    elif isinstance(value, dict | list | tuple):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            if tree.ends and type(part) in wanted:
                found.append(((*route, step), part))
            for _, _, inner in tree.inner:
                _add_written(part, inner, (*route, step), wanted, found)
