"""The nouns of a plan, as simple records with all defaults filled in."""

from dataclasses import dataclass, field

from oracle.caller_patterns import CallerPattern
from oracle.clocks import Clock


@dataclass(frozen=True, slots=True)
class Target:
    """What a destination means.

    `kind` is user, group, menu, mailbox, voicemail (of a user), mobile, outside or nobody; `name` is a key, or the
    number of a place outside; `number` is what is dialled, where lists of blocked numbers look at it.
    """

    kind: str
    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A destination, or none for the mailbox of the same user, after seconds of ringing."""

    to: Target | None
    after: int


@dataclass(frozen=True, slots=True)
class Night:
    """Whether an object takes part in night forwarding: follow, on or off; perhaps with a destination of its own."""

    mode: str = "follow"
    to: Target | None = None


@dataclass(frozen=True, slots=True)
class RingAlong:
    """Simultaneous ring: the numbers that ring along, which of them are own mobiles, and when they do."""

    numbers: tuple[Target, ...]
    answer_confirmation: bool
    while_on_a_call: bool
    during: Clock | None


@dataclass(frozen=True, slots=True)
class BlockingRule:
    """Callers that are refused while the clock is open, or always without a clock."""

    callers: tuple[CallerPattern, ...]
    during: Clock | None


@dataclass(frozen=True, slots=True)
class BlockedCallers:
    """Which callers from outside a user refuses."""

    everybody: bool = False
    anonymous: bool = False
    rules: tuple[BlockingRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox of the company, or the voicemail of a user."""

    record: bool = True
    fax: bool = False
    then: Target | None = None
    when: frozenset[str] = frozenset()
    after: int = 25


@dataclass(slots=True)
class User:
    """A person with his telephones and what happens to calls that he does not take."""

    key: str
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    number: str | None = None
    has_telephone: bool = False
    call_waiting: bool = True
    hide_caller_id: bool = False
    caller_id: str | None = None
    block_outgoing: frozenset[str] | None = None
    ring_along: RingAlong | None = None
    always: Target | None = None
    busy: Target | None = None
    no_answer: Timed | None = None
    not_reachable: Target | None = None
    voicemail: Mailbox | None = None
    blocked: BlockedCallers = field(default_factory=BlockedCallers)
    night: Night = field(default_factory=Night)


@dataclass(slots=True)
class Group:
    """A hunt group; `when_busy` and `not_reachable` may be the texts busy_tone and wait."""

    key: str
    policy: str
    members: tuple[str, ...]
    next_after: int | None
    overflow: Timed | None
    not_reachable: Target | str | None
    when_busy: Target | str | None
    ring_busy_members: bool
    night: Night


@dataclass(frozen=True, slots=True)
class KeyAction:
    """What a key does: transfer, operator, play, repeat_menu, dial_by_name, dial_by_extension or hang_up."""

    kind: str
    to: Target | None = None


@dataclass(slots=True)
class Menu:
    """One menu of an auto attendant."""

    keys: dict[str, KeyAction]
    dial_by_extension: bool = False

    @property
    def operator(self) -> Target | None:
        """Where a caller goes who presses nothing: the operator of the lowest key that has one."""
        for key in (*"0123456789", "star", "hash"):
            action = self.keys.get(key)
            if action is not None and action.kind == "operator":
                return action.to
        return None


@dataclass(slots=True)
class AutoAttendant:
    """A menu during business hours, perhaps another after hours, and its clock."""

    key: str
    business: Menu
    after_hours: Menu | None
    clock: Clock
    either_order: bool
    timeout: int
    night: Night


@dataclass(slots=True)
class Mobile:
    """An own mobile in the mobile network; `ends` is the last day of its subscription."""

    key: str
    number: str
    sim_blocked: bool = False
    call_waiting: bool = True
    business_voicemail: bool = False
    always: Target | None = None
    busy: Target | None = None
    no_answer: Target | None = None
    not_reachable: Target | None = None
    ends: str | None = None
