"""What was seen of a call that was really made on an exchange."""

from dataclasses import dataclass, field
from typing import NamedTuple


class ObservedRing(NamedTuple):
    """A telephone that rang, or a number outside that was called: from when to when, in seconds of the call.

    `who` is the user's key, or the number as it was dialled outside. `declined` is whether it said at once that it is
    busy: nobody heard it ring.
    """

    who: str
    start: float
    end: float
    outside: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True)
class ObservedCall:
    """How a call went: who rang, who had it, and how and where it ended.

    `end` is the key of an end of the call graph, `where` the mailbox or number where it ended. `status` is the last
    thing that the caller's telephone was told (a SIP status, or the cause of the hanging up). `evidence` are the steps
    that the exchange took, for people. `shown_number` is the number that the side called outside was shown.
    """

    end: str
    where: str = ""
    answered_by: str | None = None
    rings: tuple[ObservedRing, ...] = ()
    seconds: float = 0.0
    status: str = ""
    shown_number: str = ""
    evidence: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    unused_keys: tuple[str, ...] = field(default=())
