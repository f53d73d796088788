"""What callers hear: the platform's own words, or a recording of the group's repository."""

from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.tenant import Value
from nummerplan.model.message import say
from nummerplan.model.plan.fields.greeting import Greeting, Spoken, audio_file
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.loss_kinds import SPOKEN_TEXT
from nummerplan.targets.broadworks.object_kind import WantedSettings
from nummerplan.targets.broadworks.parts.object_names import announcement_name

DEFAULT = "default"
"""The platform's own words."""
RECORDED = "recorded"
"""Made by telephone, and left alone."""


def put_greeting(gathered: WantedSettings, setting: str, greeting: Greeting | None, *steps: str | int) -> None:
    """Write which recording is played; one that was made by telephone is no setting of ours."""
    if greeting == RECORDED:
        return
    file = audio_file(greeting)
    gathered.put(setting, announcement_name(file) if file else DEFAULT, *steps)
    if isinstance(greeting, Spoken):
        text = say("BroadWorks speaks no texts; record it as an audio file. Until then callers hear the default")
        default = PlanEdit(gathered.entity.at(*(steps or setting.split("."))), DEFAULT)
        gathered.context.lose((*default.route, "say"), text, SPOKEN_TEXT, default)


def file_key(name: Value) -> dict[str, Any]:
    """The key of a recording in the group's repository."""
    return {"name": name, "media_file_type": "WAV", "level": "Group"}


def greeting_fields(selection: str, file: str, value: Value) -> dict[str, Any]:
    """The two fields of a greeting: which kind is played, and the recording; none for one made by telephone."""
    if value == RECORDED:
        return {}
    if value == DEFAULT:
        return {selection: "Default", file: NIL}
    return {selection: "Personal", file: file_key(value)}


def read_greeting(answer: Answer, selection: str, file: str) -> str:
    """Which recording is played; what stands at the user himself, and his alternates, was made by telephone."""
    selected = answer.text(selection)
    if selected == "Default":
        return DEFAULT
    key = answer.first(file) if selected == "Personal" else None
    name = key.text("name") if key is not None and key.text("level") == "Group" else None
    return name or RECORDED
