"""The old plan with the keys of the new one, so that the two can be compared object by object, and taken apart."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from nummerplan.compiler.difference.match_identities import same_objects
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.setting import Entity, Settings
from nummerplan.model.plan.plan import Defaults, Plan

SECTIONS = (
    "schedules",
    "holidays",
    "users",
    "hunt_groups",
    "auto_attendants",
    "mailboxes",
    "portal_users",
    "mobile",
)
"""Every section of named objects; those of `mobile` are its subscriptions."""

NAMED = ("users", "hunt_groups", "auto_attendants", "mailboxes", "mobile")
"""Sections whose keys are destinations."""

OF_SECTION = {"members": "users", "business_hours": "schedules", "schedule": "schedules", "holidays": "holidays"}
"""Settings that name an object of one section."""

DESTINATIONS = ("to", "transfer", "operator", "when_busy")
"""Settings that name any object that takes calls."""

Renamed = Mapping[str, Mapping[str, str]]
"""For each section the old keys that became others."""


class Aligned(NamedTuple):
    """The old plan with the new keys, the new plan, and the objects that have another key: section, old, new."""

    old: Plan
    new: Plan
    renamed: tuple[tuple[str, str, str], ...]


def aligned(old: LinkedPlan, new: LinkedPlan) -> Aligned:
    """Both plans as they take effect, in one set of keys; what defaults gave stands in the objects themselves."""
    keys: dict[str, dict[str, str]] = {}
    renamed: list[tuple[str, str, str]] = []
    for section, pairs in same_objects(old, new).items():
        former = {was: key for key, was in pairs.items()}
        taken = objects(new.plan, section).keys()
        for key in objects(old.plan, section):
            became = former.get(key)
            if became is None and key in taken:  # somebody else has the key now
                became = _free(key, {*taken, *objects(old.plan, section)})
            elif became not in (None, key):
                renamed.append((section, key, became))
            if became not in (None, key):
                keys.setdefault(section, {})[key] = became
    before, after = (plan.model_copy(update={"defaults": Defaults()}) for plan in (old.plan, new.plan))
    return Aligned(_with_keys(before, keys) if keys else before, after, tuple(renamed))


def objects(plan: Plan, section: str) -> Mapping[str, Entity]:
    """The objects of a section, by key."""
    found: Mapping[str, Entity] = plan.mobile.subscriptions if section == "mobile" else getattr(plan, section)
    return found


def with_objects(plan: Plan, section: str, found: Mapping[str, Entity]) -> Plan:
    """The plan with other objects in a section."""
    if section == "mobile":
        return plan.model_copy(update={"mobile": plan.mobile.model_copy(update={"subscriptions": dict(found)})})
    return plan.model_copy(update={section: dict(found)})


def _free(key: str, taken: set[str]) -> str:
    return next(name for name in (f"{key}{'~' * count}" for count in range(1, len(taken) + 2)) if name not in taken)


def _with_keys(plan: Plan, keys: Renamed) -> Plan:
    """The plan with other keys, where they are given to objects and where these are named."""
    names = {**keys, "": {old: new for section in NAMED for old, new in keys.get(section, {}).items()}}
    plan = plan.model_copy(update={"company": _renamed(plan.company, names)})
    for section in SECTIONS:
        found: dict[str, Entity] = {}
        for key, entity in objects(plan, section).items():
            became, own = keys.get(section, {}).get(key, key), _renamed(entity, names)
            if became != key:
                own = own.model_copy()
                own.__dict__["key"] = became
            found[became] = own
        plan = with_objects(plan, section, found)
    return plan


def _renamed(value: Any, names: Renamed) -> Any:
    """A value in which objects are named by their new keys; what names nobody stays the same value."""
    if isinstance(value, Settings):
        changes = dict(_changed_fields(value, names))
        return value.model_copy(update=changes) if changes else value
    if isinstance(value, dict):
        found = {key: _renamed(inner, names) for key, inner in value.items()}
        return found if any(found[key] is not value[key] for key in value) else value
    if isinstance(value, list):
        items = [_renamed(inner, names) for inner in value]
        return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
    return value


def _changed_fields(settings: Settings, names: Renamed) -> Iterator[tuple[str, Any]]:
    for name in settings.model_fields_set & type(settings).model_fields.keys():
        value = getattr(settings, name)
        section = "users" if isinstance(settings, VoicemailOf) else OF_SECTION.get(name)
        keys = names.get("" if name in DESTINATIONS else section or "-", {})
        if isinstance(value, str):
            now: Any = keys.get(value, value)
        elif name == "members":
            now = [keys.get(one, one) for one in value]
        else:
            now = _renamed(value, names)
        if now != value:
            yield name, now
