"""A whole plan: its objects, its numbers and extensions, its clocks, and the lists of blocked numbers."""

from dataclasses import dataclass, field
from typing import Any

from oracle.clocks import Clock, Clocks
from oracle.numbering import classes
from oracle.plan import AutoAttendant, Group, Mailbox, Mobile, Night, Target, User


@dataclass(slots=True)
class Company:
    """Everything that decides what happens to a call."""

    country: str = "NL"
    time_zone: str = "Europe/Amsterdam"
    main_number: str | None = None
    name: str = ""
    shows_user_number: bool = False
    shows_company_name: bool = False
    ring_limit: int = 120
    max_redirections: int = 5
    block_outgoing: frozenset[str] = frozenset()
    block_forwarding: frozenset[str] | None = None
    night: Night = field(default_factory=lambda: Night("off"))
    night_clock: Clock = field(default_factory=lambda: Clock(None, None))
    clocks: Clocks = field(default_factory=lambda: Clocks({}, {}))
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    attendants: dict[str, AutoAttendant] = field(default_factory=dict)
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    mobiles: dict[str, Mobile] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, Target] = field(default_factory=dict)
    numbers: dict[str, Target] = field(default_factory=dict)
    tests: list[dict[str, Any]] = field(default_factory=list)

    def screen(self, user: User | None = None) -> frozenset[str]:
        """The list that screens what is sent on, by a user or by the company."""
        if self.block_forwarding is not None:
            return self.block_forwarding
        if user is not None and user.block_outgoing is not None:
            return user.block_outgoing
        return self.block_outgoing

    def covers(self, blocked: frozenset[str], number: str | None) -> bool:
        """Whether a list of blocked numbers covers the number."""
        return bool(blocked and number and blocked & classes(number, self.country))

    def shown_number(self, person: str | None) -> str | None:
        """The number that a colleague's outgoing call shows; of one of whom nothing is said, the company's."""
        user = self.users.get(person or "")
        if user is None:
            return self.main_number
        if user.hide_caller_id:
            return None
        choice = user.caller_id or ("own" if self.shows_user_number else "company")
        if choice in ("own", "user"):
            return user.number or self.main_number
        return self.main_number if choice == "company" else choice

    @property
    def mobile_numbers(self) -> dict[str, str]:
        """The own mobiles by number."""
        return {mobile.number: key for key, mobile in self.mobiles.items()}

    @property
    def people(self) -> list[str]:
        """All whose state decides calls: users, then own mobiles."""
        return [*self.users, *self.mobiles]

    def used_clocks(self) -> list[Clock]:
        """The clocks that any object reads, each once."""
        found: dict[Clock, None] = {}
        if self.night.mode == "schedule":
            found[self.night_clock] = None
        for attendant in self.attendants.values():
            if attendant.after_hours is not None:
                found[attendant.clock] = None
        for user in self.users.values():
            if user.ring_along is not None and user.ring_along.during is not None:
                found[user.ring_along.during] = None
            found |= {rule.during: None for rule in user.blocked.rules if rule.during is not None}
        return list(found)
