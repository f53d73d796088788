"""A plan in which some changes are undone, or made: what the other plan has in their place, and all else as it was."""

from collections.abc import Iterable
from typing import Any

from nummerplan.compiler.causes.align_keys import objects, with_objects
from nummerplan.compiler.causes.changed_settings import HOURS
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.artefact import PlanEdit
from nummerplan.model.calls.cause import PlanChange
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.source import Route


def with_changes(plan: Plan, changes: Iterable[PlanChange], undone: bool) -> Plan:
    """The new plan with some changes undone, or the old one (with the new keys) with some made."""
    for change in changes:
        value = change.was if undone else change.now
        if change.kind == "order":
            plan = _in_order(plan, change.section, value)
        elif change.kind not in ("renamed", "recording"):
            plan = edited(plan, [_edit(plan, change, value)])
    return plan


def _in_order(plan: Plan, section: str, keys: tuple[str, ...]) -> Plan:
    """The plan with the objects of a section in an order; those that it does not know come last."""
    found = objects(plan, section)
    known = [key for key in keys if key in found]
    return with_objects(plan, section, {key: found[key] for key in dict.fromkeys([*known, *found])})


def _edit(plan: Plan, change: PlanChange, value: Any) -> PlanEdit:
    section: Route = ("mobile", "subscriptions") if change.section == "mobile" and change.key else (change.section,)
    if change.setting == HOURS:
        own = objects(plan, change.section).get(change.key)
        names = own.model_fields_set & Schedule.model_fields.keys() if own else ()
        fields: dict[str, Any] = {name: getattr(own, name) for name in names}
        hours: dict[str, Any] = dict(value.hours) if isinstance(value, Schedule) else {}
        return PlanEdit((*section, change.key), Schedule.model_construct(**fields, **hours))
    return PlanEdit((*section, *((change.key,) if change.key else ()), *change.setting), value)
