"""Values of settings in words, as short as they can be; of a secret nothing is ever said."""

from collections.abc import Sequence
from typing import Any

from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.model.calls.cause import PlanChange
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.fields.greeting import Spoken
from nummerplan.model.plan.fields.secret_fields import secret_attributes
from nummerplan.model.plan.fields.setting import Settings
from nummerplan.model.plan.schedules import Schedule

LONGEST_VALUE = 80
"""Of a longer value only so many characters are shown."""

FEW = 4
"""Of lists with more than so many items, before and after together, only what goes and what comes is said."""


def value_words(value: Any, unit: str = "") -> Message:
    """A value: seconds with their unit, a mapping by its keys; none for what is not there."""
    if unit == "seconds" and isinstance(value, int):
        return say("{seconds} s", seconds=value)
    text = _text(value)
    return say("{text}", text=text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…") if text else NONE


NONE = say("none")


def list_change(was: Sequence[Any], now: Sequence[Any]) -> Message | None:
    """What comes into a list and what goes, or that only its order is another; None where all of it is soon said."""
    gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
    if not gone and not come:
        return say("in another order")
    if len(was) + len(now) <= FEW:
        return None
    parts = [say("with {items}", items=value_words(come))] if come else []
    parts += [say("without {items}", items=value_words(gone))] if gone else []
    return commas(parts)


def setting_change(change: PlanChange, objects: Message) -> Message:
    """What became of a setting of some objects."""
    was, now, name = change.was, change.now, ".".join(change.setting)
    # The numbers and the call tests of a plan are lists that have no name but that of their section.
    about = say("{objects}: {setting}", objects=objects, setting=name) if name else objects
    if change.secret or (was is not None and now is not None and _text(was) == _text(now)):
        return say("{setting} is another one", setting=about)
    if isinstance(was, list) and isinstance(now, list) and (items := list_change(was, now)):
        return say("{setting} {change}", setting=about, change=items)
    values: dict[str, object] = {"was": value_words(was, change.unit), "now": value_words(now, change.unit)}
    match change.section, change.setting:
        case "hunt_groups", ("overflow", "after"):
            return say("{objects} overflows after {now} instead of {was}", objects=objects, **values)
        case "hunt_groups", ("overflow", "to"):
            return say("{objects} overflows to {now} instead of {was}", objects=objects, **values)
    return say("{setting} is {now} instead of {was}", setting=about, **values)


def values_in_words(change: PlanChange) -> dict[str, Message | None]:
    """What a change has as `was` and `now`; None for what was not there, for whole objects, and for secrets."""
    told = change.kind in ("setting", "renamed") and not change.secret
    return {
        name: value_words(value, change.unit) if told and value is not None else None
        for name, value in (("was", change.was), ("now", change.now))
    }


def _text(value: Any) -> str:
    match value:
        case None | () | [] | "":
            return ""
        case bool():
            return "true" if value else "false"
        case Secret():
            return "!secret"
        case Schedule():
            return ", ".join(f"{days} {_text(hours)}" for days, hours in value.hours.items())
        case Spoken():
            return f"“{value.say}”"
        case Settings():
            return _mapping(value)
        case dict():
            return ", ".join(f"{_text(key)}: {_text(inner)}" for key, inner in value.items())
        case list() | tuple() if type(value) in (list, tuple):
            return ", ".join(map(_text, value))
        case _:
            return str(value)


def _mapping(settings: Settings) -> str:
    """The keys that were given, without secrets; the destination alone where there is nothing else."""
    secret = secret_attributes(type(settings))
    given = {
        field.alias or name: _text(getattr(settings, name))
        for name, field in type(settings).model_fields.items()
        if name in settings.model_fields_set and name not in secret and getattr(settings, name) is not None
    }
    alone = next(iter(given.values()), "") if len(given) == 1 and set(given) <= {"to", "transfer", "mode"} else None
    return alone if alone is not None else " ".join(f"{name} {text}".rstrip() for name, text in given.items())
