"""Whether calls can be lost or handed over: all states of people and all keys at once, not one call after the other.

Who answers is left out: a person who answers, turned absent, leaves a lost call as it is, since it met no answer.

Two passes (`docs/semantics.md`, Proof). The first finds, without people, from which places a lost end or a loop can be
reached at all, in time proportional to the edges (`compiler/search/reachability.py`); every other place is proven. The
second searches from the entries that are left with people, and the first lost call that it meets is the smallest. Each
entry has `OWN_UNITS` of work; what needs more takes it from a pool that all entries of a plan share. So a plan made to
be undecidable is reported as such within seconds, and no entry of an ordinary one goes short.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from nummerplan.compiler.calls.next_place import Place, counted, cut_short
from nummerplan.compiler.search.best_first import Exhausted, Reached, Undecided, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.search.reachability import Reach
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import WAIT, Caller
from nummerplan.model.calls.call_graph import GROUP_OF, HANDED_OVER, LOST, Edge, EndGroup, Node
from nummerplan.model.calls.call_questions import IsOpen

OWN_UNITS = 10_000
SHARED_UNITS = 2_000_000
"""About microseconds: what one entry in one situation may cost, and what all of a plan may cost beyond that."""


class HandedOver(NamedTuple):
    """A place at which calls are handed over, the smallest such call, and when it takes that way (`HandOver.when`)."""

    to: Node
    call: CallState
    when: str


class LostCalls:
    """All that is known of one plan in one situation, for any number of entries."""

    def __init__(self, reaches: Reaches, is_open: IsOpen, shared: Budget, outside: Budget | None = None) -> None:
        self._reaches, self._is_open, self._shared, self._outside = reaches, is_open, shared, outside or shared
        self._reach = Reach(self._targets, _end_group)

    def at(self, entry: Node, external: bool) -> CallState | Undecided | None:
        """The smallest lost call at this entry, of callers from outside or of colleagues; None if none is lost."""
        start = Place(entry, external)
        self._reach.explore(start)
        if not self._reach.leads_to_loss(start):
            return None
        undecided: Undecided | None = None
        for caller in self._callers(start):
            budget = Budget(OWN_UNITS, self._shared)
            steps = CallSteps(self._reaches, self._is_open, caller, budget, leads=self._may_be_lost)
            found = next(search(steps.start(entry), steps.after, attrgetter("cost"), _is_lost, budget))
            if isinstance(found, Reached):
                return found.state
            undecided = found if isinstance(found, Undecided) else undecided
        return undecided

    def handed_over(self, entry: Node, external: bool) -> Iterator[HandedOver | Undecided]:
        """Every place at which calls at this entry are handed over; `Undecided` last, where there may be more."""
        start = Place(entry, external)
        self._reach.explore(start)
        if not self._reach.leads_outside(start):
            return
        known: set[Node] = set()
        for caller in self._callers(start):
            budget = Budget(OWN_UNITS, self._outside)
            steps = CallSteps(self._reaches, self._is_open, caller, budget, leads=self._leads_outside)
            for found in search(steps.start(entry), steps.after, attrgetter("cost"), _is_handed_over, budget):
                if isinstance(found, Reached) and (to := _handed_to(found.state)) not in known:
                    known.add(to)
                    yield HandedOver(to, found.state, self._when(found.state, caller, steps))
                elif isinstance(found, Undecided):
                    yield found
                    return

    def _when(self, state: CallState, caller: Caller, steps: CallSteps) -> str:
        """What it takes that a call comes to where this one does."""
        if state.pressed:
            return " ".join(key for key in steps.keys(state) if key != WAIT)

        def elsewhere(other: CallState) -> bool:
            end = other.place.end
            if end is None:
                return False
            there = end == state.place.end and _handed_to(other) == _handed_to(state)
            return GROUP_OF[end] == "kept" if other.pressed else not there

        budget = Budget(OWN_UNITS, self._outside)
        every = CallSteps(self._reaches, self._is_open, caller, budget, Watch())
        entry = state.edges[0].source
        found = next(search(every.start(entry), every.after, attrgetter("cost"), elsewhere, budget))
        return "every_call" if isinstance(found, Exhausted) else "nobody_answers"

    def _callers(self, start: Place) -> Iterable[Caller]:
        return (caller_at(start),) if start.external else self._reaches.colleagues(start.node)

    def _leads_outside(self, place: Place) -> bool:
        end = place.end
        if end is not None:
            return end in HANDED_OVER
        return self._reach.leads_outside(_spot(Place(*place[:4]), self._reaches))

    def _targets(self, place: Place) -> tuple[tuple[Place, bool], ...]:
        joined = self._reaches.in_time(place)
        branches = self._reaches.branches.at(place.node, caller_at(place), self._is_open, joined)
        if not joined:
            branches = tuple(branch for branch in branches if branch.edge.condition != "answered")
        return tuple(_target(place, branch.edge, self._reaches) for branch in branches)

    def _may_be_lost(self, place: Place) -> bool:
        """Whether a call may be lost from here on, whatever people do: it can come to a lost end, or to a loop."""
        return place.node in LOST or self._reach.leads_to_loss(_spot(Place(*place[:4]), self._reaches))


def reach_at_any_time(reaches: Reaches) -> Reach[Place]:
    """Where calls can go at some time or other; where nothing can be lost so, nothing is lost at any time."""

    def targets(place: Place) -> tuple[tuple[Place, bool], ...]:
        callers = ("any", caller_at(place).kind)
        edges = reaches.linked.graph.edges.get(place.node, ())
        mine = (edge for edge in edges if edge.callers in callers and edge.condition != "answered")
        return tuple(_target(place, edge, reaches) for edge in mine)

    return Reach(targets, _end_group)


def _target(place: Place, edge: Edge, reaches: Reaches) -> tuple[Place, bool]:
    """Where an edge leads, and whether a call comes there without a key."""
    edge = cut_short(edge, reaches.limits, place.unanswered, 0) or edge
    where = counted(edge, place.external, place.redirections, place.unanswered, reaches.limits)
    return _spot(Place(*where), reaches), edge.condition not in ("pressed", "dialled")


def _spot(place: Place, reaches: Reaches) -> Place:
    """A place without the seconds that decide nothing: most calls are answered in time, whatever way they take."""
    return place if not place.unanswered or not reaches.in_time(place) else place._replace(unanswered=0)


def _is_lost(state: CallState) -> bool:
    return state.place.node in LOST


def _is_handed_over(state: CallState) -> bool:
    return state.place.end in HANDED_OVER


def _handed_to(state: CallState) -> Node:
    """The number outside, or the mobile whose voicemail takes the call."""
    last = state.edges[-1]
    if last.target.kind == "outside":
        return last.target
    return Node("mobile", last.key) if last.condition == "mobile_voicemail" else last.source


def _end_group(place: Place) -> EndGroup | None:
    """What a call is that ends here; None where it does not end."""
    end = place.end
    return None if end is None else GROUP_OF[end]


def caller_at(place: Place) -> Caller:
    """One of those who call from there."""
    return Caller("external" if place.external else "internal")
