"""`Document` to `Plan`: every typing error as a finding, and what is left of the plan for the rules to judge."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nummerplan.compiler.reading.glossary import mappings_in
from nummerplan.compiler.reading.keys_written_twice import keys_written_twice
from nummerplan.compiler.reading.look_alikes import without_look_alikes
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.compiler.reading.written_elsewhere import known_keys, written_elsewhere, yearly_instead
from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Fix, RenameKey, SetValue
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import DAY_KEY, DAYS
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.source import Route, route_of

ATTEMPTS = 8
"""How often a plan is bound again without what was wrong; each attempt finds all that it can."""


@dataclass(frozen=True)
class Bound:
    """A plan, its document, what was wrong with its text, and the places that were left out of it.

    In the document, what stands under a misspelt key is found under the right one too.
    """

    plan: Plan
    document: Document
    findings: list[Finding]
    damaged: frozenset[Route]


def bind(document: Document) -> Bound:
    """Type a document. What is wrong is reported and left out, so that one mistake does not hide the next.

    A misspelt key is read as the key it was surely meant to be, so that rules do not report its absence as well.
    """
    removed: dict[Route, list[int]] = {}
    data, look_alikes = without_look_alikes(document)
    data, unknown_days = _without_unknown_days(data)
    findings = [*look_alikes, *unknown_days]
    for finding in findings:
        document = _with_renamed(document, finding.fix) if finding.fix else document
    for finding in keys_written_twice(document):
        findings.append(finding)
        if isinstance(finding.where, tuple):
            data = _without(data, finding.where)
    damaged: set[Route] = set()
    for _ in range(ATTEMPTS):
        try:
            return Bound(Plan.model_validate(data), document, findings, frozenset(damaged))
        except ValidationError as error:
            before = {route: list(items) for route, items in removed.items()}
            for detail in _first_of_each_place(error):
                place = route_of(detail["loc"], data)
                if detail["type"] == "extra_forbidden" and place[-1:] != detail["loc"][-1:]:
                    continue  # it went with what it stood in, which lacks a key that must be given
                route = _as_written(place, before)
                finding, data = _judge(data, detail, place, route)
                findings.append(finding)
                if finding.fix is not None:  # read as what was surely meant
                    document = _with_renamed(document, finding.fix)
                    continue
                damaged.add(route)
                if place and isinstance(place[-1], int):
                    removed.setdefault(route[:-1], []).append(int(route[-1]))
    return Bound(Plan(), document, findings, frozenset({()}))


def _with_renamed(document: Document, fix: Fix) -> Document:
    for edit in fix.edits:
        if isinstance(edit, RenameKey) and document.has(edit.route):
            document = document.also_at(edit.route, edit.key)
    return document


def _first_of_each_place(error: ValidationError) -> list[ErrorDetails]:
    """One error for each place, the last of a list first, so that leaving one out leaves the others where they are."""
    seen: dict[tuple[str | int, ...], ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        seen.setdefault(detail["loc"], detail)

    def order(detail: ErrorDetails) -> list[tuple[str, int]]:
        return [(str(step), step if isinstance(step, int) else 0) for step in detail["loc"]]

    return sorted(seen.values(), key=order, reverse=True)


def _as_written(place: Route, removed: dict[Route, list[int]]) -> Route:
    """The route in the document of a place in the data, from which list items were left out before."""
    route: Route = ()
    for step in place:
        written = step
        for gone in sorted(removed.get(route, ())):
            if isinstance(written, int) and gone <= written:
                written += 1
        route += (written,)
    return route


def _judge(data: Any, detail: ErrorDetails, place: Route, route: Route) -> tuple[Finding, Any]:
    """The finding for one error, and the data without what is wrong."""
    location, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(data, str(location[-1]), place, route)
    if kind == "missing":
        key = str(location[-1])
        message = say("{key} is missing here; it must be given", key=key)
        return Finding(route, message, on_key=True, rule="missing-key"), _without(data, place)
    is_key = location[-1] == "[key]"
    message, fix = _wrong_type(detail, route, _value(data, place), is_key)
    yearly = yearly_instead(route, str(route[-1]), _value(data, place)) if is_key and kind == "problem" else None
    finding = Finding(route, message, on_key=is_key, help=yearly, fix=fix, rule="wrong-type")
    match fix.edits if fix else ():
        case (SetValue(_, meant),):
            return finding, _changed(data, place, meant)
        case (RenameKey(_, meant),):
            return finding, _renamed(data, place, meant)
    return finding, _without(data, place)


def _unknown_key(data: Any, key: str, place: Route, route: Route) -> tuple[Finding, Any]:
    parent = _value(data, place[:-1])
    all_keys = _keys_of(_model_at(place[:-1]))
    elsewhere = written_elsewhere(data, place)
    meant = None if elsewhere else suggest(key, [name for name in all_keys if name not in parent])
    message = say("{key} is not a key of the plan language here", key=key)
    if meant is None:
        found = elsewhere or known_keys(key, sorted(all_keys))
        return Finding(route, message, on_key=True, help=found, rule="unknown-key"), _without(data, place)
    fix = Fix(say("rename {key} to {meant}", key=key, meant=meant), (RenameKey(route, meant),))
    question = say("did you mean {meant}?", meant=meant)
    finding = Finding(route, message, on_key=True, help=question, fix=fix, rule="unknown-key")
    return finding, _renamed(data, place, meant)


def _wrong_type(detail: ErrorDetails, route: Route, given: Any, is_key: bool) -> tuple[Message, Fix | None]:
    """What should have been written, in words."""
    kind, context = detail["type"], detail.get("ctx", {})
    written = str(route[-1]) if is_key and route else given
    if kind == "problem":
        message = context["message"]
        return (
            say("{value}: {message}", value=written, message=message) if isinstance(written, str) else message
        ), None
    if kind == "literal_error":
        alternatives = str(context["expected"]).split("'")[1::2]  # pydantic gives them as `'a', 'b' or 'c'`
        return _not_one_of(alternatives, route, written, is_key)
    found = _FOUND.get(type(given).__name__, _FOUND["Secret"])
    if kind not in _WANTED:
        return say("this value cannot stand here: {reason}", reason=detail["msg"]), None
    return say("{wanted}, not {found}", wanted=_WANTED[kind], found=found), None


def _not_one_of(expected: list[str], route: Route, written: Any, is_key: bool) -> tuple[Message, Fix | None]:
    listed = ", ".join(expected)
    if not isinstance(written, str):
        return say("a word is expected here, one of: {expected}", expected=listed), None
    meant = suggest(written, expected)
    if meant is None:
        return say("{value} is not known here; it is one of: {expected}", value=written, expected=listed), None
    edit = RenameKey(route, meant) if is_key else SetValue(route, meant)
    message = say("{value} is not known here; did you mean {meant}?", value=written, meant=meant)
    return message, Fix(say("write {meant}", meant=meant), (edit,))


_MAPPING = say("a mapping (key: value) is expected here")
_WANTED = {
    "string_type": say("a text is expected here"),
    "is_instance_of": say("a text or a !secret is expected here"),
    "list_type": say("a list is expected here"),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
}
_FOUND = {"dict": say("a mapping"), "list": say("a list"), "str": say("a text"), "Secret": say("a !secret")}


def _model_at(route: Route) -> type[BaseModel] | None:
    """The model of the mapping at a route, or None where keys are names."""
    model: type[BaseModel] | None = Plan
    names = 0
    for step in route:
        if names:
            names -= 1
            continue
        fields = model.model_fields if model else {}
        field = next((f for name, f in fields.items() if step in (name, f.alias)), None)
        if field is None:
            return None
        steps, model = next(mappings_in(field.annotation), ("", None))
        names = steps.count(".KEY") + steps.count("[]")
    return None if names else model


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


def _renamed(data: Any, place: Route, key: str) -> Any:
    """A copy of the data in which another key stands at the place; a key that is there already stays as it is."""
    parent = _value(data, place[:-1])
    if key in parent:
        return _without(data, place)
    return _changed(data, place[:-1], {key if name == place[-1] else name: item for name, item in parent.items()})


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
            if key not in Schedule.model_fields and not DAY_KEY.fullmatch(key):
                place = ("schedules", name, key)
                finding, data = _unknown_key(data, key, place, place)
                findings.append(finding)
    return data, findings
