"""One call that shows a finding: looked for by its claim, followed to its end, and described."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.call_search import Onward, Sought, search
from nummerplan.compiler.search.clocks_met import call_of, clocks_at, clocks_met
from nummerplan.compiler.search.lost_calls import Prover
from nummerplan.compiler.search.narrow import TooManyError
from nummerplan.compiler.text.call_text import call_sentence, command_of
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import LostCall
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, NoCall, Way, Witness

MOST_ENTRIES = 20
"""From so many numbers, the nearest first, a call to a place is looked for."""

MOST_SEARCHES = 200
"""So many entries and situations are looked into for one claim."""

DIALLED = ("user", "hunt_group", "auto_attendant", "mailbox", "mobile")
"""Kinds of places that a call may start at by their key, where no number leads to them."""


Situations = Callable[[tuple[Clock, ...]], tuple[Situation, ...]]


def witness(claim: Claim, linked: LinkedPlan, situations: Situations) -> Witness | NoCall:
    """A call that shows a claim, from outside if there is one, or whether there is none at all."""
    finder = _Finder(linked, situations, Prover(linked, open_in({})).onward)
    decided = True
    tried = (
        *(partial(finder.for_way, way, claim, caller) for caller in _callers(claim) for way in claim.ways),
        *(partial(finder.from_its_start, way, claim) for way in claim.ways if claim.who != "internal"),
    )
    for find in tried:
        found = find()
        if isinstance(found, Witness):
            return found
        decided = decided and found.decided
    return NoCall(decided)


@dataclass(frozen=True, slots=True)
class _Finder:
    linked: LinkedPlan
    situations: Situations
    onward: Onward

    def for_way(self, way: Way, claim: Claim, caller: Caller) -> Witness | NoCall:
        graph, first = self.linked.graph, way[0].source
        if first not in (graph.from_outside if caller.external else graph.from_inside):
            return NoCall(decided=True)
        arriving = graph.path_to(first, caller.external)
        entry = arriving[0].source if arriving else first
        shortest = Sought(entry, caller, way, claim.ends, {edge.target for edge in arriving})
        found = self._shown(shortest, claim, self._clocks(shortest))
        return found if isinstance(found, Witness) else self._from_anywhere(way, claim, caller)

    def from_its_start(self, way: Way, claim: Claim) -> Witness | NoCall:
        """Where no number leads to the way, a call from outside is shown from there on."""
        first = way[0].source
        if first.kind not in DIALLED or (first in self.linked.graph.from_outside and first.kind != "mobile"):
            return NoCall(decided=True)
        sought = Sought(first, Caller("anonymous" if claim.who == "anonymous" else "external"), way, claim.ends, ())
        return self._shown(sought, claim, self._clocks(sought))

    def _clocks(self, sought: Sought) -> tuple[Clock, ...]:
        """The clocks that decide on a straight way; where the end lies beyond it, all that can follow."""
        last = sought.way[-1].target
        if sought.ends and last.kind not in ("end", "outside") and last not in {edge.source for edge in sought.way}:
            return clocks_met(sought.entry, self.linked)
        near = sought.near if isinstance(sought.near, set) else set()
        return clocks_at({*near, *(edge.source for edge in sought.way)}, self.linked)

    def _from_anywhere(self, way: Way, claim: Claim, caller: Caller) -> Witness | NoCall:
        """By any detour, from any number that leads there."""
        first, decided = way[0].source, True
        alone = Sought(first, caller, way, claim.ends, ())
        if not self._possible(alone):
            return NoCall(decided=True)
        near, entries = self._leading_to(first, caller)
        tried = 0
        for entry in entries[:MOST_ENTRIES]:
            sought = Sought(entry, caller, way, claim.ends, near)
            found = self._shown(sought, claim, clocks_met(entry, self.linked), MOST_SEARCHES - tried)
            if isinstance(found, Witness):
                return found
            decided = decided and found.decided
            tried += len(self.situations(clocks_met(entry, self.linked)))
        return NoCall(decided and len(entries) <= MOST_ENTRIES)

    def _possible(self, sought: Sought) -> bool:
        """Whether a call that is at the start of the way can take it, wherever it came from."""
        try:
            return any(True for _ in self._calls(sought, self._clocks(sought), MOST_SEARCHES))
        except TooManyError:
            return True

    def _leading_to(self, first: Node, caller: Caller) -> tuple[set[Node], list[Node]]:
        """Places from which a call can come here, and the entries among them, the nearest first."""
        near, queue, entries = {first}, [first], []
        for node in queue:
            if node.kind == "number" or (node.kind == "extension" and not caller.external):
                entries.append(node)
            for edge in self.linked.graph.incoming.get(node, ()):
                if edge.source not in near:
                    near.add(edge.source)
                    queue.append(edge.source)
        return near, entries

    def _shown(
        self, sought: Sought, claim: Claim, clocks: tuple[Clock, ...], most: int = MOST_SEARCHES
    ) -> Witness | NoCall:
        """The first call that, followed, does what the claim says."""
        clocks = tuple(sorted({*clocks, *(clock for clock, _ in claim.when)}, key=str))
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
        except TooManyError:
            decided = False
        return NoCall(decided)

    def _calls(
        self, sought: Sought, clocks: tuple[Clock, ...], most: int, when: tuple[tuple[Clock, bool], ...] = ()
    ) -> Iterator[Call]:
        for situation in self.situations(clocks)[: max(most, 0)]:
            rows = dict(zip(clocks, situation.open, strict=True))
            if any(rows[clock] != state for clock, state in when):
                continue
            for found in search(sought, self.linked, open_in(rows), self.onward):
                yield self._call(sought, found, situation, clocks)

    def _call(self, sought: Sought, found: LostCall, situation: Situation, clocks: tuple[Clock, ...]) -> Call:
        call = call_of(sought.entry, sought.caller.external, situation, found, self.linked)
        return replace(call, caller=sought.caller, moment=self._moment(situation, clocks))

    def _moment(self, situation: Situation, clocks: tuple[Clock, ...]) -> datetime:
        """Ten in the morning of a working day, if that is in the situation: people picture it best."""
        day = self.linked.today
        while day.weekday() > 4:
            day += timedelta(days=1)
        usual = datetime.combine(day, time(10))
        return (
            usual
            if tuple(is_open(clock, usual, self.linked) for clock in clocks) == situation.open
            else situation.sample
        )


def _callers(claim: Claim) -> tuple[Caller, ...]:
    match claim.who:
        case "anybody":
            return Caller("external"), Caller("internal")
        case who:
            return (Caller(who),)
