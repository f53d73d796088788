"""A stretch of time in which some clocks do not change, with a name for people and a moment that stands for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from nummerplan.model.message import Message


@dataclass(frozen=True)
class Situation:
    """All moments of the horizon at which these clocks are open or closed in the same way.

    `open` has one truth value for each clock that was asked for, in that order. `sample` is the first such moment, as
    wall time in the company's zone; two moments of one situation treat every call alike, so one look is enough. The
    name is made when somebody asks for it: most situations are looked at and never shown.
    """

    open: tuple[bool, ...]
    sample: datetime
    naming: Callable[[], Message] = field(compare=False, repr=False)

    @cached_property
    def name(self) -> Message:
        """What people call it."""
        return self.naming()
