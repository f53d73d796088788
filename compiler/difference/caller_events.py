"""What a caller hears of a plan, under names that two plans share: the words in which their calls are compared."""

from typing import NamedTuple

from nummerplan.compiler.difference.match_identities import Shared
from nummerplan.compiler.difference.ring_signature import Along, Ring
from nummerplan.compiler.linking import SECONDS_A_RING
from nummerplan.model.calls.call_graph import FAX, MESSAGE, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.hunt_members import ringable, rings_in
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


Event = Ring | Waits | Greeted | Pressed | Closing


def ring_of(node: Node, edges: tuple[Edge, ...], linked: LinkedPlan, is_open: IsOpen, shared: Shared) -> Ring | None:
    """What rings at a place; None where nothing does, or not for a second."""
    edge = next((edge for edge in edges if edge.condition in ("no_answer", "overflow")), None)
    if edge is None or not edge.seconds:
        return None
    if node.kind == "hunt_group":
        group = linked.plan.hunt_groups[node.key]
        rung = rings_in(group)
        turn = group.next_member_after.rings * SECONDS_A_RING if group.next_member_after else edge.seconds
        members = tuple((shared.person[person], rung) for person in ringable(group, linked))
        return Ring(group.policy, members, max(turn, 1), edge.seconds)
    answered = next(edge for edge in edges if edge.condition == "answered")
    rung = frozenset[State]().union(
        *(states for found in (answered, edge) for _, states in guard_of(found, linked, is_open).each)
    )
    along = _along(linked.plan.users[node.key], is_open, linked) if node.kind == "user" else None
    return Ring("regular", ((shared.person[node.key], rung),), edge.seconds, edge.seconds, along)


def _along(user: User, is_open: IsOpen, linked: LinkedPlan) -> Along | None:
    """What rings with a user's own devices."""
    ring = user.simultaneous_ring
    if ring is None or not rings_along(user, is_open):
        return None
    numbers = frozenset(linked.numbering.e164(number) or number for number in ring.numbers)
    on_call = ring.while_on_a_call if user.call_waiting else True
    return Along(bool(user.devices), numbers, ring.answer_confirmation, on_call)


def greeted(node: Node, edge: Edge, busy: bool, linked: LinkedPlan, shared: Shared) -> Greeted:
    """What a mailbox says to a call that came here because somebody was busy or not; whose it is where that matters."""
    if edge.target == FAX:
        return Greeted("fax", "", shared.person[node.key])
    if node.kind == "voicemail":
        voicemail = linked.plan.users[node.key].voicemail
        greetings = voicemail.greetings if voicemail else Greetings()
        greeting = greetings.busy if busy else greetings.no_answer
    else:
        greeting = linked.plan.mailboxes[node.key].greeting
    own = greeting is None or greeting in OWN_VOICE or edge.target == MESSAGE
    return Greeted("mailbox", _spoken(greeting, shared), shared.person[node.key] if own else "")


def menu_of(edge: Edge, linked: LinkedPlan) -> Menu:
    """The menu to which an edge of an auto attendant belongs."""
    attendant = linked.plan.auto_attendants[edge.source.key]
    menu: Menu | None = getattr(attendant, str(edge.route[2]))
    return menu or Menu()


def menu_greeting(edge: Edge, linked: LinkedPlan, shared: Shared) -> Greeted:
    """What a menu says first."""
    return Greeted("menu", _spoken(menu_of(edge, linked).greeting, shared))


def key_event(edge: Edge, linked: LinkedPlan, shared: Shared) -> Pressed:
    """What a menu says when one of its keys is pressed."""
    action: KeyAction | None = next((act for key, act in menu_of(edge, linked).keys.items() if key == edge.key), None)
    if action is None:
        return Pressed(announced=False, played="default")
    return Pressed(action.announce and action.transfer is not None, _spoken(action.play, shared))


def _spoken(greeting: Greeting | None, shared: Shared) -> str:
    """A greeting as text: `default`, `recorded`, a recording, or what a voice says."""
    if greeting is None:
        return "default"
    return f"says {greeting.say}" if isinstance(greeting, Spoken) else shared.recording.get(greeting, greeting)
