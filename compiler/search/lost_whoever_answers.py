"""Whether a caller is lost whatever people do: what tells an error from a warning (`docs/semantics.md`).

All calls of one caller in the situation of one lost call are searched for one that is not lost: people may be in any
state, and the caller presses the keys of that call and none besides.
"""

from collections.abc import Hashable, Iterator
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.best_first import Exhausted, search
from nummerplan.compiler.search.call_steps import CallState, CallSteps, Watch
from nummerplan.compiler.search.people_states import Budget, PeopleStates
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import LOST, Edge
from nummerplan.model.calls.call_questions import open_in

UNITS = 20_000
SHARED_UNITS = 400_000
"""About microseconds: what one call may cost, and what all those of a plan may cost together."""


class _KeyedState(NamedTuple):
    """A call and how many of the given keys it has taken."""

    call: CallState
    taken: int = 0

    @property
    def key(self) -> Hashable:
        """Calls go on alike that have taken as many keys."""
        return self.call.key, self.taken

    @property
    def people(self) -> PeopleStates:
        """What is known of people."""
        return self.call.people


class LostWhoeverAnswers:
    """Answers for one plan; where a search meets its bound, a call counts as one that somebody may save."""

    def __init__(self, reaches: Reaches) -> None:
        self._reaches, self._shared = reaches, Budget(SHARED_UNITS)

    def whoever_answers(self, call: Call) -> bool:
        """Whether everybody who calls like this is lost, however people are."""
        linked = self._reaches.linked
        keys = [hop.edge for hop in follow(call, linked).hops if hop.edge.condition in ("pressed", "dialled")]
        row = {clock: is_open(clock, call.moment, linked) for clock in self._reaches.clocks(call.entry)}
        budget = Budget(UNITS, self._shared)
        steps = CallSteps(self._reaches, open_in(row), call.caller, budget, Watch(history=False))
        start, after = _KeyedState(steps.start(call.entry)), partial(_after, steps=steps, keys=keys)
        return isinstance(next(search(start, after, attrgetter("call.cost"), _saved, budget)), Exhausted)


def _saved(state: _KeyedState) -> bool:
    end = state.call.place.end
    return end is not None and end not in LOST


def _after(state: _KeyedState, steps: CallSteps, keys: list[Edge]) -> Iterator[_KeyedState]:
    """The steps from here of a caller who presses these keys, each where it can be pressed, and then none."""
    key = keys[state.taken] if state.taken < len(keys) else None
    for call in steps.after(state.call):
        edge = call.edges[-1]
        if edge.condition in ("pressed", "dialled"):
            if edge == key:
                yield _KeyedState(call, state.taken + 1)
        elif key is None or edge.source != key.source:
            yield _KeyedState(call, state.taken)
