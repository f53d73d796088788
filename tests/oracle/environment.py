"""Who calls and when: the facts about a call that people and keys do not change."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oracle.clocks import Clock
from oracle.company import Company
from oracle.plan import User

UNNAMED = "another number"  # of a caller whom no rule names, also where patterns name every number there is


@dataclass(frozen=True, slots=True)
class Caller:
    """Inside or outside; with a number or hidden; a colleague or own mobile by key where it is known who."""

    inside: bool
    number: str | None = None
    person: str | None = None


def outside_caller(company: Company, number: str | None) -> Caller:
    """A caller from outside; without a number he is anonymous, and the number of an own mobile is that mobile."""
    return Caller(False, number, company.mobile_numbers.get(number) if number else None)


def colleague(company: Company, person: str | None) -> Caller:
    """A caller from inside, with the number that he has where a call comes back from a mobile."""
    return Caller(True, company.shown_number(person), person)


Fact = tuple[str, Any]


@dataclass(slots=True)
class Environment:
    """The situation and the caller of one call; it remembers which facts were read."""

    company: Company
    caller: Caller
    moment: datetime
    read: dict[Fact, bool] = field(default_factory=dict)

    def fact(self, name: str, key: object) -> bool:
        """One fact by name and object."""
        fact = name, key
        value = self.read.get(fact)
        if value is None:
            value = self.read[fact] = self.value(fact)
        return value

    def value(self, fact: Fact) -> bool:
        """The fact, without remembering that it was read."""
        name, key = fact
        if name == "open":
            return self.company.clocks.is_open(key, self.moment)
        if name == "refused":
            return self._refuses(self.company.users[key])
        if name == "ended":
            ends = self.company.mobiles[key].ends
            return ends is not None and self.moment.date().isoformat() > ends
        return bool(self.caller.person == key)

    def is_open(self, clock: Clock | None) -> bool:
        """Whether a clock is open; no clock at all always is."""
        return clock is None or self.fact("open", clock)

    def refused(self, user: User) -> bool:
        """Whether the user refuses this caller, when the call comes from outside."""
        blocked = user.blocked
        return blocked.everybody or ((blocked.anonymous or bool(blocked.rules)) and self.fact("refused", user.key))

    def is_caller(self, person: str) -> bool:
        """Whether the person is the one who calls."""
        return self.fact("caller", person)

    def ended(self, mobile: str) -> bool:
        """Whether the subscription of the own mobile has ended by now."""
        return self.company.mobiles[mobile].ends is not None and self.fact("ended", mobile)

    def _refuses(self, user: User) -> bool:
        number = self.caller.number
        if number is None:
            return user.blocked.anonymous
        if number == UNNAMED:
            return False
        return any(
            (rule.during is None or self.company.clocks.is_open(rule.during, self.moment))
            and any(pattern.matches(number, self.company.country) for pattern in rule.callers)
            for rule in user.blocked.rules
        )
