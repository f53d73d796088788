"""A plan as text, the way a person would write it: shorthands where the language has them, nothing that was not set."""

import re
from collections.abc import Sequence
from enum import Enum
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from nummerplan.model.plan.auto_attendants import ACTION_WORDS, KeyAction
from nummerplan.model.plan.company import NightForwarding
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.field_types import DateRange, Secret, Stretch
from nummerplan.model.plan.fields.setting import Settings
from nummerplan.model.plan.forwarding import Forward
from nummerplan.model.plan.hunt_groups import NotReachable
from nummerplan.model.plan.mobile import MobileForward
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.schedules import Closure, During, Schedule
from nummerplan.model.plan.voicemail import AfterGreeting

# What YAML would read as a number or a time is text in a plan, and is written as people write it: 0854879610, 08:30.
_PLAIN = re.compile(r"[0-9+][0-9A-Za-z+.:_-]*|true|false")

_WORDS = re.compile(r"[^\W\d_][\w ./+@()-]*(?<! )")
"""What needs no quotes in anybody's YAML; the writer alone would trust libyaml with more than it reads."""

_ALONE: dict[type[Settings], str] = {
    Forward: "to",
    MobileForward: "to",
    NotReachable: "to",
    KeyAction: "transfer",
    NightForwarding: "mode",
    During: "schedule",
    Closure: "name",
}
"""Mappings that may be written as the value of one key, when they have no other."""


class _Plain(str):
    """Text to be written without quotes."""

    __slots__ = ()


def plan_yaml(plan: Plan) -> str:
    """The text of a plan; reading it again gives an equal plan."""
    yaml = YAML()
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(_Plain, _represent_plain)
    yaml.representer.add_representer(Secret, lambda made, secret: made.represent_scalar("!secret", secret.name))
    text = StringIO()
    yaml.dump(_settings(plan), text)
    return text.getvalue()


def _represent_plain(representer: RoundTripRepresenter, text: _Plain) -> ScalarNode:
    tag = representer.dumper.resolver.resolve(ScalarNode, str(text), (True, False))
    node: ScalarNode = representer.represent_scalar(tag, str(text))
    return node


def _value(value: Any) -> Any:
    """Any value of the model as plain data for the writer."""
    if isinstance(value, Settings):
        return _short(value)
    if isinstance(value, dict):
        return {_text(key): _value(item) for key, item in value.items()}
    if isinstance(value, DateRange | Stretch):
        return _text(value)
    if isinstance(value, list | tuple):
        return _list(value)
    if isinstance(value, bool):
        return _Plain("true" if value else "false")
    if isinstance(value, Secret):
        return value
    return _text(value)


def _list(values: Sequence[Any]) -> Any:
    """Hours alone stand for a list of one; short words stand on one line, as in `[busy, no_answer]`."""
    if len(values) == 1 and isinstance(values[0], Stretch):
        return _text(values[0])
    items = CommentedSeq(map(_value, values))
    if sum(len(item) + 2 if isinstance(item, str) and "\n" not in item else 100 for item in items) < 100:
        items.fa.set_flow_style()
    return items


def _text(value: object) -> str:
    text = str(value.value if isinstance(value, Enum) else value)
    if _PLAIN.fullmatch(text):
        return _Plain(text)
    if _WORDS.fullmatch(text):
        return text
    if not text.replace("\n", "").isprintable():
        # Other line ends than \n are blanks to a reader when they stand as they are, and controls are refused.
        escaped: str = DoubleQuotedScalarString(text)
        return escaped
    if "\n" in text:
        return text
    quoted: str = SingleQuotedScalarString(text)
    return quoted


def _short(settings: Settings) -> Any:
    """A mapping, or the one value that may stand for it."""
    if isinstance(settings, AfterGreeting) and settings.transfer is None:
        return "hang_up"
    written = _settings(settings)
    alone = _ALONE.get(type(settings))
    if alone is not None and list(written) == [alone]:
        value = written[alone]
        is_word = isinstance(settings, KeyAction) and value in ACTION_WORDS
        if isinstance(value, str) or isinstance(getattr(settings, alone), VoicemailOf):
            return written if is_word else value
    if isinstance(settings, KeyAction) and len(written) == 1 and next(iter(written)) in ACTION_WORDS:
        word = next(iter(written))
        return word if getattr(settings, word) else written
    return written


def _settings(settings: Settings) -> dict[str, Any]:
    """The keys that were set, in the order of the language; units as people write them."""
    found: dict[str, Any] = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if name not in settings.model_fields_set or value is None:
            continue
        unit = (field.json_schema_extra or {}).get("x-unit") if isinstance(field.json_schema_extra, dict) else None
        if unit == "seconds" and isinstance(value, int):
            found[field.alias or name] = _Plain(f"{value}s")
        elif isinstance(value, float):
            found[field.alias or name] = _Plain(f"{value:.2f}".removesuffix(".00"))
        else:
            found[field.alias or name] = _value(value)
    if isinstance(settings, Schedule):
        found |= {day: _value(hours) for day, hours in settings.hours.items()}
    return found
