"""What a voicemail may do besides, which no plan has: mail a notice, let callers out with 0, light a lamp.

As it is wanted it does none of it, save the lamp of a voicemail that is heard by telephone.
"""

from typing import Any

from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import SettingValues
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.usual.fixed_fields import UsualField

NOTIFY, ON_ZERO, LAMP = "notify", "leave_with_zero_to", "other_lamp"
PROCESSING = {"Unified Voice and Email Messaging": True, "Deliver To Email Address Only": False}
"""What becomes of a message: whether it is heard by telephone."""
EXTRAS = (NOTIFY, ON_ZERO, LAMP)


AWAY = UsualField("away_greeting", "extendedAwayEnabled", False)
"""A greeting for those who are away, which is played in the place of the others."""


def no_extras(prefix: str = "") -> dict[str, Value]:
    """What is wanted of them."""
    return {f"{prefix}{NOTIFY}": None, f"{prefix}{ON_ZERO}": None, f"{prefix}{LAMP}": False}


def read_extras(answer: Answer, by_telephone: bool, prefix: str = "") -> dict[str, Value]:
    """What the voicemail does besides."""
    notice = answer.text("voiceMessageNotifyEmailAddress") if answer.flag("sendVoiceMessageNotifyEmail") else None
    out = normal(answer.text("transferPhoneNumber")) if answer.flag("transferOnZeroToPhoneNumber") else None
    lamp = answer.flag("usePhoneMessageWaitingIndicator")
    return {f"{prefix}{NOTIFY}": notice, f"{prefix}{ON_ZERO}": out, f"{prefix}{LAMP}": lamp != by_telephone}


def write_extras(
    settings: SettingValues, changed: SettingValues, by_telephone: bool, prefix: str = ""
) -> dict[str, Any]:
    """The fields of what changes; the lamp goes with every command about the voicemail."""
    fields: dict[str, Any] = {
        "use_phone_message_waiting_indicator": by_telephone != bool(settings.get(f"{prefix}{LAMP}"))
    }
    for setting, switch, field in (
        (NOTIFY, "send_voice_message_notify_email", "voice_message_notify_email_address"),
        (ON_ZERO, "transfer_on_zero_to_phone_number", "transfer_phone_number"),
    ):
        if f"{prefix}{setting}" in changed:
            value = changed[f"{prefix}{setting}"]
            fields |= {switch: value is not None, field: value or NIL}
    return fields
