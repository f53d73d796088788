"""`Document` to `Plan`: every typing error as a finding, and what is left of the plan for the rules to judge."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nummerplan.compiler.labels import suggest
from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Fix, RenameKey, SetValue
from nummerplan.model.message import Message, say
from nummerplan.model.plan import Plan
from nummerplan.model.scalars import DAY_KEY, DAYS
from nummerplan.model.source import Route

ATTEMPTS = 8
"""How often a plan is bound again without what was wrong; each attempt finds all that it can."""


class Bound:
    """A plan, what was wrong with its text, and the places that were left out of it."""

    def __init__(self, plan: Plan, findings: list[Finding], damaged: frozenset[Route]) -> None:
        self.plan, self.findings, self.damaged = plan, findings, damaged


def bind(document: Document) -> Bound:
    """Type a document. What is wrong is reported and left out, so that one mistake does not hide the next.

    A misspelt key is read as the key it was surely meant to be, so that rules do not report its absence as well.
    """
    findings: list[Finding] = []
    damaged: set[Route] = set()
    data, day_findings = _without_unknown_days(document.data)
    findings.extend(day_findings)
    for _ in range(ATTEMPTS):
        try:
            return Bound(Plan.model_validate(data), findings, frozenset(damaged))
        except ValidationError as error:
            for detail in _first_of_each_place(error):
                finding, mended = _judge(document, data, detail)
                data = mended
                damaged.add(_route(detail["loc"], document))
                if finding is not None:
                    findings.append(finding)
    return Bound(Plan(), findings, frozenset({()}))


def _first_of_each_place(error: ValidationError) -> list[ErrorDetails]:
    """One error for each place, innermost places first, so that leaving one out leaves the others where they were."""
    seen: dict[tuple[str | int, ...], ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        seen.setdefault(detail["loc"], detail)
    return sorted(seen.values(), key=lambda detail: [(str(step), step if isinstance(step, int) else 0) for step in detail["loc"]], reverse=True)


def _route(location: tuple[str | int, ...], document: Document) -> Route:
    """The route of an error's location: pydantic puts the names of union members and `[key]` between its steps."""
    route: Route = ()
    shape: Any = document.shape
    for step in location:
        if isinstance(shape, dict) and isinstance(step, str) and step in shape:
            shape = shape[step][4]
        elif isinstance(shape, list) and isinstance(step, int) and step < len(shape):
            shape = shape[step][4]
        else:
            continue
        route += (step,)
    return route


def _judge(document: Document, data: Any, detail: ErrorDetails) -> tuple[Finding | None, Any]:
    """The finding for one error, and the data without what is wrong."""
    location, kind = detail["loc"], detail["type"]
    route = _route(location, document)
    if kind == "extra_forbidden":
        return _unknown_key(data, location, route)
    if kind == "missing":
        key = str(location[-1])
        message = say("{key} is missing here; it must be given", key=key)
        return Finding(route, message, on_key=True, rule="missing-key"), _without(data, route)
    on_key = location[-1] == "[key]"
    given = _value(data, route)
    message, fix = _wrong_type(detail, route, given)
    return Finding(route, message, on_key=on_key, fix=fix, rule="wrong-type"), _without(data, route)


def _unknown_key(data: Any, location: tuple[str | int, ...], route: Route) -> tuple[Finding, Any]:
    key = str(location[-1])
    parent = _value(data, route[:-1])
    known = [name for name in _keys_of(_model_at(route[:-1])) if name not in parent]
    meant = suggest(key, known)
    message = say("{key} is not a key of the plan language here", key=key)
    if meant is None:
        listed = ", ".join(sorted(_keys_of(_model_at(route[:-1]))))
        help_text = say("known here: {keys}", keys=listed) if listed else None
        return Finding(route, message, on_key=True, help=help_text, rule="unknown-key"), _without(data, route)
    fix = Fix(say("rename {key} to {meant}", key=key, meant=meant), (RenameKey(route, meant),))
    finding = Finding(route, message, on_key=True, help=say("did you mean {meant}?", meant=meant), fix=fix, rule="unknown-key")
    value = parent[key]
    mended = _changed(data, route[:-1], {meant if name == key else name: item for name, item in parent.items()})
    return finding, mended if value is not None else _without(data, route)


def _wrong_type(detail: ErrorDetails, route: Route, given: Any) -> tuple[Message, Fix | None]:
    """What should have been written, in words."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "problem":
        message = context["message"]
        return (say("{value}: {message}", value=given, message=message) if isinstance(given, str) else message), None
    if kind == "literal_error":
        expected = _alternatives(str(context["expected"]))
        meant = suggest(str(given), expected) if isinstance(given, str) else None
        listed = ", ".join(expected)
        if meant is not None:
            is_key = detail["loc"][-1] == "[key]"
            edit = RenameKey(route, meant) if is_key else SetValue(route, meant)
            fix = Fix(say("write {meant}", meant=meant), (edit,))
            return say("{value} is not known here; did you mean {meant}?", value=given, meant=meant), fix
        if isinstance(given, str):
            return say("{value} is not known here; it is one of: {expected}", value=given, expected=listed), None
        return say("a word is expected here, one of: {expected}", expected=listed), None
    wanted = {
        "string_type": say("a text is expected here"),
        "is_instance_of": say("a text or a !secret is expected here"),
        "list_type": say("a list is expected here"),
        "dict_type": say("a mapping (key: value) is expected here"),
        "model_type": say("a mapping (key: value) is expected here"),
        "model_attributes_type": say("a mapping (key: value) is expected here"),
    }.get(kind)
    found = {dict: say("a mapping"), list: say("a list"), str: say("a text")}.get(type(given), say("a !secret"))
    if wanted is None:
        return say("this value cannot stand here: {reason}", reason=detail["msg"]), None
    return say("{wanted}, not {found}", wanted=wanted, found=found), None


def _alternatives(expected: str) -> list[str]:
    """pydantic gives the alternatives as `'a', 'b' or 'c'`."""
    return [part for part in expected.split("'") if part not in ("", ", ", " or ")]


def _model_at(route: Route) -> type[BaseModel] | None:
    """The model of the mapping at a route, or None where keys are names."""
    model: type[BaseModel] | None = Plan
    names_follow = False
    for step in route:
        if names_follow:
            names_follow = False
            continue
        fields = model.model_fields if model else {}
        field = next((f for name, f in fields.items() if step in (name, f.alias)), None)
        if field is None:
            return None
        parts = list(_parts(field.annotation))
        model = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
        names_follow = any(get_origin(part) in (dict, list) for part in parts)
    return None if names_follow else model


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation and everything in it: `dict[str, Annotated[User, ...] | None]` holds User."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _keys_of(model: type[BaseModel] | None) -> list[str]:
    if model is None:
        return []
    days = [*DAYS, "daily"] if model.model_config.get("extra") == "allow" else []
    return [field.alias or name for name, field in model.model_fields.items()] + days


def _value(data: Any, route: Route) -> Any:
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _without(data: Any, route: Route) -> Any:
    """A copy of the data without what stands at the route; only what leads to it is copied."""
    if not route:
        return {}
    parent = _value(data, route[:-1])
    step = route[-1]
    if isinstance(parent, dict):
        return _changed(data, route[:-1], {key: value for key, value in parent.items() if key != step})
    if isinstance(parent, list) and isinstance(step, int):
        return _changed(data, route[:-1], [*parent[:step], *parent[step + 1 :]])
    return data


def _changed(data: Any, route: Route, value: Any) -> Any:
    if not route:
        return value
    step, rest = route[0], route[1:]
    if isinstance(data, dict):
        return data | {step: _changed(data.get(step), rest, value)}
    if isinstance(data, list) and isinstance(step, int):
        return [*data[:step], _changed(data[step], rest, value), *data[step + 1 :]]
    return data


def _without_unknown_days(data: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """A schedule takes days as keys; what is neither a day nor a setting of a schedule is an unknown key."""
    findings: list[Finding] = []
    schedules = data.get("schedules")
    if not isinstance(schedules, dict):
        return data, findings
    for name, schedule in schedules.items():
        for key in schedule if isinstance(schedule, dict) else ():
            if key not in ("name", "renamed_from") and not DAY_KEY.fullmatch(key):
                finding, data = _unknown_key(data, ("schedules", name, key), ("schedules", name, key))
                findings.append(finding)
    return data, findings
