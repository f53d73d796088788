"""What is different for callers when one plan takes the place of another."""

from dataclasses import dataclass

from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message


@dataclass(frozen=True, slots=True)
class Course:
    """What one plan does with an example call: the call, its trace, and what exactly is heard where the plans part."""

    call: Call
    trace: Trace
    heard: Message


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that callers notice.

    `callers` call `entry` in one of the `situations` and press `keys`, while people are as `people` says (keys of the
    old plan, or of the new one for who is only there; everybody else does not matter, or does not answer). `was` and
    `now` are None where a plan does not have the entry. `decided` is False where there were too many combinations:
    then nothing is known.
    """

    entry: Node
    callers: tuple[Caller, ...]
    situations: tuple[Situation, ...]
    times: Situation
    keys: tuple[str, ...]
    people: tuple[tuple[str, State], ...]
    was: Course | None
    now: Course | None
    decided: bool = True
    simplest: bool = True
    """Whether it asks least of people, of all that the same caller notices then with the same keys."""


@dataclass(frozen=True, slots=True)
class OutgoingDifference:
    """What is different for a colleague who calls out; keys of the user in the old and the new plan."""

    user: str
    now_user: str
    what: Message
    was: Message
    now: Message
