"""One of two plans that are compared: what is known of it in every situation, in the words that both plans share."""

from collections.abc import Hashable, Iterable, Sequence
from functools import cache

from nummerplan.compiler.difference.caller_events import Greeted, Pressed, RingAlong, RingSignature
from nummerplan.compiler.difference.match_identities import SharedNames
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.linking import BY_EXTENSION, SECONDS_A_RING
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.barring import barred_class
from nummerplan.model.calls.call_graph import FAX, MESSAGE, Clock, Edge, Node
from nummerplan.model.calls.guard import EVERY, Guard, State, States
from nummerplan.model.calls.hunt_members import ringable, rings_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.auto_attendants import KeyAction, Menu
from nummerplan.model.plan.fields.greeting import Greeting, Spoken
from nummerplan.model.plan.voicemail import Greetings

OWN_VOICE = ("default", "recorded")
"""Greetings that say, or may say, whose they are."""

PlaceSignature = tuple[Hashable, Sequence[Node]]
"""What a place says and asks, equal for places that differ in nothing but where they lead; and where that is."""


class ComparedPlan:
    """A plan with its shared names; `side` is 0 for the old one and 1 for the new one."""

    def __init__(self, linked: LinkedPlan, names: SharedNames, hours: SharedHours, side: int) -> None:
        self.linked, self.names, self.side, self._recordings = linked, names.person, side, names.recording
        self.keys = {name: key for key, name in names.person.items()}
        self.reaches = Reaches(linked)
        self._hours = hours
        self.people, self.always = cache(self._people), cache(self._always)
        self.with_extension = {
            edges[0].target for node, edges in linked.graph.edges.items() if node.kind == "extension"
        }
        self._signatures: dict[tuple[Hashable, ...], PlaceSignature] = {}
        self._named: dict[int, tuple[Guard, Guard]] = {}
        self._asked_at, self._asked_on = cache(self._at_place), cache(self._on_edge)

    def _people(self, node: Node) -> frozenset[str]:
        """Whom a call can still ask from a place on."""
        return frozenset(self.names[person] for person in self.reaches.people(node))

    def _always(self, node: Node) -> PlaceSignature:
        """The signature of a place at all times and for everybody."""
        edges = self.linked.graph.edges.get(node, ())
        facts, targets = self.signature(node, edges)
        return (facts, tuple(map(self._concerns, _ordered(edges)))), targets

    def signature(self, node: Node, edges: tuple[Edge, ...]) -> PlaceSignature:
        """The signature of a place with some of its edges, which are those of the call graph."""
        key = (node, *map(id, edges))
        found = self._signatures.get(key)
        if found is None:
            found = self._signatures[key] = self._signature(node, edges)
        return found

    def _signature(self, node: Node, edges: tuple[Edge, ...]) -> PlaceSignature:
        limit = self.reaches.limits
        if node == BY_EXTENSION:
            dialled = sorted(self.linked.extensions)
            return (limit, *dialled), [Node("extension", text) for text in dialled]
        edges = tuple(_ordered(edges))
        ends = [edge.target.kind in ("end", "outside") for edge in edges]
        on_edges = tuple(
            (self._asked_on(edge), edge.target if end else None) for edge, end in zip(edges, ends, strict=True)
        )
        facts = limit, node.kind, self._asked_at(node), on_edges
        return facts, [edge.target for edge, end in zip(edges, ends, strict=True) if not end]

    def _at_place(self, node: Node) -> Hashable:
        """What a place asks of people, apart from its edges: what rings."""
        if node.kind not in ("user", "hunt_group", "mobile"):
            return None
        rings = self.ring(node, self.linked.graph.edges.get(node, ()))
        return rings and rings.looks

    def _on_edge(self, edge: Edge) -> Hashable:
        """When a call takes an edge, as far as people and keys go, and what the caller hears on it."""
        hears: Hashable = None
        match edge.condition:
            case "pressed":
                by_name = self.linked.plan.auto_attendants[edge.source.key].dial_by_name_order
                hears = self.key(edge), edge.target == Node("directory", "name") and by_name
            case "silence":
                hears = self.menu(edge)
            case "after_greeting":
                hears = tuple(self.mailbox(edge.source, edge, busy) for busy in (False, True))
            case "dialled":
                user = self.linked.plan.users.get(edge.target.key)
                hears = user and (user.last_name, user.first_name)
        each, some = self.named(edge.guard)
        asks = frozenset(each), frozenset((frozenset(who), rung) for who, rung in some)
        mobile = self.names.get(edge.key, edge.key) if edge.condition in ("answered", "mobile_voicemail") else edge.key
        return edge.condition, mobile, edge.seconds, hears, asks, self._rung(edge)

    def _rung(self, edge: Edge) -> tuple[tuple[str, States], ...]:
        """Whose telephones ring before an edge is taken, if somebody is in these states."""
        return tuple((self.names[person], states) for person, states in edge.rings if states)

    def named(self, guard: Guard) -> Guard:
        """A guard with people under the names that both plans share."""
        # By identity: a guard is one of the call graph's, or of what was made of it, and lives as long as this does.
        held = self._named.get(id(guard))
        if held is None:
            held = self._named[id(guard)] = guard, self._under_both_names(guard)
        return held[1]

    def _under_both_names(self, guard: Guard) -> Guard:
        name = self.names
        return Guard(
            tuple((name[person], states) for person, states in guard.each),
            tuple((tuple(name[person] for person in people), states) for people, states in guard.some),
        )

    def _concerns(self, edge: Edge) -> Hashable:
        """For whom and when an edge is."""
        numbers = None
        if edge.callers == "listed" and isinstance(index := edge.route[-1], int):
            listed, e164 = self.linked.plan.users[edge.source.key].blocked_callers, self.linked.numbering.e164
            numbers = frozenset(e164(number) or number for number in listed.rules[index].numbers)
        when = tuple((self._open(clock), state) for clock, state in edge.when)
        return edge.callers, numbers, edge.day and (self._open(edge.day),), when

    def _open(self, clock: Clock) -> Hashable:
        return self._hours.of(clock, self.side)

    def ring(self, node: Node, edges: tuple[Edge, ...]) -> RingSignature | None:
        """What rings at a place, whoever answers there; None where nothing does, or not for a second.

        None too where own mobiles ring along: who answers there, each edge says for itself (`ring_of`).
        """
        linked, name = self.linked, self.names
        if any(edge.condition == "answered" and edge.key for edge in edges):
            return None
        edge = next((edge for edge in edges if edge.condition in ("no_answer", "overflow")), None)
        if edge is None or not edge.seconds:
            return None
        if node.kind == "hunt_group":
            group = linked.plan.hunt_groups[node.key]
            rung = rings_in(group)
            turn = group.next_member_after.rings * SECONDS_A_RING if group.next_member_after else edge.seconds
            members = tuple((name[person], rung) for person in ringable(group, linked.plan))
            return RingSignature(group.policy, members, max(turn, 1), edge.seconds)
        ringing = [one for one in edges if one.condition in ("answered", "no_answer")]
        rung = frozenset[State]().union(*(states for one in ringing for _, states in one.guard.each))
        return RingSignature("regular", ((name[node.key], rung),), edge.seconds, edge.seconds, self._along(edge))

    def ring_of(self, edge: Edge) -> RingSignature | None:
        """What rings before one edge is taken over which nobody answers."""
        rung = self._rung(edge)
        if not rung or not edge.seconds:
            return None
        return RingSignature("simultaneous", rung, edge.seconds, edge.seconds, self._along(edge))

    def _along(self, edge: Edge) -> RingAlong | None:
        """The numbers outside that ring with a user's own telephones, if they do so when an edge is taken."""
        user = self.linked.plan.users.get(edge.source.key) if edge.source.kind == "user" else None
        ring = user.simultaneous_ring if user else None
        if user is None or ring is None or "unreachable" not in dict(edge.guard.each).get(user.key, EVERY):
            return None
        uses = (use for use in self.linked.destinations if use.purpose == "simultaneous_ring" and use.owner is user)
        rung = [
            use.node.key
            for use in uses
            if use.node and use.node.kind == "outside" and not barred_class(self.linked, use)
        ]
        on_call = ring.while_on_a_call if user.call_waiting else True
        return RingAlong(bool(user.devices), frozenset(rung), ring.answer_confirmation, on_call)

    def mailbox(self, node: Node, edge: Edge, busy: bool) -> Greeted:
        """What a mailbox says to a call that is here because somebody was busy or not; whose it is where it matters."""
        linked, whose = self.linked, self.names[node.key]
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
        attendant = self.linked.plan.auto_attendants[edge.source.key]
        menu: Menu | None = getattr(attendant, str(edge.route[2]))
        return menu or Menu()

    def _spoken(self, greeting: Greeting | None) -> str:
        """A greeting as text: `default`, `recorded`, a recording, or what a voice says."""
        if greeting is None:
            return "default"
        return f"says {greeting.say}" if isinstance(greeting, Spoken) else self._recordings.get(greeting, greeting)


def _ordered(edges: tuple[Edge, ...]) -> Iterable[Edge]:
    """Edges in the order in which they are tried; that in which keys are written is nobody's business."""
    if edges and edges[0].source.kind == "auto_attendant":
        return sorted(edges, key=lambda edge: (edge.condition in ("pressed", "silence"), edge.route[2:3], edge.key))
    return edges
