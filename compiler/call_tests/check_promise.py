"""Whether all calls keep a promise (`never: {ends: lost}`, `always: {reaches: person, within: 90s}`).

All calls are: every entry, every situation, every row of keys, every state of people, and every history of a group. A
promise to reach somebody supposes that people are at their telephones: who is not named in the test answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from nummerplan.compiler.call_tests.call_ends import Ending, WantedEnd, ending_of
from nummerplan.compiler.call_tests.example_for_path import example_for_path
from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.edge_conditions import EVERY, IsOpen, States
from nummerplan.compiler.calls.situations import situations
from nummerplan.compiler.proof.lost_calls import LostCalls
from nummerplan.compiler.search.best_first import Exhausted, Reached, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.edge_cache import EdgeCache
from nummerplan.compiler.search.people_states import Budget, PeopleStates
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Caller, State, Trace
from nummerplan.model.calls.call_graph import HUNG_UP, LOST, Clock, Node
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation

ANYBODY = Node("user", "")
"""Stands for `reaches: person`: whoever answers."""

OWN_UNITS = 50_000
SHARED_UNITS = 2_500_000
"""About microseconds: what one entry in one situation may cost, and all promises of a plan beyond that."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What no call may come to (`never`), or every call must (`always`): an end, a place or person, within seconds."""

    never: bool
    end: WantedEnd | None = None
    place: Node | None = None
    within: int | None = None

    def broken_by(self, trace: Trace) -> bool:
        """Whether a call that has come to its end breaks the promise."""
        if not self.never and self.place is not None and trace.end == HUNG_UP:
            return False
        return self.kept_by(ending_of(trace), trace.seconds, self._reached(trace)) == self.never

    def kept_by(self, ending: Ending, seconds: int, reached: int | None) -> bool:
        """Whether a call came to what the promise speaks of; `reached` is when it came to the place, if it did."""
        if self.end is not None and not (self.end.matches(ending) and self._in_time(seconds)):
            return False
        return self.place is None or (reached is not None and self._in_time(reached))

    def _in_time(self, seconds: int) -> bool:
        return self.within is None or seconds <= self.within

    def _reached(self, trace: Trace) -> int | None:
        """After how many seconds the call came to the place, or was answered by the person."""
        place = self.place
        if place is None:
            return None
        if place.kind in ("user", "mobile"):
            who = trace.answered_by
            return trace.seconds if who is not None and place in (ANYBODY, Node(place.kind, who)) else None
        came = (0, *(hop.at for hop in trace.hops))
        return next((at for at, hop in zip(came, trace.hops, strict=False) if hop.edge.source == place), None)

    @property
    def supposes_answers(self) -> bool:
        """Whether people who are not named answer: only then can a call be promised to reach somebody."""
        return not self.never and self.place is not None

    @property
    def about_loss(self) -> bool:
        """Whether nothing else than losing calls breaks it, so that it does not matter who answers when."""
        if self.end is None or self.place is not None or self.within is not None or self.end.place is not None:
            return False
        return self.end.negated != self.never and self.end.ends <= LOST and (self.never or self.end.ends == LOST)


class Breach(NamedTuple):
    """A call that breaks a promise; the situation, if all times were asked for; groups with an order of their own."""

    trace: Trace
    situation: Situation | None
    orders: Mapping[str, tuple[str, ...]]


class Looked(NamedTuple):
    """One entry in one situation: a call that breaks the promise, or None; or that nobody can tell."""

    entry: Node
    breach: Breach | None
    decided: bool = True


def check_promise(  # noqa: PLR0913, PLR0917 - a promise, the calls that it is about, and a bound
    promise: Promise,
    entries: tuple[Node, ...],
    caller: Caller,
    states: Mapping[str, State],
    times: "Times",
    shared: Budget | None = None,
) -> Iterator[Looked]:
    """Look at every entry in every situation; `shared` is what all promises of a plan may cost together."""
    others: States = frozenset({"answers"}) if promise.supposes_answers else EVERY
    people = PeopleStates.of_call(states, others)
    reaches, cache = Reaches(times.linked), EdgeCache(times.linked)
    shared = shared or Budget(SHARED_UNITS)
    watch = Watch(promise.within, promise.place, not promise.about_loss, settled=partial(_settled, promise))
    lost_calls: dict[tuple[tuple[Clock, bool], ...], LostCalls] = {}
    for entry in entries:
        clocks = reaches.clocks(entry)
        for situation in times.of(clocks):
            rows = dict(zip(clocks, situation.open, strict=True))
            is_open: IsOpen = open_in(rows)
            if promise.about_loss:
                known = lost_calls.setdefault(tuple(rows.items()), LostCalls(reaches, is_open, cache, shared))
                verdict = known.at(entry, caller.external)
                if verdict.decided and verdict.lost is None:
                    yield Looked(entry, None)
                    continue
            steps = CallSteps(reaches, is_open, caller, Budget(OWN_UNITS, shared), watch, people, cache)
            yield _look(promise, entry, situation, steps)


class Times:
    """The situations that a test is about: all, that of one moment, or those in which a clock is open."""

    def __init__(self, linked: LinkedPlan, only: Situation | None = None, during: Clock | None = None) -> None:
        self.linked, self.only, self.during = linked, only, during
        self._cut: dict[tuple[Clock, ...], tuple[Situation, ...]] = {}

    def of(self, clocks: tuple[Clock, ...]) -> tuple[Situation, ...]:
        """The situations of these clocks."""
        if self.only is not None:
            row = tuple(is_open(clock, self.only.sample, self.linked) for clock in clocks)
            return (replace(self.only, open=row),)
        if clocks not in self._cut:
            self._cut[clocks] = tuple(self._all(clocks))
        return self._cut[clocks]

    def _all(self, clocks: tuple[Clock, ...]) -> Iterator[Situation]:
        if self.during is None:
            yield from situations(clocks, self.linked)
            return
        for found in situations((*clocks, self.during), self.linked):
            if found.open[-1]:
                yield replace(found, open=found.open[:-1])


def _look(promise: Promise, entry: Node, situation: Situation, steps: CallSteps) -> Looked:
    broken = partial(_may_break, promise)
    for found in search(steps.start(entry), steps.after, lambda state: state.cost, broken, steps.budget):
        if isinstance(found, Reached):
            example = example_for_path(found.state, entry, situation.sample, steps)
            if example is not None and promise.broken_by(example[0]):
                return Looked(entry, Breach(example[0], situation, example[1]))
        else:
            return Looked(entry, None, decided=isinstance(found, Exhausted))
    return Looked(entry, None)


def _may_break(promise: Promise, state: CallState) -> bool:
    """Whether the call, as far as it has come, breaks the promise."""
    end = state.place.end
    if end is None:
        return False
    ending = Ending(end, state.edges[-1] if state.edges else None)
    reached = state.reached
    if promise.place == ANYBODY and state.answered_by is not None:
        reached = state.seconds
    return promise.kept_by(ending, state.seconds, reached) == promise.never


def _settled(promise: Promise, state: CallState) -> bool:
    """Whether a call cannot break the promise any more: too late for what is forbidden, or there in time."""
    in_time = state.reached is not None and (promise.within is None or state.reached <= promise.within)
    if not promise.never:
        return promise.end is None and in_time
    late = promise.within is not None and state.seconds > promise.within
    return late and not (promise.end is None and in_time)
