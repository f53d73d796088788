"""Where a call can be sent: a name, an extension, a phone number, or a user's mailbox."""

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from nummerplan.model.plan.fields.field_types import Text
from nummerplan.model.plan.fields.setting import Settings, setting


class VoicemailOf(Settings):
    """The mailbox of a user: `{voicemail: KEY}`."""

    voicemail: Text = setting(..., "The user whose mailbox takes the call.")

    def __str__(self) -> str:
        return f"voicemail of {self.voicemail}"


def _form(value: object) -> str:
    return "mailbox" if isinstance(value, dict | VoicemailOf) else "name"


Destination = Annotated[Annotated[Text, Tag("name")] | Annotated[VoicemailOf, Tag("mailbox")], Discriminator(_form)]
"""A key, an extension or a phone number as written, or `{voicemail: KEY}`. `link` finds out which."""


def to_mapping(key: str) -> Any:
    """A validator by which a text alone stands for a mapping of one key: `busy: receptie` is `busy: {to: receptie}`."""

    def spread(value: object) -> object:
        return {key: value} if isinstance(value, str) else value

    return spread


def destination_or_mapping(value: object) -> object:
    """A destination alone stands for `{to: DESTINATION}`, a mailbox too."""
    if isinstance(value, str) or (isinstance(value, dict) and "voicemail" in value and "to" not in value):
        return {"to": value}
    return value
