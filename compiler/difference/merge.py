"""Differences that look alike in several situations, or to several callers, are reported as one."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.difference import Course, Difference
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.situation import Situation

Row = tuple[bool, ...]


class Seen(NamedTuple):
    """A difference in one situation, for one caller."""

    caller: Caller
    situation: Situation
    keys: tuple[str, ...]
    people: tuple[tuple[str, State], ...]
    was: Course | None
    now: Course | None
    decided: bool = True
    simplest: bool = True

    @property
    def looks(self) -> tuple[object, ...]:
        """Equal for differences that are reported as one."""
        return self.keys, self.people, _looks(self.was), _looks(self.now), self.decided, self.simplest


def _looks(course: Course | None) -> tuple[object, ...] | None:
    if course is None:
        return None
    steps = tuple((hop.edge.source, hop.edge.condition, hop.edge.seconds) for hop in course.trace.hops)
    return steps, course.trace.end, str(course.heard)


def merged(entry: Node, clocks: tuple[Clock, ...], seen: list[Seen], hours: SharedHours) -> Iterator[Difference]:
    """The differences of one entry, in their order; `clocks` are those by which its situations are cut."""
    together: dict[object, dict[Caller, list[Seen]]] = {}
    for one in seen:
        together.setdefault(one.looks, {}).setdefault(one.caller, []).append(one)
    for by_caller in together.values():
        times: dict[tuple[Row, ...], list[Caller]] = {}
        for caller, ones in by_caller.items():
            times.setdefault(tuple(dict.fromkeys(one.situation.open for one in ones)), []).append(caller)
        for rows, asking in times.items():
            alike = by_caller[asking[0]]
            first = alike[0]
            yield Difference(
                entry=entry,
                callers=tuple(asking),
                situations=tuple({one.situation.open: one.situation for one in alike}.values()),
                times=hours.together(clocks, rows),
                keys=first.keys,
                people=first.people,
                was=first.was,
                now=first.now,
                decided=first.decided,
                simplest=first.simplest,
            )
