"""What a caller hears of a plan, under names that two plans share: the words in which their calls are compared."""

from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import IsOpen, guard_of, ringable, rings_along, rings_in
from nummerplan.compiler.difference.match_identities import SharedNames
from nummerplan.compiler.difference.ring_signature import RingAlong, RingSignature
from nummerplan.compiler.linking import SECONDS_A_RING
from nummerplan.model.calls.call import State
from nummerplan.model.calls.call_graph import FAX, MESSAGE, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.auto_attendants import KeyAction, Menu
from nummerplan.model.plan.fields.greeting import Greeting, Spoken
from nummerplan.model.plan.users import User
from nummerplan.model.plan.voicemail import Greetings

OWN_VOICE = ("default", "recorded")
"""Greetings that say, or may say, whose they are."""


class Waits(NamedTuple):
    """Nobody is called and nothing happens for some seconds."""

    seconds: int


class Greeted(NamedTuple):
    """A menu or a mailbox speaks. `whose` is told apart where a message is left or the voice says it."""

    kind: str
    greeting: str
    whose: str = ""


class Pressed(NamedTuple):
    """A key that the menu has: what it says before it does anything."""

    announced: bool
    played: str


class Closing(NamedTuple):
    """The end of a call; a person or a number outside by name."""

    how: str
    kind: str


Event = RingSignature | Waits | Greeted | Pressed | Closing


class CallerEvents:
    """What a caller hears of one plan, under the names that both plans share."""

    def __init__(self, linked: LinkedPlan, shared: SharedNames) -> None:
        self._linked, self._shared = linked, shared

    def ring(self, node: Node, edges: tuple[Edge, ...], is_open: IsOpen) -> RingSignature | None:
        """What rings at a place; None where nothing does, or not for a second."""
        linked, name = self._linked, self._shared.person
        edge = next((edge for edge in edges if edge.condition in ("no_answer", "overflow")), None)
        if edge is None or not edge.seconds:
            return None
        if node.kind == "hunt_group":
            group = linked.plan.hunt_groups[node.key]
            rung = rings_in(group)
            turn = group.next_member_after.rings * SECONDS_A_RING if group.next_member_after else edge.seconds
            members = tuple((name[person], rung) for person in ringable(group, linked))
            return RingSignature(group.policy, members, max(turn, 1), edge.seconds)
        guards = [guard_of(one, linked, is_open) for one in edges if one.condition == "answered" or one is edge]
        rung = frozenset[State]().union(*(states for guard in guards for _, states in guard.each))
        along = _ring_along(linked.plan.users[node.key], is_open, linked) if node.kind == "user" else None
        return RingSignature("regular", ((name[node.key], rung),), edge.seconds, edge.seconds, along)

    def mailbox(self, node: Node, edge: Edge, busy: bool) -> Greeted:
        """What a mailbox says to a call that is here because somebody was busy or not; whose it is where it matters."""
        linked, whose = self._linked, self._shared.person[node.key]
        if edge.target == FAX:
            return Greeted("fax", "", whose)
        if node.kind == "voicemail":
            voicemail = linked.plan.users[node.key].voicemail
            greetings = voicemail.greetings if voicemail else Greetings()
            greeting = greetings.busy if busy else greetings.no_answer
        else:
            greeting = linked.plan.mailboxes[node.key].greeting
        own = greeting is None or greeting in OWN_VOICE or edge.target == MESSAGE
        return Greeted("mailbox", self._spoken(greeting), whose if own else "")

    def menu(self, edge: Edge) -> Greeted:
        """What the menu of an edge says first."""
        return Greeted("menu", self._spoken(self._menu(edge).greeting))

    def key(self, edge: Edge) -> Pressed:
        """What a menu says when one of its keys is pressed."""
        actions: dict[str, KeyAction] = {str(key): action for key, action in self._menu(edge).keys.items()}
        action = actions.get(edge.key)
        if action is None:
            return Pressed(announced=False, played="default")
        return Pressed(action.announce and action.transfer is not None, self._spoken(action.play))

    def _menu(self, edge: Edge) -> Menu:
        attendant = self._linked.plan.auto_attendants[edge.source.key]
        menu: Menu | None = getattr(attendant, str(edge.route[2]))
        return menu or Menu()

    def _spoken(self, greeting: Greeting | None) -> str:
        """A greeting as text: `default`, `recorded`, a recording, or what a voice says."""
        if greeting is None:
            return "default"
        return (
            f"says {greeting.say}" if isinstance(greeting, Spoken) else self._shared.recording.get(greeting, greeting)
        )


def _ring_along(user: User, is_open: IsOpen, linked: LinkedPlan) -> RingAlong | None:
    """What rings with a user's own devices."""
    ring = user.simultaneous_ring
    if ring is None or not rings_along(user, is_open):
        return None
    numbers = frozenset(linked.numbering.e164(number) or number for number in ring.numbers)
    on_call = ring.while_on_a_call if user.call_waiting else True
    return RingAlong(bool(user.devices), numbers, ring.answer_confirmation, on_call)
