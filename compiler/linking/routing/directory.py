"""What the names, extensions and numbers of a plan lead to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from nummerplan.model.calls.barring import barred_for_forwarding
from nummerplan.model.calls.call_graph import NOT_IN_USE, Clock, Node
from nummerplan.model.calls.linked_plan import Holder, NumberRange, node_of
from nummerplan.model.calls.night import NightDestination, follows, night_forwarded, night_of
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.numbering import Numbering
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.users import User

BY_NAME = Node("directory", "name")
BY_EXTENSION = Node("directory", "extension")


@dataclass(frozen=True)
class Directory:
    """Everything by which an object can be called."""

    plan: Plan
    today: date
    numbering: Numbering
    assigned: tuple[NumberRange, ...]
    names: dict[str, tuple[Entity, ...]]
    extensions: dict[str, tuple[Holder, ...]]
    numbers: dict[str, tuple[Holder, ...]]

    def resolve(self, text: str | VoicemailOf | None) -> Node | None:
        """The node a destination means: a name, an own extension, an own number, a number outside, or None."""
        if text is None:
            return None
        if isinstance(text, VoicemailOf):
            return self._voicemail(text.voicemail)
        return self._resolved(text)

    @cached_property
    def _resolved(self) -> Callable[[str], Node | None]:
        return cache(self._find)  # most destinations are named many times

    def _find(self, text: str) -> Node | None:
        if text in self.names:
            return node_of(self.names[text][0])
        if text in self.extensions:
            return node_of(self.extensions[text][0].entity)
        return self.resolve_number(text)

    def resolve_number(self, text: str) -> Node | None:
        """The node a phone number means; a mobile network can dial nothing else."""
        number = self.numbering.e164(text)
        if number is None:
            return None
        if number in self.numbers:
            return node_of(self.numbers[number][0].entity)
        if any(number in numbers for numbers in self.assigned):
            return NOT_IN_USE
        return Node("outside", number)

    def resolve_mobile(self, text: str) -> Node | None:
        """The node that a mobile network dials; it knows no extension."""
        number = self.network_number(text)
        return self.resolve_number(number) if number else None

    def network_number(self, text: str) -> str | None:
        """The phone number that a mobile network dials, as written: that of a key if it is one."""
        entity = self.names.get(text, (None,))[0]
        return text if entity is None else getattr(entity, "number", None)

    def _voicemail(self, text: str) -> Node | None:
        node = self.resolve(text)
        user = self.plan.users.get(node.key) if node and node.kind == "user" else None
        return Node("voicemail", user.key) if user and user.voicemail else None

    def goes_to(self, text: str | VoicemailOf | None, blocked: Iterable[str]) -> Node:
        """Where a call sent to a destination comes to; what is unknown or blocked is not in use."""
        return self.unless_blocked(self.resolve(text), blocked)

    def unless_blocked(self, node: Node | None, blocked: Iterable[str] = ()) -> Node:
        """A place that calls may be sent to; an emergency number is never one."""
        if node is None:
            return NOT_IN_USE
        if node.kind in ("outside", "mobile"):
            number = node.key if node.kind == "outside" else self.mobile_number(node.key)
            if number and self.numbering.classify(number) in (*blocked, "emergency"):
                return NOT_IN_USE
        return node

    def mobile_number(self, key: str) -> str | None:
        """The number of an own mobile (E.164)."""
        number = self.plan.mobile.subscriptions[key].number
        return self.numbering.e164(number) if number else None

    def blocked_for(self, entity: Entity | None = None) -> Sequence[str]:
        """The classes of numbers to which nothing of this object (or of the company) may be forwarded."""
        own = isinstance(entity, User) and entity.block_outgoing is not None
        return barred_for_forwarding(self.plan.company, entity).classes if own else self._blocked_for_company

    @cached_property
    def _blocked_for_company(self) -> Sequence[str]:
        return barred_for_forwarding(self.plan.company, None).classes

    @cached_property
    def shared_night(self) -> NightDestination | None:
        """Where and when callers are forwarded of whoever follows the company's night forwarding."""
        return next((night_of(self.plan.company, one) for one in night_forwarded(self.plan) if follows(one)), None)

    def known_clock(self, clock: Clock) -> Clock:
        """A clock without the names in it that refer to nothing: what does not exist closes nothing."""
        schedules, holidays = self.plan.schedules, self.plan.holidays
        return Clock(
            clock.schedule if clock.schedule in schedules else None,
            clock.holidays if clock.holidays in holidays else None,
        )
