"""Examples of a difference: one call through both plans, in all situations in which it goes over the same edges."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import without_last_waits
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.difference.alike_situations import AlikeSituations, Rows
from nummerplan.compiler.difference.caller_events import Event, event_text
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.product_search import CallPair
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.difference import Course, Difference
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

NO_WORDS = say("{text}", text="")


class Way(NamedTuple):
    """A difference with the situations in which its example goes so."""

    rows: Rows
    shown: Difference


class Absent(Mapping[str, State]):
    """States of people in which whoever has none of his own is absent; it remembers who was asked."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states
        self.asked: dict[str, State] = {}

    def __getitem__(self, person: str) -> State:
        return self.asked.setdefault(person, self._states.get(person, "absent"))

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


def course_of(call: Call, linked: LinkedPlan) -> Course:
    """Follow a call of which nothing is to be told but where it goes."""
    return _course(call, linked, NO_WORDS)


def _course(call: Call, linked: LinkedPlan, heard: Message, clocks: "_Clocks | None" = None) -> Course:
    """Follow an example call; its states are then those of everybody who was asked and does not answer."""
    world = Absent(call.states)
    trace = follow(replace(call, states=world), linked, clocks)
    people = {person: state for person, state in sorted(world.asked.items()) if state != "answers"}
    call = replace(call, states=people)
    return Course(call, replace(trace, call=call), heard)


class _Clocks:
    """The clocks of one plan in one situation; `rows` are those in which all that were asked stand as in it."""

    def __init__(self, alike: AlikeSituations, side: int, rows: Rows) -> None:
        self._alike, self._side, self._one, self.rows = alike, side, rows & -rows, rows

    def __call__(self, clock: Clock) -> bool:
        open_rows = self._alike.open(self._side, clock)
        state = bool(open_rows & self._one)
        self.rows &= open_rows if state else ~open_rows
        return state


def ways_shown(
    at: Difference,
    found: CallPair,
    people: dict[str, State],
    plans: tuple[ComparedPlan, ComparedPlan],
    within: tuple[AlikeSituations, Rows],
) -> Iterator[Way]:
    """A difference with its example in both plans, once for all situations in which that goes over the same edges."""
    alike, left = within
    keys = without_last_waits(found.keys)
    asked = tuple(sorted((person, state) for person, state in people.items() if state != "absent"))
    events: tuple[Event, ...] = found.differs or ()
    heard = [event_text(event, plan.keys, plan.linked) for plan, event in zip(plans, events, strict=True)]
    while left:
        first, rows, courses = alike.first(left), left, []
        for plan, text in zip(plans, heard, strict=True):
            states = {plan.keys[name]: state for name, state in people.items() if name in plan.keys}
            clocks = _Clocks(alike, plan.side, left)
            call = Call(at.entry, first.sample, at.callers[0], keys, states)
            courses.append(_course(call, plan.linked, text, clocks))
            rows &= clocks.rows
        yield Way(
            rows,
            replace(
                at,
                situations=alike.of(rows),
                times=first,
                keys=keys,
                people=asked,
                was=courses[0],
                now=courses[1],
                decided=True,
            ),
        )
        left &= ~rows


def simplest_first(ways: Iterable[Way], alike: AlikeSituations) -> Iterator[Way]:
    """Differences with fewest keys and conditions first; of those with the same keys the first is the simplest."""
    any_reported: Rows = 0
    reported: dict[tuple[str, ...], Rows] = {}
    for rows, way in sorted(ways, key=lambda found: _demands(found.shown)):
        if _repeats(way.was) and _repeats(way.now):
            rows &= ~any_reported  # a menu played again: what follows is reported already
        before = reported.get(way.keys, 0)
        for part, simplest in ((rows & ~before, True), (rows & before, False)):
            if part:
                yield Way(part, replace(way, situations=alike.of(part), times=alike.first(part), simplest=simplest))
        any_reported |= rows
        reported[way.keys] = before | rows


def _demands(way: Difference) -> tuple[int, int, int]:
    """How much a difference asks: keys of the caller, conditions of people, and who is not registered is rarer."""
    return len(way.keys), len(way.people), sum(state != "busy" for _, state in way.people)


def _repeats(course: Course | None) -> bool:
    """Whether a key only plays its menu again."""
    hops = course.trace.hops if course else ()
    return any(hop.edge.condition == "pressed" and hop.edge.source == hop.edge.target for hop in hops)
