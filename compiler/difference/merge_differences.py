"""Differences that look alike in several situations, or to several callers, are reported as one."""

from collections.abc import Iterator
from dataclasses import replace

from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.call_questions import Row
from nummerplan.model.calls.difference import Course, Difference


def merged(clocks: tuple[Clock, ...], found: list[Difference], hours: SharedHours) -> Iterator[Difference]:
    """The differences of one entry, each found for one caller in some of the situations that `clocks` cut.

    They come by their first situations, and so do those that are made of them.
    """
    by_looks: dict[object, dict[Caller, list[Difference]]] = {}
    words: dict[int, str] = {}
    for one in found:
        looks = (one.keys, one.people, _looks(one.was, words), _looks(one.now, words), one.decided, one.simplest)
        by_looks.setdefault(looks, {}).setdefault(one.callers[0], []).append(one)
    order = {one.open: place for place, one in enumerate(hours.situations(clocks))}
    for by_caller in by_looks.values():
        by_times: dict[tuple[Row, ...], list[Caller]] = {}
        for caller, ones in by_caller.items():
            met = {situation.open for one in ones for situation in one.situations}
            by_times.setdefault(tuple(sorted(met, key=order.__getitem__)), []).append(caller)
        for rows, callers in by_times.items():
            alike = by_caller[callers[0]]
            situations = {one.open: one for found in alike for one in found.situations}
            yield replace(
                alike[0],
                callers=tuple(callers),
                situations=tuple(situations[row] for row in rows),
                times=hours.together(clocks, frozenset(rows)),
            )


def _looks(course: Course | None, words: dict[int, str]) -> tuple[object, ...] | None:
    """What is shown of a course; `words` has what was put into words before, which several courses share."""
    if course is None:
        return None
    steps = tuple((hop.edge.source, hop.edge.condition, hop.edge.seconds) for hop in course.trace.hops)
    heard = words.get(id(course.heard)) or words.setdefault(id(course.heard), str(course.heard))
    return steps, course.trace.end, heard
