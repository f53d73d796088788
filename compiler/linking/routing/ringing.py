"""What rings at a user, when, and who can answer there (`docs/semantics.md`, At a user, 4 to 8)."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.compiler.linking.routing.mobile import mobile_states, network_forwarding, subscription_clock
from nummerplan.model.calls.call_graph import NOT_IN_USE, Clock, ClockStates
from nummerplan.model.calls.guard import ANSWERS, EVERY, NEVER, UNREACHABLE, Guard, State, States, guard
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User

ALWAYS_OPEN = Clock(None, None)
_ON_CALL: frozenset[State] = frozenset({"on_call"})
_FREE: frozenset[State] = frozenset({"answers", "absent"})


class Leg(NamedTuple):
    """An own mobile that rings along: in which states it rings, and its network's voicemail takes the call.

    `at_once` and `late` are the states in which the voicemail does, at once or when it has rung; never with answer
    confirmation, and never where the mobile's own forwarding would take the call, which is not followed here.
    """

    mobile: Subscription
    rings: States
    at_once: States
    late: States


class RingStates(NamedTuple):
    """The states of a user in which his telephones ring, his numbers do, and anything does; and what is left.

    He is `busy` with do not disturb, and on a call where nothing rings then; where nothing can ring he is `unreachable`
    whatever state he is given. He answers his telephones himself; `alone` they ring in vain, without his numbers.
    """

    telephones: States
    numbers: States
    rung: States
    busy: States
    unreachable: States
    himself: States
    alone: States
    numbers_in_vain: States


@cache  # a company of thousands has two or three of these
def ring_states(devices: bool, call_waiting: bool, numbers: bool, while_on_a_call: bool) -> RingStates:
    """The states by what a user has; `numbers` are those that ring along."""
    telephones = NEVER if not devices else _FREE | (_ON_CALL if call_waiting else NEVER)
    along = NEVER if not numbers else _FREE | UNREACHABLE | (_ON_CALL if while_on_a_call else NEVER)
    rung, himself = telephones | along, telephones & ANSWERS
    busy, unreachable = (EVERY - UNREACHABLE - rung, UNREACHABLE - rung) if rung else (NEVER, EVERY)
    return RingStates(
        telephones, along, rung, busy, unreachable, himself, telephones - along - himself, along - himself
    )


class Ringing(NamedTuple):
    """What can ring for a user while some clocks stand so: in which states of his, and the own mobiles among it."""

    user: User
    when: ClockStates
    states: RingStates
    legs: tuple[Leg, ...]

    @property
    def people(self) -> tuple[tuple[str, States], ...]:
        """Whose telephones ring, and in which states of theirs: his own first."""
        own = ((self.user.key, self.states.telephones),) if self.states.telephones else ()
        return (*own, *[(leg.mobile.key, leg.rings) for leg in self.legs]) if self.legs else own

    def answered_by(self, place: int) -> Guard:
        """Neither he nor a mobile before this one answers, and this one does."""
        before = ((leg.mobile.key, EVERY - _answered(leg)) for leg in self.legs[:place])
        return guard(self._silent(), *before, (self.legs[place].mobile.key, _answered(self.legs[place])))

    def voicemail_of(self, place: int, late: bool) -> Guard:
        """Nobody answers, and of the voicemails that take the call, at once or when it has rung, this is the first."""
        leg = self.legs[place]
        others = (
            (other.mobile.key, EVERY - _before(other, at_once=late or number < place, late=late and number < place))
            for number, other in enumerate(self.legs)
            if number != place
        )
        return guard(self._silent(), *others, (leg.mobile.key, leg.late if late else leg.at_once))

    def unanswered(self, late: bool) -> Guard:
        """His numbers ring, nobody answers, and no voicemail takes the call at once, nor (`late`) when it has rung."""
        each = ((leg.mobile.key, EVERY - _before(leg, at_once=True, late=late)) for leg in self.legs)
        return guard(self._silent(), *each)

    def _silent(self) -> tuple[str, States]:
        return self.user.key, self.states.numbers_in_vain


def _answered(leg: Leg) -> States:
    return leg.rings & ANSWERS


def _before(leg: Leg, at_once: bool, late: bool) -> States:
    """The states in which this mobile, or its voicemail, has the call."""
    return _answered(leg) | (leg.at_once if at_once else NEVER) | (leg.late if late else NEVER)


def ringing(user: User, directory: Directory) -> Iterator[Ringing]:
    """What can ring for a user: in the hours of his simultaneous ring and outside them, where it has any."""
    ring, devices = user.simultaneous_ring, bool(user.devices)
    along = _along(user, directory) if ring else ()
    telephones = ring_states(devices, user.call_waiting, numbers=False, while_on_a_call=False)
    if ring is None or not along:
        yield Ringing(user, (), telephones, ())
        return
    together = ring_states(devices, user.call_waiting, numbers=True, while_on_a_call=ring.while_on_a_call)
    during = directory.known_clock(Clock(ring.during.schedule, ring.during.holidays)) if ring.during else None
    hours = () if during is None or during.always_open else (during,)
    subscriptions = {one.key: subscription_clock(one) for one in along if isinstance(one, Subscription) and one.ends}
    clocks = tuple(dict.fromkeys((*hours, *subscriptions.values())))
    for states in product((True, False), repeat=len(clocks)):
        when = tuple(zip(clocks, states, strict=True))
        if hours and not states[0]:
            if all(states[1:]):
                yield Ringing(user, when[:1], telephones, ())
            continue
        mobiles = [one for one in along if isinstance(one, Subscription)]
        running = [one for one in mobiles if dict(when).get(subscriptions.get(one.key, ALWAYS_OPEN), True)]
        yield Ringing(user, when, together, tuple(_leg(one, ring.answer_confirmation) for one in running))


def _along(user: User, directory: Directory) -> tuple[Subscription | str, ...]:
    """The numbers that ring along: own mobiles as such; what is blocked or not in use does not ring."""
    blocked = directory.blocked_for(user)
    texts = user.simultaneous_ring.numbers if user.simultaneous_ring else ()
    nodes = dict.fromkeys(directory.goes_to(text, blocked) for text in texts)
    mobiles = directory.plan.mobile.subscriptions
    return tuple(mobiles[node.key] if node.kind == "mobile" else node.key for node in nodes if node != NOT_IN_USE)


def _leg(mobile: Subscription, confirmed: bool) -> Leg:
    states, forwards = mobile_states(mobile), network_forwarding(mobile)
    if "always" in forwards:
        return Leg(mobile, NEVER, NEVER, NEVER)
    if confirmed:
        return Leg(mobile, states.rings, NEVER, NEVER)
    unreachable = NEVER if "not_reachable" in forwards else states.unreachable
    busy = NEVER if "busy" in forwards else states.busy
    return Leg(mobile, states.rings, unreachable | busy, NEVER if "no_answer" in forwards else states.rings - ANSWERS)
