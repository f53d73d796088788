"""What a plan's platform does instead of what the plan says, as rules ask for it."""

from typing import NamedTuple

from nummerplan.model.message import Message
from nummerplan.model.source import Route


class PlatformLoss(NamedTuple):
    """One loss: its stable name, the key of the object, the setting, what happens, and whether callers notice it."""

    name: str
    key: str
    route: Route
    message: Message
    noticed: bool


class PlatformLosses(NamedTuple):
    """All losses of a plan on the platform that it names."""

    platform: str
    losses: tuple[PlatformLoss, ...]
