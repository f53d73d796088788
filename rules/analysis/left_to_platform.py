"""What a rule says of a setting that is missing in the plan, because the plan leaves it to the platform."""

from collections.abc import Sequence
from typing import Protocol

from nummerplan.model.message import Message, say


class _Managed(Protocol):
    @property
    def unmanaged(self) -> Sequence[str]: ...


def help_if_unmanaged(entity: _Managed, *settings: str) -> Message | None:
    """How to bring a setting into the plan; None where the object leaves none of these to the platform."""
    setting = next((name for name in settings if name in entity.unmanaged), None)
    if setting is None:
        return None
    return say(
        "{setting} is left to the platform, and what it does is not known here: take it out of unmanaged to write it",
        setting=setting,
    )
