"""What of a plan its call tests touch, and what not."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nummerplan.model.calls.call import Trace
from nummerplan.model.message import Message
from nummerplan.model.source import Route

ItemKind = Literal["number", "situation", "schedule", "holidays", "way"]


class Item(NamedTuple):
    """One thing that a call can touch: `key` tells it from the others of its kind, `route` is where it is written.

    A number that is called; a situation in which a number is called; a schedule that was asked while active or not; a
    calendar that was asked on a day that it closes; a way that a call takes on from a place (a key, a forward, night).
    """

    kind: ItemKind
    key: Hashable
    what: Message
    route: Route


@dataclass(frozen=True, slots=True)
class CallCoverage:
    """Everything that calls can touch: what a test's call does, what none does, and what no call at all can touch."""

    touched: tuple[Item, ...]
    untouched: tuple[Item, ...]
    untouchable: tuple[Item, ...]

    @property
    def total(self) -> int:
        """How many things calls can touch."""
        return len(self.touched) + len(self.untouched)

    @property
    def percent(self) -> float:
        """How much of what calls can touch is touched; of nothing, all."""
        return 100 * len(self.touched) / self.total if self.total else 100.0


class Suggestion(NamedTuple):
    """A call that no test makes, and what it touches that no other does."""

    trace: Trace
    touches: tuple[Item, ...]
