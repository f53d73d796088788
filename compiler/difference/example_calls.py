"""Examples of a difference: one call through both plans, in all situations in which it goes over the same edges."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import without_last_waits
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.next_edge import concerns
from nummerplan.compiler.calls.shown_caller import calling_person
from nummerplan.compiler.difference.alike_situations import AlikeSituations, Rows
from nummerplan.compiler.difference.caller_events import event_text
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.product_search import CallPair
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Clock, Edge
from nummerplan.model.calls.call_questions import IsOpen
from nummerplan.model.calls.difference import Course, Difference
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import say

NO_WORDS = say("{text}", text="")


class WayShown(NamedTuple):
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


class _Known(NamedTuple):
    """A course, the clocks that it asked, and the edges on its way that are for some callers, and whether for this."""

    course: Course
    clocks: Mapping[Clock, bool]
    edges: tuple[tuple[Edge, bool], ...]


class ExampleCalls:
    """The examples of two plans: a call that goes as one that was followed before is not followed again."""

    def __init__(self, plans: tuple[ComparedPlan, ComparedPlan]) -> None:
        self._plans = plans
        self._known: dict[Hashable, list[_Known]] = {}
        self._heard = cache(lambda side, event: event_text(event, plans[side].keys, plans[side].linked))

    def ways(
        self, at: Difference, found: CallPair, people: dict[str, State], alike: AlikeSituations, within: Rows
    ) -> Iterator[WayShown]:
        """A difference with its example in both plans, once for all situations in which that goes the same way."""
        keys = without_last_waits(found.keys)
        asked = tuple(sorted((person, state) for person, state in people.items() if state != "absent"))
        heard = [self._heard(plan.side, event) for plan, event in zip(self._plans, found.differs or (), strict=True)]
        left = within
        while left:
            first, rows, courses = alike.first(left), left, []
            for plan, text in zip(self._plans, heard, strict=True):
                states = {plan.keys[name]: state for name, state in people.items() if name in plan.keys}
                call = Call(at.entry, first.sample, at.callers[0], keys, states)
                known = self._followed(call, plan, alike, left)
                courses.append(replace(known.course, heard=text))
                rows &= _agreeing(known.clocks, plan.side, alike, left)
            was, now = courses
            situations = alike.of(rows)
            way = replace(
                at, situations=situations, times=first, keys=keys, people=asked, was=was, now=now, decided=True
            )
            yield WayShown(rows, way)
            left &= ~rows

    def _followed(self, call: Call, plan: ComparedPlan, alike: AlikeSituations, rows: Rows) -> _Known:
        """A call in the first of some situations; or one of before, whose clocks and callers' edges are as here."""
        caller, linked = call.caller, plan.linked
        himself = calling_person(caller, linked)
        alone = (caller, None) if himself is not None or not caller.external else (None, caller.external)
        before = self._known.setdefault((plan.side, call.entry, call.keys, *sorted(call.states.items()), alone), [])
        for known in before:
            if _agreeing(known.clocks, plan.side, alike, rows) & rows & -rows and all(
                concerns(edge, caller, linked) == concerned for edge, concerned in known.edges
            ):
                course = known.course
                own = replace(course.call, moment=call.moment, caller=caller)
                return known._replace(course=replace(course, call=own, trace=replace(course.trace, call=own)))
        clocks: dict[Clock, bool] = {}

        def is_open(clock: Clock) -> bool:
            return clocks.setdefault(clock, bool(alike.open(plan.side, clock) & rows & -rows))

        course = course_of(call, linked, is_open)
        places = dict.fromkeys(hop.edge.source for hop in course.trace.hops)
        some = (
            edge for place in places for edge in linked.graph.edges[place] if edge.callers in ("anonymous", "listed")
        )
        before.append(_Known(course, clocks, tuple((edge, concerns(edge, caller, linked)) for edge in some)))
        return before[-1]


def _agreeing(clocks: Mapping[Clock, bool], side: int, alike: AlikeSituations, rows: Rows) -> Rows:
    """The situations, of some, in which clocks stand so."""
    for clock, state in clocks.items():
        is_open = alike.open(side, clock)
        rows &= is_open if state else ~is_open
    return rows


def course_of(call: Call, linked: LinkedPlan, is_open: IsOpen | None = None) -> Course:
    """Follow an example call; its states are then those of everybody who was asked and does not answer."""
    world = Absent(call.states)
    trace = follow(replace(call, states=world), linked, is_open)
    people = {person: state for person, state in sorted(world.asked.items()) if state != "answers"}
    call = replace(call, states=people)
    return Course(call, replace(trace, call=call), NO_WORDS)


def simplest_first(ways: Iterable[WayShown], alike: AlikeSituations) -> Iterator[WayShown]:
    """Differences with fewest keys and conditions first; of those with the same keys the first is the simplest."""
    any_reported: Rows = 0
    reported: dict[tuple[str, ...], Rows] = {}
    for found, way in sorted(ways, key=lambda found: _demands(found.shown)):
        # A menu played again: what follows is reported already.
        rows = found & ~any_reported if _repeats(way.was) and _repeats(way.now) else found
        before = reported.get(way.keys, 0)
        for part, simplest in ((rows & ~before, True), (rows & before, False)):
            if part:
                yield WayShown(
                    part, replace(way, situations=alike.of(part), times=alike.first(part), simplest=simplest)
                )
        any_reported |= rows
        reported[way.keys] = before | rows


def _demands(way: Difference) -> tuple[int, int, int]:
    """How much a difference asks: keys of the caller, conditions of people, and who is not registered is rarer."""
    return len(way.keys), len(way.people), sum(state != "busy" for _, state in way.people)


def _repeats(course: Course | None) -> bool:
    """Whether a key only plays its menu again."""
    hops = course.trace.hops if course else ()
    return any(hop.edge.condition == "pressed" and hop.edge.source == hop.edge.target for hop in hops)
