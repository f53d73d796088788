"""What waiting callers hear (manual 6.4, Wachtmuziek)."""

from typing import Any

from nummerplan.model.deployment.tenant import Value
from nummerplan.model.plan.fields.greeting import audio_file
from nummerplan.targets.broadworks.client.answer_checks import chosen
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.parts.object_names import announcement_name


def wanted_music(written: str) -> str:
    """`default`, `none`, or the name of a recording."""
    file = audio_file(written)
    return announcement_name(file) if file else written


def music_fields(music: Value) -> dict[str, Any]:
    """The fields of the command."""
    plays = music != "none"
    fields: dict[str, Any] = dict.fromkeys(
        ("is_active_during_call_hold", "is_active_during_call_park", "is_active_during_busy_camp_on"), plays
    )
    if music in ("default", "none"):
        # A recording that is still named here could not be deleted.
        cleared = {"audio_file": NIL}
        fields["source"] = {"message_source_selection": "System", "announcement_custom_source_media_files": cleared}
    else:
        file = {"audio_file": {"name": music, "media_file_type": "WAV"}}
        fields["source"] = {"message_source_selection": "Custom", "announcement_custom_source_media_files": file}
    return fields


def read_music(music: Answer | None) -> str | None:
    """What is played, in a plan's words where it has one."""
    if music is None:
        return "default"  # the group has no music of its own to set
    plays = {music.flag(f"isActiveDuring{case}") for case in ("CallHold", "CallPark", "BusyCampOn")}
    if plays == {False}:
        return "none"
    if plays != {True}:
        return "sometimes"  # what no plan says
    source = music.first("source")
    sources = {"System": "default", "Custom": None, "External": "external"}
    selected = chosen(source, "messageSourceSelection", sources) if source is not None else None
    if source is None or selected is not None:
        return selected
    files = source.first("announcementCustomSourceMediaFiles")
    file = files.first("audioFile") if files else None
    return file.text("name") if file else None
