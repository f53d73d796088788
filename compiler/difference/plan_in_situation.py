"""One plan in one situation and for one caller: what he hears next at a place, and what people must be like for it.

Edges, their conditions and the counting of redirections, seconds and loops are those of every other command:
`EdgeCache`, `cut_short` and `onward`.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nummerplan.compiler.calls.next_place import Place, arrival, cut_short, onward
from nummerplan.compiler.calls.shown_caller import caller_by_now
from nummerplan.compiler.difference.caller_events import Closing, Event, RingSignature, Waits
from nummerplan.compiler.difference.compared_plan import ComparedPlan, PlaceSignature
from nummerplan.compiler.search.people_states import Budget, PeopleStates
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import LOOPING_ENDS, Edge, Node
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.guard import ALWAYS, Guard


@dataclass(frozen=True, slots=True, eq=False)
class NextStep:
    """One way on from a place: what it asks of people, what the caller hears on it (None: nothing), and its edge.

    The edge is None where the call ends, and at a menu, which is asked key by key: `menu` are its edges.
    """

    guard: Guard
    event: Event | None
    edge: Edge | None = None
    menu: tuple[Edge, ...] = ()


class Side(NamedTuple):
    """A call in one of two plans, and what its caller hears next, once that is decided.

    `busy` says that somebody was busy just before: a voicemail has a greeting of its own for that.
    """

    place: Place
    busy: bool = False
    step: NextStep | None = None

    @property
    def node(self) -> Node:
        """The object at which the call is, or its end."""
        return self.place.node


class PlanInSituation:
    """One of two plans that are compared; the steps of each place are worked out once."""

    def __init__(self, plan: ComparedPlan, is_open: IsOpen, caller: Caller) -> None:
        self.plan, self._is_open, self._caller = plan, is_open, caller
        self._limits = plan.reaches.limits
        self._steps = cache(self._steps_at)

    def start(self, entry: Node) -> Side:
        """A call that arrives."""
        return Side(arrival(entry, self._caller.external))

    def signature(self, node: Node) -> PlaceSignature:
        """The signature of a place now, for a caller who has not come through a mobile network."""
        if node.kind == "mobile":  # beyond it the caller is another one, and nothing is said of him
            return self.plan.side, ()
        branches = self.plan.reaches.branches.at(node, self._caller, self._is_open, joined=False)
        return self.plan.signature(node, tuple(branch.edge for branch in branches))

    def onward(self, side: Side, *edges: Edge) -> Side:
        """The place to which some edges lead, one after the other."""
        for edge in edges:
            busy = edge.target.kind == "voicemail" and edge.condition in ("busy", "when_busy")
            side = Side(onward(side.place, edge, self._limits), busy)
        return side

    def led_on(self, side: Side, to_event: bool) -> Side:
        """The call led on as long as people decide nothing and nothing is heard; or `to_event`, what is heard next."""
        while side.step is None:
            first, *others = self.steps(side)
            silent = first.event is None and first.edge is not None
            if others or first.guard != ALWAYS or not (silent or to_event):
                break
            side = self.taken(side, first)
        return side

    def taken(self, side: Side, step: NextStep) -> Side:
        """The call with what is heard next, or where a step leads on which nothing is heard."""
        if step.event is None and step.edge is not None:
            return self.onward(side, step.edge)
        return side._replace(step=step)

    def after(self, side: Side, asked: PeopleStates, budget: Budget) -> Iterator[tuple[Side, PeopleStates]]:
        """What can happen next, and what people are like then."""
        for step in self.steps(side):
            left = asked.after(step.guard, budget)
            if left is not None:
                yield self.taken(side, step), left

    def key(self, side: Side) -> Hashable:
        """All that decides how a call goes on, apart from people: of where it was, only what it can come back to."""
        place = side.place
        loop = self.plan.reaches.loop(side.node) if place.since_key else ()
        since = frozenset(met for met in place.since_key if met[0] in loop)
        unanswered = self._unanswered(place)
        if since != place.since_key or unanswered != place.unanswered:
            place = place._replace(since_key=since, unanswered=unanswered)
        return place, side.busy, side.step

    def steps(self, side: Side) -> tuple[NextStep, ...]:
        """All ways on from a place."""
        return self._steps(side.node, side.place.through_mobile, side.busy, self._unanswered(side.place))

    def _unanswered(self, place: Place) -> int:
        """The seconds for which a call is unanswered; none where no way on is too long."""
        return 0 if self.plan.reaches.in_time(place) else place.unanswered

    def _steps_at(self, node: Node, through_mobile: bool, busy: bool, unanswered: int) -> tuple[NextStep, ...]:
        if node.kind in ("end", "outside"):
            lost = node in LOOPING_ENDS
            return (NextStep(ALWAYS, Closing("", "lost") if lost else Closing(node.key, node.kind)),)
        caller = caller_by_now(self._caller, through_mobile, self.plan.linked)
        branches = self.plan.reaches.branches.at(node, caller, self._is_open, joined=False)
        edges = tuple(cut_short(branch.edge, self._limits, unanswered, 0) or branch.edge for branch in branches)
        if edges[0].condition in ("pressed", "silence"):
            return (NextStep(ALWAYS, self.plan.menu(edges[0]), menu=edges),)
        rings = self.plan.ring(node, edges)
        steps = (self._step(edge, self.plan.named(edge.guard), rings, busy) for edge in edges)
        return tuple(step for step in steps if step)

    def _step(self, edge: Edge, guard: Guard, rings: RingSignature | None, busy: bool) -> NextStep | None:
        """The step over an edge; None where the one that rings stands for it: who answers is part of what is heard."""
        node, plan = edge.source, self.plan
        match edge.condition:
            case "answered":
                silent = rings is None and node.kind != "hunt_group"
                return NextStep(guard, Closing(self.plan.names[edge.key or node.key], "answered")) if silent else None
            case "no_answer" | "overflow" if rings is not None:  # the telephones of at least one member ring
                return NextStep(Guard(some=((tuple(rings.people), rings.members[0][1]),)), rings, edge)
            case "after_greeting":
                return NextStep(ALWAYS, plan.mailbox(node, edge, busy), edge)
            case "no_answer" | "mobile_voicemail" if (ring := plan.ring_of(edge)) is not None:
                return NextStep(guard, ring, edge)
            case _:
                return NextStep(guard, Waits(edge.seconds) if edge.seconds else None, edge)
