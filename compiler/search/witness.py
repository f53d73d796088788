"""One call that shows a finding: searched for by its claim, followed to its end, and put into words."""

from collections.abc import Callable, Collection, Hashable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.edge_cache import EdgeCache
from nummerplan.compiler.search.people_states import Budget, PeopleStates, UndecidedError
from nummerplan.compiler.search.reachability import reachable
from nummerplan.compiler.search.reaches import Reaches, clocks_at, in_order
from nummerplan.compiler.text.call_text import call_sentence, command_of
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import TOO_MANY_REDIRECTIONS, Clock, Edge, Node
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, NoCall, Way, Witness

MOST_ENTRIES = 20
"""From so many numbers, the nearest first, a call to a place is looked for."""

MOST_SEARCHES = 200
"""So many entries and situations are looked into for one claim."""

DIALLED = ("user", "hunt_group", "auto_attendant", "mailbox", "mobile")
"""Kinds of places that a call may start at by their key, where no number leads to them."""

IN_LIST_ORDER = Watch(history=False)
"""A witness is followed by `trace`, which knows no earlier calls."""


Situations = Callable[[tuple[Clock, ...]], tuple[Situation, ...]]

UNITS = 150_000
SHARED_UNITS = 1_500_000
"""About microseconds: what the search for one claim may cost, and what all those of a plan may cost together."""


class _Sought(NamedTuple):
    """A call from `entry` that takes `way`, having come there over places of `near`, and ends in one of `ends`."""

    entry: Node
    caller: Caller
    way: Way
    ends: frozenset[Node]
    near: Collection[Node]


class _ClaimState(NamedTuple):
    """A call on its way to what a claim says; `taken` counts the edges of the way that it took."""

    call: CallState
    taken: int = 0

    @property
    def key(self) -> Hashable:
        """Calls go on alike that have taken as much of the way."""
        return self.call.key, self.taken

    @property
    def people(self) -> PeopleStates:
        """What is known of people."""
        return self.call.people


class _ClaimSteps:
    """The steps of a search for one claim in one row of open and closed clocks."""

    def __init__(self, sought: _Sought, steps: CallSteps) -> None:
        self._sought, self._steps = sought, steps

    def shows(self, state: _ClaimState) -> bool:
        """Whether a call has done all that is sought."""
        ends, end = self._sought.ends, state.call.place.end
        if state.taken == len(self._sought.way):
            return not ends or end in ends
        # The network drops a call that is sent on too often, before a long way is at its end.
        return bool(state.taken) and end == TOO_MANY_REDIRECTIONS and end in ends

    def after(self, state: _ClaimState) -> Iterator[_ClaimState]:
        """The steps from here that may still come to what is sought."""
        if not self.shows(state):
            for call in self._steps.after(state.call):
                taken = self._taken(state.taken, call.edges[-1])
                if taken is not None:
                    yield _ClaimState(call, taken)

    def _taken(self, taken: int, edge: Edge) -> int | None:
        """How much of the way is taken after an edge; None if it leads away from it."""
        way = self._sought.way
        if taken == len(way):
            return taken if edge.condition != "answered" else None
        if edge == way[taken]:
            return taken + 1
        return 0 if not taken and edge.target in self._sought.near else None


class Witnesses:
    """The calls that show what rules say of one plan; the bound is shared by all of its claims."""

    def __init__(self, linked: LinkedPlan, situations: Situations) -> None:
        self.linked, self.situations = linked, situations
        self.reaches, self._cache, self._shared = Reaches(linked), EdgeCache(linked), Budget(SHARED_UNITS)

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows a claim, from outside if there is one, or whether there is none at all."""
        decided, met_bound = True, False
        tried = (
            *(partial(self._for_way, way, claim, caller) for caller in _callers(claim) for way in claim.ways),
            *(partial(self._from_its_start, way, claim) for way in claim.ways if claim.who != "internal"),
        )
        for find in tried:
            found = find()
            if isinstance(found, Witness):
                return found
            decided, met_bound = decided and found.decided, met_bound or found.met_bound
        return NoCall(decided, met_bound)

    def _for_way(self, way: Way, claim: Claim, caller: Caller) -> Witness | NoCall:
        calls, first = self.linked.calls, way[0].source
        if first not in (calls.from_outside if caller.external else calls.from_inside):
            return NoCall(decided=True)
        arriving = calls.path_to(first, caller.external)
        entry = arriving[0].source if arriving else first
        shortest = _Sought(entry, caller, way, claim.ends, {edge.target for edge in arriving})
        found = self._shown(shortest, claim, self._clocks(shortest))
        return found if isinstance(found, Witness) else self._from_anywhere(way, claim, caller)

    def _from_its_start(self, way: Way, claim: Claim) -> Witness | NoCall:
        """Where no number leads to the way, a call from outside is shown from there on."""
        first = way[0].source
        if first.kind not in DIALLED or (first in self.linked.calls.from_outside and first.kind != "mobile"):
            return NoCall(decided=True)
        sought = _Sought(first, Caller("anonymous" if claim.who == "anonymous" else "external"), way, claim.ends, ())
        return self._shown(sought, claim, self._clocks(sought))

    def _clocks(self, sought: _Sought) -> tuple[Clock, ...]:
        """The clocks that decide on a straight way; where the end lies beyond it, all that can follow."""
        last = sought.way[-1].target
        if sought.ends and last.kind not in ("end", "outside") and last not in {edge.source for edge in sought.way}:
            return self.reaches.clocks(sought.entry)
        return clocks_at({*sought.near, *(edge.source for edge in sought.way)}, self.linked)

    def _from_anywhere(self, way: Way, claim: Claim, caller: Caller) -> Witness | NoCall:
        """By any detour, from any number that leads there."""
        first, decided, met_bound = way[0].source, True, False
        alone = _Sought(first, caller, way, claim.ends, ())
        if not self._possible(alone):
            return NoCall(decided=True)
        incoming = self.linked.graph.incoming
        near = reachable([first], lambda node: (edge.source for edge in incoming.get(node, ())))
        entries = [node for node in near if node.kind == "number" or (node.kind == "extension" and not caller.external)]
        tried = 0
        for entry in entries[:MOST_ENTRIES]:
            sought, clocks = _Sought(entry, caller, way, claim.ends, near), self.reaches.clocks(entry)
            found = self._shown(sought, claim, clocks, MOST_SEARCHES - tried)
            if isinstance(found, Witness):
                return found
            decided, met_bound = decided and found.decided, met_bound or found.met_bound
            tried += len(self.situations(clocks))
        return NoCall(decided and len(entries) <= MOST_ENTRIES, met_bound)

    def _possible(self, sought: _Sought) -> bool:
        """Whether a call that is at the start of the way can take it, wherever it came from."""
        try:
            return any(True for _ in self._calls(sought, self._clocks(sought), MOST_SEARCHES))
        except UndecidedError:
            return True

    def _shown(
        self, sought: _Sought, claim: Claim, clocks: tuple[Clock, ...], most: int = MOST_SEARCHES
    ) -> Witness | NoCall:
        """The first call that, followed, does what the claim says."""
        clocks = in_order({*clocks, *(clock for clock, _ in claim.when)})
        decided = len(self.situations(clocks)) <= most
        try:
            for call in self._calls(sought, clocks, most, claim.when):
                trace = follow(call, self.linked)
                way = claim.shown_by(trace)
                if way is not None:
                    return Witness(
                        call, way, trace.end, call_sentence(trace, self.linked), command_of(call, self.linked)
                    )
                decided = False
        except UndecidedError:
            return NoCall(decided=False, met_bound=True)
        return NoCall(decided)

    def _calls(
        self, sought: _Sought, clocks: tuple[Clock, ...], most: int, when: tuple[tuple[Clock, bool], ...] = ()
    ) -> Iterator[Call]:
        """Calls that take the way, the best of each situation first. Raises `UndecidedError`."""
        budget = Budget(UNITS, self._shared)
        for situation in self.situations(clocks)[: max(most, 0)]:
            rows = dict(zip(clocks, situation.open, strict=True))
            if any(rows[clock] != state for clock, state in when):
                continue
            steps = CallSteps(self.reaches, open_in(rows), sought.caller, budget, IN_LIST_ORDER, cache=self._cache)
            claimed = _ClaimSteps(sought, steps)
            start = _ClaimState(steps.start(sought.entry))
            for found in search(start, claimed.after, lambda state: state.call.cost, claimed.shows, budget):
                if isinstance(found, Reached):
                    call = found.state.call
                    moment = self._moment(situation, clocks)
                    yield Call(sought.entry, moment, sought.caller, steps.keys(call), call.asked.example())
                elif isinstance(found, Undecided):
                    raise UndecidedError

    def _moment(self, situation: Situation, clocks: tuple[Clock, ...]) -> datetime:
        """Ten in the morning of a working day, if that is in the situation: people picture it best."""
        day = self.linked.today
        while day.weekday() > 4:
            day += timedelta(days=1)
        usual = datetime.combine(day, time(10))
        row = tuple(is_open(clock, usual, self.linked) for clock in clocks)
        return usual if row == situation.open else situation.sample


def _callers(claim: Claim) -> tuple[Caller, ...]:
    match claim.who:
        case "anybody":
            return Caller("external"), Caller("internal")
        case who:
            return (Caller(who),)
