"""Whether all calls keep a promise (`never: {ends: lost}`, `always: {reaches: person, within: 90s}`).

All calls are: every entry, every situation, every row of keys, every state of people, and every history of a group. A
promise to reach somebody supposes that people are at their telephones: who is not named in the test answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nummerplan.compiler.call_tests.call_ends import WantedEnd
from nummerplan.compiler.call_tests.resolve_call_test import Times
from nummerplan.compiler.proof.lost_calls import LostCalls
from nummerplan.compiler.search.best_first import Undecided
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.example_calls import Example, example_calls
from nummerplan.compiler.search.people_states import Budget, PeopleStates
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import HUNG_UP, LOST, NOT_LOST, Node
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.guard import EVERY, State, States

ANYBODY = Node("user", "")
"""Stands for `reaches: person`: whoever answers."""

OWN_UNITS = 50_000
SHARED_UNITS = 2_500_000
"""About microseconds: what one entry in one situation may cost, and all promises of a plan beyond that."""


@dataclass(frozen=True, slots=True)
class CallPromise:
    """What no call may come to (`never`), or every call must (`always`): an end, a place or person, within seconds."""

    never: bool
    end: WantedEnd | None = None
    place: Node | None = None
    within: int | None = None

    def may_be_broken_by(self, state: CallState) -> bool:
        """Whether a call of a search breaks the promise; one that is followed may come to another end."""
        return state.place.end is not None and self.broken_by(state, state.place.end)

    def shown_broken(self, found: Example | Undecided) -> bool:
        """Whether an example, as it was followed, breaks the promise, or nobody can tell."""
        return isinstance(found, Undecided) or self.broken_by(found.state, found.trace.end)

    def broken_by(self, state: CallState, end: Node) -> bool:
        """Whether a call breaks the promise that came to this end on the way of a search."""
        if end == HUNG_UP and self.supposes_answers:
            return False
        last_step = state.edges[-1][:2] if state.edges else ()
        ended = self.end is None or (self.end.matches(end, last_step) and self._in_time(state.seconds))
        reached = state.seconds if self.place == ANYBODY and state.answered_by is not None else state.reached
        return (ended and (self.place is None or self._in_time(reached))) == self.never

    def settled(self, state: CallState) -> bool:
        """Whether a call cannot break it any more: too late for what is forbidden, or there in time."""
        there = self.end is None and self._in_time(state.reached)
        if not self.never:
            return there
        return self.within is not None and state.seconds > self.within and not there

    def _in_time(self, seconds: int | None) -> bool:
        return seconds is not None and (self.within is None or seconds <= self.within)

    @property
    def supposes_answers(self) -> bool:
        """Whether people who are not named answer: only then can a call be promised to reach somebody."""
        return not self.never and self.place is not None

    @property
    def about_loss(self) -> bool:
        """Whether nothing else than losing calls breaks it, so that it does not matter who answers when."""
        if self.end is None or self.end.place is not None or self.place is not None or self.within is not None:
            return False
        return self.end.ends <= LOST if self.never else self.end.ends == NOT_LOST


def check_promise(  # noqa: PLR0913, PLR0917 - a promise, the calls that it is about, and a bound
    promise: CallPromise,
    entries: tuple[Node, ...],
    caller: Caller,
    states: Mapping[str, State],
    times: Times,
    shared: Budget | None = None,
) -> Iterator[tuple[Node, Example | Undecided | None]]:
    """Every entry in every situation, each with a call that breaks the promise, None, or that nobody can tell.

    `shared` is what all promises of a plan may cost together.
    """
    others: States = frozenset({"answers"}) if promise.supposes_answers else EVERY
    people = PeopleStates.of_call(states, others)
    reaches, shared = Reaches(times.linked), shared or Budget(SHARED_UNITS)
    watch = Watch(promise.within, promise.place, not promise.about_loss, settled=promise.settled)
    lost_calls: dict[object, LostCalls] = {}
    for entry in entries:
        clocks = reaches.clocks(entry)
        for situation in times.of(clocks):
            row = dict(zip(clocks, situation.open, strict=True))
            is_open = open_in(row)
            if promise.about_loss:
                lost = lost_calls.setdefault(tuple(row.items()), LostCalls(reaches, is_open, shared))
                if lost.at(entry, caller.external) is None:
                    yield entry, None
                    continue
            for one in _callers(caller, reaches.colleagues(entry), states):
                steps = CallSteps(reaches, is_open, one, Budget(OWN_UNITS, shared), watch, people)
                examples = example_calls(entry, situation.sample, steps, promise.may_be_broken_by)
                yield entry, next((found for found in examples if promise.shown_broken(found)), None)


def _callers(caller: Caller, colleagues: Iterable[Caller], states: Mapping[str, State]) -> Iterator[Caller]:
    """The callers of whom a promise is: any colleague, if it names none; but whom it describes is not the one."""
    anybody = caller == Caller("internal")
    return (one for one in colleagues if one.user not in states) if anybody else iter((caller,))
