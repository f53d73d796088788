"""What differs between two plans, object by object and setting by setting."""

from collections.abc import Iterator, Mapping

from pydantic.fields import FieldInfo

from nummerplan.compiler.causes.align_keys import SECTIONS, Aligned, objects
from nummerplan.model.calls.cause import PlanChange
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.greeting import Spoken
from nummerplan.model.plan.fields.secret_fields import secret_attributes
from nummerplan.model.plan.fields.setting import Entity, Settings
from nummerplan.model.plan.schedules import Schedule

HOURS = ("hours",)
"""All hours of a week together: that of a schedule which is written by its days."""

ONE_VALUE = (Spoken, VoicemailOf)
"""Mappings that stand for one value."""

NOT_COMPARED = frozenset({"renamed_from", "defaults"})
"""What says nothing of itself: what defaults give stands in the objects, and a former key is told as a new name."""


def changes_between(plans: Aligned, recordings: tuple[Mapping[str, str], Mapping[str, str]]) -> Iterator[PlanChange]:
    """Every change, in order of the plan; what is written otherwise and means the same is none.

    `recordings` are digests of the audio files of both plans.
    """
    old, new = plans.old, plans.new
    for section, was, key in plans.renamed:
        yield PlanChange("renamed", section, key, was=was, now=key)
    sections = {*SECTIONS, *NOT_COMPARED} - {"mobile"}
    for change in _changes("", "", old, new):
        if change.setting[0] not in sections:
            yield PlanChange("setting", *_about(change.setting), change.was, change.now, change.unit, change.secret)
    for section in SECTIONS:
        yield from _of_section(section, objects(old, section), objects(new, section))
    for file, now in recordings[1].items():
        earlier = recordings[0].get(file)
        if earlier not in (None, now):
            yield PlanChange("recording", "audio", file, was=earlier, now=now)


def _of_section(section: str, before: Mapping[str, Entity], after: Mapping[str, Entity]) -> Iterator[PlanChange]:
    for key, entity in after.items():
        if key not in before:
            yield PlanChange("new", section, key, now=entity)
        elif before[key] is not entity:
            yield from _changes(section, key, before[key], entity)
    yield from (PlanChange("gone", section, key, was=entity) for key, entity in before.items() if key not in after)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield PlanChange("order", section, was=tuple(before), now=tuple(after))


def _about(steps: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """The section, no key, and the setting of what belongs to the whole plan."""
    return steps[0], "", steps[1:]


def _changes(
    section: str, key: str, before: Settings, after: Settings, at: tuple[str, ...] = ()
) -> Iterator[PlanChange]:
    """The settings that differ between two mappings of one form."""
    secret = secret_attributes(type(after))
    for name, field in type(after).model_fields.items():
        was, now = getattr(before, name), getattr(after, name)
        if name in NOT_COMPARED or (name == "subscriptions" and section == "") or was == now:
            continue
        steps = (*at, field.alias or name)
        if isinstance(was, Settings) and type(was) is type(now) and not isinstance(was, ONE_VALUE):
            yield from _changes(section, key, was, now, steps)
        elif isinstance(was, dict) and isinstance(now, dict) and name == "keys":
            for pressed in dict.fromkeys([*was, *now]):
                if was.get(pressed) != now.get(pressed):
                    yield PlanChange("setting", section, key, (*steps, pressed), was.get(pressed), now.get(pressed))
        else:
            yield PlanChange("setting", section, key, steps, was, now, _unit(field), name in secret)
    if isinstance(before, Schedule) and isinstance(after, Schedule) and before.week != after.week:
        yield PlanChange("setting", section, key, HOURS, before, after)


def _unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("x-unit", "")) if isinstance(extra, dict) else ""
