"""What came of a plan's call tests."""

from dataclasses import dataclass
from typing import NamedTuple

from nummerplan.model.calls.call import Trace
from nummerplan.model.message import Message
from nummerplan.model.source import Route


class Unmet(NamedTuple):
    """An expectation that did not come true: where it is written, what was expected, and what came."""

    route: Route
    expected: Message
    came: Message


@dataclass(frozen=True, slots=True)
class CallResult:
    """The result of one call test.

    `problem` says why the test could not be run, and where. `calls` counts the calls that were followed; of a promise,
    the entries and situations that were looked at. `shown` is the call that shows what is unmet; `traces` are all calls
    of an exact test. `notes` add what the call itself does not tell.
    """

    route: Route
    name: Message
    calls: int = 0
    unmet: tuple[Unmet, ...] = ()
    shown: Trace | None = None
    problem: tuple[Route, Message] | None = None
    notes: tuple[Message, ...] = ()
    command: str | None = None
    traces: tuple[Trace, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything came as expected."""
        return not self.unmet and self.problem is None
