"""Limits of settings: how long a name may be, how many a list may hold, between what a number lies.

A setting declares its limit where it is described (`setting(..., limit=Limit(1, 80))`); the rule that judges all of
them asks here, so that a new limit needs no other line.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from nummerplan.model.source import Route


class Limit(NamedTuple):
    """The fewest and most characters of a text, entries of a list, or the smallest and largest number.

    `most` is None where nothing but sense sets a bound.
    """

    least: int
    most: int | None = None


class OutsideLimit(NamedTuple):
    """A value outside the limit of its setting, and where it stands; `size` is its length, or the number itself."""

    route: Route
    value: Any
    size: int
    limit: Limit


def outside_limits(settings: BaseModel) -> list[OutsideLimit]:
    """Every written value of some settings, and of all in them, that lies outside its limit; `defaults` aside."""
    found: list[OutsideLimit] = []
    _add_outside(settings, (), found)
    return found


def _add_outside(value: Any, route: Route, found: list[OutsideLimit]) -> None:
    # Every user of a plan comes by here: the routes of what is not wanted are never made, and generators within each
    # other would take twice as long.
    if isinstance(value, BaseModel):
        given, written = value.__dict__, value.model_fields_set
        for attribute, key, limit in _limited(type(value)):
            if attribute not in written:
                continue
            part = given[attribute]
            if limit is None:
                if part:
                    _add_outside(part, (*route, key), found)
            elif part is not None:
                size, most = part if isinstance(part, int) else len(part), limit.most
                if size < limit.least or (most is not None and size > most):
                    found.append(OutsideLimit((*route, key), part, size, limit))
    elif isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            _add_outside(part, (*route, step), found)


@cache
def _limited(model: type[BaseModel]) -> tuple[tuple[str, str, Limit | None], ...]:
    """Attribute, key and limit of settings; without a limit those in which there are more settings that have one."""
    limited: list[tuple[str, str, Limit | None]] = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        limit = next((one for one in field.metadata if isinstance(one, Limit)), None)
        if limit is not None or (key != "defaults" and any(_has_limits(part) for part in _models(field.annotation))):
            limited.append((name, key, limit))
    return tuple(limited)


@cache
def _has_limits(model: type[BaseModel]) -> bool:
    return bool(_limited(model))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
