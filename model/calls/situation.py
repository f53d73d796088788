"""A stretch of time in which some clocks do not change, with a name for people and a moment that stands for it."""

from dataclasses import dataclass
from datetime import datetime

from nummerplan.model.message import Message


@dataclass(frozen=True, slots=True)
class Situation:
    """All moments of the horizon at which these clocks are open or closed in the same way.

    `open` has one truth value for each clock that was asked for, in that order. `sample` is the first such moment, as
    wall time in the company's zone; two moments of one situation treat every call alike, so one look is enough.
    """

    open: tuple[bool, ...]
    name: Message
    sample: datetime
