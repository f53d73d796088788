"""One call that shows a finding: searched for by its claim, followed to its end, and put into words."""

from collections.abc import Collection, Hashable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.best_first import Reached, Undecided, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch, people_in
from nummerplan.compiler.search.people_states import Budget, PeopleStates, UndecidedError
from nummerplan.compiler.search.reachability import reachable
from nummerplan.compiler.search.reaches import Reaches, clocks_at, in_order
from nummerplan.compiler.text.call_text import call_sentence, command_of
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import CUT_SHORT, Clock, Edge, Node
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, NoCall, Way, Witness

MOST_ENTRIES = 20
"""From so many numbers, the nearest first, a call to a place is looked for."""

MOST_SEARCHES = 200
"""So many entries and situations are looked into for one claim."""

IN_LIST_ORDER = Watch(history=False)
"""A witness is followed by `trace`, which knows no earlier calls."""

UNITS = 150_000
SHARED_UNITS = 1_500_000
"""About microseconds: what the search for one claim may cost, and what all those of a plan may cost together."""


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


class _Sought(NamedTuple):
    """A call from `entry` that takes `way`, having come there over places of `near`, and ends as the claim says."""

    claim: Claim
    way: Way
    caller: Caller
    entry: Node
    near: Collection[Node] = ()

    def shown_by(self, state: _ClaimState) -> bool:
        """Whether a call has done all that is sought."""
        ends, end = self.claim.ends, state.call.place.end
        if state.taken == len(self.way):
            return not ends or end in ends
        # The network ends a call that is sent on too often, or is unanswered for too long, before a long way ends.
        return bool(state.taken) and end in CUT_SHORT and end in ends

    def after(self, state: _ClaimState, steps: CallSteps) -> Iterator[_ClaimState]:
        """The steps from here that may still come to what is sought."""
        if not self.shown_by(state):
            for call in steps.after(state.call):
                taken = self._taken(state.taken, call.edges[-1])
                if taken is not None:
                    yield _ClaimState(call, taken)

    def _taken(self, taken: int, edge: Edge) -> int | None:
        """How much of the way is taken after an edge; None if it leads away from it."""
        if taken == len(self.way):
            return taken if edge.condition != "answered" else None
        if edge == self.way[taken]:
            return taken + 1
        if taken and edge.target in CUT_SHORT and edge.target in self.claim.ends:
            return taken
        return 0 if not taken and edge.target in self.near else None


class Witnesses:
    """The calls that show what rules say of one plan; the bound is shared by all of its claims."""

    def __init__(self, linked: LinkedPlan) -> None:
        self.linked, self.situations = linked, linked.calls.situations
        self.reaches, self._shared = Reaches(linked), Budget(SHARED_UNITS)

    def call(self, claim: Claim) -> Witness | NoCall:
        """A call that shows a claim, from outside if there is one, or whether there is none at all."""
        return _first_witness(self._answers(claim))

    def _answers(self, claim: Claim) -> Iterator[Witness | NoCall]:
        for kind in (claim.who,) if claim.who != "anybody" else ("external", "internal"):
            for way in claim.ways:
                yield self._for_way(claim, way, Caller(kind))

    def _for_way(self, claim: Claim, way: Way, caller: Caller) -> Witness | NoCall:
        calls, first = self.linked.calls, way[0].source
        if first not in (calls.from_outside if caller.external else calls.from_inside):
            return NoCall(decided=True)
        arriving = calls.path_to(first, caller.external)
        entry = arriving[0].source if arriving else first
        if claim.number in (None, entry):
            shortest = _Sought(claim, way, caller, entry, {edge.target for edge in arriving})
            found = self._shown(shortest, self._clocks(shortest))
            if isinstance(found, Witness):
                return found
        if not self._possible(_Sought(claim, way, caller, first)):
            return NoCall(decided=True)
        return _first_witness(self._from_anywhere(claim, way, caller))

    def _clocks(self, sought: _Sought) -> tuple[Clock, ...]:
        """The clocks that decide on a straight way; where the end lies beyond it, all that can follow."""
        last = sought.way[-1].target
        if (
            sought.claim.ends
            and last.kind not in ("end", "outside")
            and last not in {edge.source for edge in sought.way}
        ):
            return self.reaches.clocks(sought.entry)
        return clocks_at({*sought.near, *(edge.source for edge in sought.way)}, self.linked)

    def _from_anywhere(self, claim: Claim, way: Way, caller: Caller) -> Iterator[Witness | NoCall]:
        """By any detour, from each number that leads there; or from the one that is claimed."""
        incoming, most = self.linked.graph.incoming, MOST_SEARCHES
        near = reachable([way[0].source], lambda node: (edge.source for edge in incoming.get(node, ())))
        entries = [node for node in near if node.kind == "number" or (node.kind == "extension" and not caller.external)]
        if claim.number is not None:
            entries = [claim.number] if claim.number in near else []
        for entry in entries[:MOST_ENTRIES]:
            clocks = self.reaches.clocks(entry)
            yield self._shown(_Sought(claim, way, caller, entry, near), clocks, most)
            most -= len(self.situations(clocks))
        if len(entries) > MOST_ENTRIES:
            yield NoCall(decided=False)

    def _possible(self, sought: _Sought) -> bool:
        """Whether a call that is at the start of the way can take it, wherever it came from.

        Whom a directory finds depends on the menu that leads there, so of a way that begins at one nothing is known.
        """
        if sought.entry.kind == "directory":
            return True
        try:
            return any(True for _ in self._calls(sought, self._clocks(sought), MOST_SEARCHES))
        except UndecidedError:
            return True

    def _shown(self, sought: _Sought, clocks: tuple[Clock, ...], most: int = MOST_SEARCHES) -> Witness | NoCall:
        """The first call that, followed, does what the claim says."""
        claim = sought.claim
        clocks = in_order({*clocks, *(clock for clock, _ in claim.when)})
        decided = len(self.situations(clocks)) <= most
        try:
            for call in self._calls(sought, clocks, most, claim.when):
                trace = follow(call, self.linked)
                if (way := claim.shown_by(trace)) is not None:
                    sentence, command = call_sentence(trace, self.linked), command_of(call, self.linked)
                    return Witness(call, way, trace.end, sentence, command)
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
            steps = CallSteps(self.reaches, open_in(rows), sought.caller, budget, IN_LIST_ORDER)
            start, after = _ClaimState(steps.start(sought.entry)), partial(sought.after, steps=steps)
            for found in search(start, after, attrgetter("call.cost"), sought.shown_by, budget):
                if isinstance(found, Reached):
                    call = found.state.call
                    moment = self._moment(situation, clocks)
                    yield Call(sought.entry, moment, sought.caller, steps.keys(call), people_in(call, self.linked))
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


def _first_witness(answers: Iterator[Witness | NoCall]) -> Witness | NoCall:
    """The first call; where there is none, whether all that was looked at is decided, and whether a bound was met."""
    decided, met_bound = True, False
    for found in answers:
        if isinstance(found, Witness):
            return found
        decided, met_bound = decided and found.decided, met_bound or found.met_bound
    return NoCall(decided, met_bound)
