"""A plan with some of its values changed, by routes: what a target does instead of what the plan says."""

from collections.abc import Iterable
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.plan.fields.setting import Entity, Settings
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route


def edited(plan: Plan, edits: Iterable[PlanEdit]) -> Plan:
    """The plan with all edits, in their order; an edit inside of what another one took away changes nothing."""
    for edit in edits:
        plan = _with(plan, edit.route, edit.value)
    return plan


def _with(value: Any, route: Route, new: Any) -> Any:
    """A value with another one at a route below it. Nothing that exists is changed: what leads there is copied."""
    step, rest = route[0], route[1:]
    if isinstance(value, Settings):
        return _with_field(value, str(step), rest, new)
    if isinstance(value, dict):
        if rest and step not in value:
            return value
        changed = _with(value[step], rest, new) if rest else _keyed(new, str(step))
        if changed is None:
            return {key: inner for key, inner in value.items() if key != step}
        return {**value, step: changed}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        changed = _with(value[step], rest, new) if rest else new
        return [*value[:step], *([] if changed is None else [changed]), *value[step + 1 :]]
    return value


def _with_field(value: Settings, key: str, rest: Route, new: Any) -> Settings:
    fields = type(value).model_fields
    name = next(name for name, field in fields.items() if key in (name, field.alias))
    inner = getattr(value, name)
    if rest and inner is None:
        return value
    changed = _with(inner, rest, new) if rest else new
    given = changed is not None
    if not given:
        changed = fields[name].get_default(call_default_factory=True)
    found = value.model_copy(update={name: changed})
    if not given:
        found.model_fields_set.discard(name)
    # What was worked out of the old value is copied with it, and would be believed.
    for stale in found.__dict__.keys() - fields.keys() - {"key"}:
        del found.__dict__[stale]
    return found


def _keyed(entity: Any, key: str) -> Any:
    """A new object of a section, told its key as the plan tells it."""
    if isinstance(entity, Entity):
        entity.__dict__["key"] = key
    return entity
