"""Values that a stranger's client gives to fields, so that the platform takes most of them."""

import random
from collections.abc import Mapping
from typing import Any

from broadworks_ocip import types

from nummerplan.targets.broadworks.protocol import Field, Plain, Record

USUALLY_ON = ("use_system_hunt_group_clid_setting", "include_hunt_group_name_in_clid", "use_group_clid_setting")
DAILY = types.Recurrence(recur_daily={"recur_interval": 1}, recur_for_ever=True)
TOGETHER: Mapping[str, dict[str, Any]] = {
    "send_voice_message_notify_email": {"voice_message_notify_email_address": "x@y.example"},
    "voice_message_notify_email_address": {"send_voice_message_notify_email": True},
    "transfer_on_zero_to_phone_number": {"transfer_phone_number": "0612345678"},
    "transfer_phone_number": {"transfer_on_zero_to_phone_number": True},
    "voice_message_carbon_copy_email_address": {"send_carbon_copy_voice_message": True},
    "send_carbon_copy_voice_message": {"voice_message_carbon_copy_email_address": "x@y.example"},
    "forward_to_phone_number": {"is_active": True},
    "greeting_only_forward_destination": {"disable_message_deposit": True, "disable_message_deposit_action": "Forward"},
    "disable_message_deposit_action": {"disable_message_deposit": True, "greeting_only_forward_destination": "202"},
    "start_time": {"end_time": types.HourMinute(hour=23, minute=59), "recurrence": DAILY},
    "end_time": {"start_time": types.HourMinute(hour=0, minute=1), "recurrence": DAILY},
    "busy_personal_audio_file": {"busy_announcement_selection": "Personal"},
    "no_answer_personal_audio_file": {"no_answer_announcement_selection": "Personal"},
    "start_date": {"end_date": "2027-05-07"},
    "calling_line_id_phone_number": {},
    "name_dialing_name": {},
}
"""What has no effect without another field: it comes with it."""


WEEK = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
RECURS = {"recur_weekly": {"recur_interval": 1, **dict.fromkeys(WEEK, False), "tuesday": True}}
ENDS = ("recur_for_ever", "recur_end_date", "recur_end_occurrence")
FILE, OTHER_FILE = (
    types.AnnouncementFileLevelKey(name=f"audio/{name}.wav", media_file_type="WAV", level="Group")
    for name in ("post", "ander")
)
WHOLE: Mapping[str, Any] = {
    "TimeSchedule": types.TimeSchedule(type="Group", name="avond"),
    "HolidaySchedule": types.HolidaySchedule(type="Group", name="kerst"),
    "AnnouncementFileKey": types.AnnouncementFileKey(name="audio/ander.wav", media_file_type="WAV"),
}
"""Records whose parts mean nothing alone."""


def drawn(dice: random.Random, field: Field, path: str) -> Any:
    """A value for a field; of a nested one a record with what the path leads to, and what has to be there."""
    kind = field.type
    if isinstance(kind, Record) and kind.name == "AnnouncementFileLevelKey":
        return dice.choice((FILE, OTHER_FILE))
    if isinstance(kind, Record) and kind.name in WHOLE:
        return WHOLE[kind.name]
    if isinstance(kind, Record):
        inner_name = path.partition(".")[2].partition(".")[0]
        inner = {
            one.name: drawn(dice, one, path.partition(".")[2])
            for one in kind.fields
            if one.xml == inner_name or one.required
        }
        complete(kind.name, inner)
        made = inner if kind.inline else type_of(kind.name)(**inner)
        return [made] if field.is_list else made
    if not isinstance(kind, Plain):
        raise TypeError(f"{path} holds a department, which this platform has none of")
    value = plain(dice, kind, field.xml)
    return [value] if field.is_list else value


def complete(kind: str, inner: dict[str, Any]) -> None:
    """Give a record what it means nothing without."""
    if kind.startswith("AutoAttendantModifyMenu") and {"audio_file", "announcement_selection"} & inner.keys():
        # A menu plays a file that is named: neither means anything without the other.
        inner |= {"announcement_selection": "Personal", "audio_file": inner.get("audio_file", FILE)}
    if kind.startswith("AutoAttendantKey") and "audio_file" in inner:
        inner["action"] = "Play Announcement"
    if "announcement_custom_source_media_files" in inner:
        inner["message_source_selection"] = "Custom"
    if "AlternateNoAnswerGreeting" in kind:
        inner.setdefault("name", "x")
    if kind == "Recurrence":
        inner |= RECURS if inner.keys() & ENDS else {"recur_for_ever": True}


def type_of(name: str) -> Any:
    return getattr(types, name)


NAMED = {
    "extension": "2719",
    "userId": "anna@zaak.example",
    "language": "German",
    "timeZone": "Europe/London",
    "deviceName": "bert-generic-sip",
    "linePort": "nieuw@zaak.example",
    "macAddress": "0004F2AABBCC",
    "greetingOnlyForwardDestination": "0687654321",
    "criteriaName": "x",
    "startDate": "2027-05-04",
    "recurEndDate": "2028-05-04",
    "endDate": "2027-05-06",
}
"""Values that the platform takes; others are any text."""


def plain(dice: random.Random, kind: Plain, name: str) -> Any:
    if kind.options:
        return dice.choice(kind.options)
    if kind.kind == "bool":
        return dice.random() < 0.5
    if kind.kind == "int":
        return dice.randint(kind.least or 0, kind.most if kind.most is not None else 99)
    if "mail" in name.lower():
        return f"x{dice.randrange(1000)}@y.example"
    if "honeNumber" in name:
        return dice.choice(("+31854879618", "+31854879619"))
    return NAMED.get(name, f"Anders{dice.randrange(100)}")
