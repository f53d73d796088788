"""Settings that a plan has and that no field of the platform holds: none is left out in silence."""

from collections.abc import Iterator

from nummerplan.model.message import say
from nummerplan.model.plan.fields.setting import Settings
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.loss_kinds import UNSENT_SETTING
from nummerplan.targets.broadworks.object_kind import PlanContext
from nummerplan.targets.broadworks.setting_fields import FIELDS, NOT_NEEDED, NOT_OBJECTS

HELD = frozenset(part for setting in (*FIELDS, *NOT_NEEDED) for part in (setting, setting.removesuffix("[]")))
"""Settings that a field holds, or that need none."""


def lose_unsent_settings(context: PlanContext) -> None:
    """Report each setting without a field once, at its first place, where no kind of object has said why.

    So a new key of the language is a loss of this target from its first day, until an object sends it.
    """
    reported = {loss.route for loss in context.losses}
    lost: set[str] = set()
    for setting, route in _settings(context.plan, "", ()):
        if setting not in lost and not any(_overlap(route, other) for other in reported):
            lost.add(setting)
            text = say("BroadWorks has no field for {setting}; it is not sent", setting=str(route[-1]))
            context.lose(route, text, UNSENT_SETTING)


def _overlap(one: Route, other: Route) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _settings(value: object, setting: str, route: Route) -> Iterator[tuple[str, Route]]:
    """The settings without a field that are written in a mapping and in what it holds; those named by form have one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _settings(inner, f"{setting}.KEY", (*route, key))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _settings(inner, f"{setting}[]", (*route, place))
    elif isinstance(value, Settings):
        for name in value.model_fields_set & type(value).model_fields.keys():
            key = type(value).model_fields[name].alias or name
            inner, deeper = getattr(value, name), f"{setting}.{key}".lstrip(".")
            if not setting and key in NOT_OBJECTS:
                continue
            if deeper in HELD or isinstance(inner, Settings) or _holds_settings(inner):
                yield from _settings(inner, deeper, (*route, key))
            elif inner not in (None, [], {}):
                yield deeper, (*route, key)


def _holds_settings(value: object) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return any(isinstance(one, Settings) for one in inner)
