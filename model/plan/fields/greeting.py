"""What a caller hears from a recording."""

from typing import Annotated

from pydantic import Discriminator, Tag

from nummerplan.model.plan.fields.field_types import Text
from nummerplan.model.plan.fields.setting import Settings, setting


class Spoken(Settings):
    """A text to be spoken by a voice: `{say: TEXT}`."""

    say: Text = setting(..., "The words.")


def _form(value: object) -> str:
    return "spoken" if isinstance(value, dict | Spoken) else "file"


Greeting = Annotated[Annotated[Text, Tag("file")] | Annotated[Spoken, Tag("spoken")], Discriminator(_form)]
"""`default` (the platform's), `recorded` (by telephone, kept as it is), a file of the folder, or `{say: TEXT}`."""

NOT_FILES = ("default", "recorded", "none")
"""Words that stand where a file could stand."""


def audio_file(greeting: "str | Spoken | None") -> str | None:
    """The file a greeting names, if it names one."""
    return greeting if isinstance(greeting, str) and greeting not in NOT_FILES else None
