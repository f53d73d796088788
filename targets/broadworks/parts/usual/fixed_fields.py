"""Fields that no plan has and that are as nummerplan makes them: what somebody set otherwise by hand is told.

A setting of this kind says what is unusual: nothing (None, or False for a switch) is what is wanted. Writing it back
sends the usual value, and an undo the one that was there.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import SettingValues, WantedSettings
from nummerplan.targets.broadworks.protocol import python_name


class UsualField(NamedTuple):
    """A setting, the field that holds it (by its name in XML), and its usual value: a switch or a word."""

    setting: str
    xml: str
    usual: bool | str

    @property
    def wanted(self) -> Value:
        """What stands for the usual value."""
        return False if isinstance(self.usual, bool) else None


def want_usual(gathered: WantedSettings, fields: Iterable[UsualField]) -> None:
    """Want each of them as it usually is."""
    for field in fields:
        gathered.settings[field.setting] = field.wanted


def read_usual(answer: Answer, fields: Iterable[UsualField]) -> dict[str, Value]:
    """What is unusual."""
    found: dict[str, Value] = {}
    for field in fields:
        if isinstance(field.usual, bool):
            found[field.setting] = answer.flag(field.xml) != field.usual
        else:
            text = answer.text(field.xml)
            found[field.setting] = text if text != field.usual else None
    return found


def write_usual(changed: SettingValues, fields: Iterable[UsualField]) -> dict[str, Any]:
    """The fields of those that change."""
    return {
        python_name(field.xml): _value(field, changed[field.setting]) for field in fields if field.setting in changed
    }


def new_usual(fields: Iterable[UsualField]) -> dict[str, Any]:
    """The fields of a new object, all of them as usual."""
    return {python_name(field.xml): field.usual for field in fields}


def _value(field: UsualField, value: Value) -> Any:
    if isinstance(field.usual, bool):
        return field.usual != bool(value)
    return value or field.usual
