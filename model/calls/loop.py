"""A loop: a way on which a call comes back to a place without a key being pressed."""

from dataclasses import dataclass
from enum import IntEnum

from nummerplan.model.calls.call_graph import Clock, Edge


class Need(IntEnum):
    """What it takes to stay on a way: nothing, a silent caller, nobody answering, people busy or not registered."""

    NOTHING = 0
    SILENCE = 1
    ABSENCE = 2
    TROUBLE = 3


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop, from the place where callers come onto it, and what it takes to stay on it.

    `external` tells whether callers from outside can be on it, not only colleagues. `clocks` must be open or closed.
    """

    edges: tuple[Edge, ...]
    need: Need
    external: bool
    clocks: tuple[tuple[Clock, bool], ...]

    @property
    def silent(self) -> bool:
        """Whether a caller on it hears a menu, and could press a key."""
        return any(edge.condition == "silence" for edge in self.edges)
