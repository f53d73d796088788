"""What one step at one place can come to, and what a step may ask of the people."""

from collections.abc import Iterator
from dataclasses import dataclass

from oracle.company import Company
from oracle.environment import Environment
from oracle.plan import Group, Night, Target, User

ANSWERS, ABSENT, BUSY, ON_A_CALL, UNREACHABLE = 1, 2, 4, 8, 16
STATES = {"answers": ANSWERS, "absent": ABSENT, "busy": BUSY, "on_a_call": ON_A_CALL, "unreachable": UNREACHABLE}
ANY_STATE = 31

KEPT = frozenset({"answered", "message", "announced", "fax"})
WANTED = frozenset({"refused", "hung_up", "busy_by_name"})
HANDED_OVER = frozenset({"outside", "mobile_voicemail"})
LOST = frozenset({"busy_tone", "not_in_use", "gives_up", "cut_off", "loop", "too_many_redirections"})


@dataclass(frozen=True, slots=True)
class End:
    """The call ends here, so many seconds after it came to this place.

    `who` is the person who answers; `to` is the number outside, or the own mobile whose network's voicemail takes it.
    """

    word: str
    after: int = 0
    who: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """The call is sent on to a target, so many unanswered seconds after it came to this place.

    `screen` is the list of blocked numbers that looks at the target; `answered` says that this place answered;
    `pressed` that a key led there; `anew` that a key made the caller come to this menu anew, and silence led on;
    `pause` are seconds of silence in a menu, which nobody counts as unanswered.
    """

    to: Target
    screen: frozenset[str] = frozenset()
    after: int = 0
    answered: bool = False
    pressed: bool = False
    anew: bool = False
    from_mobile: bool = False
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """A call at a place: from inside or outside by now, and what is counted since the last place that answered."""

    at: Target
    inside: bool
    redirections: int = 0
    seconds: int = 0
    elapsed: int = 0
    visited: frozenset[tuple[str, str, bool]] = frozenset()


class World:
    """What people do during one call; a step learns of it only through these questions."""

    def __init__(self, company: Company, environment: Environment) -> None:
        """A world of one company, for one caller in one situation."""
        self.company = company
        self.environment = environment
        self.rings: list[tuple[int, str]] = []
        self.exact = True
        self.other_answers: list[str] = []

    def has(self, person: str, states: int) -> bool:
        """Whether the person's state is one of the states; who calls has do not disturb."""
        if self.environment.is_caller(person):
            return bool(states & BUSY)
        return self.asks(person, states)

    def asks(self, person: str, states: int) -> bool:
        """Whether the state of somebody else is one of the states."""
        raise NotImplementedError

    def choose(self, question: tuple[str, ...], options: int) -> int:
        """Which of some options a history takes; the first one unless it is open."""
        return 0

    def history(self, group: str) -> list[str] | None:
        """The order in which the members of a group would begin, if it is given."""
        return None

    def could(self, person: str, states: int) -> bool:
        """Whether the person may still be in one of the states; nothing is learnt by it."""
        return False

    def never_answers(self, person: str) -> None:
        """The person is taken as one who does not answer."""


def offers(world: World, group: Group) -> Iterator[str]:
    """The members in the order of the group's policy and history; what is not given is chosen as late as can be."""
    members = list(group.members)
    if group.policy in ("regular", "simultaneous") or not members:
        yield from members
        return
    given = world.history(group.key)
    if given is not None:
        yield from [name for name in given if name in members] + [name for name in members if name not in given]
    elif group.policy == "circular":
        start = world.choose((group.key,), len(members))
        yield from members[start:] + members[:start]
    else:
        taken: list[str] = []
        while members:
            taken.append(members.pop(world.choose((group.key, *taken), len(members))))
            yield taken[-1]


def night_send(world: World, night: Night, inside: bool, user: User | None = None) -> Send | None:
    """Where night forwarding takes the call, if it takes it; without any destination to a number not in use.

    The company's destination is screened by the company's list, an object's own by the list of that object.
    """
    company = world.company
    if not is_night(company, world.environment, night, inside):
        return None
    if night.to is not None:
        return Send(night.to, company.screen(user))
    return Send(company.night.to or Target("nobody", ""), company.screen())


def is_night(company: Company, environment: Environment, night: Night, inside: bool) -> bool:
    """Whether night forwarding takes the call."""
    if inside or night.mode == "off":
        return False
    mode = company.night.mode if night.mode == "follow" else night.mode
    if mode == "schedule":
        return not environment.is_open(company.night_clock)
    return mode != "off"
