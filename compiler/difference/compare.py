"""Two plans compared for those who call: every entry, caller, situation and key."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nummerplan.compiler.difference.alike import Alike, alike
from nummerplan.compiler.difference.course import course, told
from nummerplan.compiler.difference.hours import SharedHours
from nummerplan.compiler.difference.people import NO_RECORDINGS, Identities, Recordings, identities
from nummerplan.compiler.difference.reach import EXTERNAL, INTERNAL, Reach, callers, reach
from nummerplan.compiler.difference.side import Side
from nummerplan.compiler.difference.walk import Both, Found, TooManyError, differences
from nummerplan.compiler.prove import without_last_waits
from nummerplan.model.call import Caller, State
from nummerplan.model.call_graph import ENTRIES, Clock, Node
from nummerplan.model.case import Case
from nummerplan.model.difference import Course, Difference
from nummerplan.model.situation import Situation

Clocks = tuple[Clock, ...]


def difference(old: Case, new: Case, recordings: Recordings = NO_RECORDINGS) -> tuple[Difference, ...]:
    """What callers notice when the new plan takes the place of the old one, in order of the entries.

    Exact: an entry, a caller and a situation are named if and only if some call there is told apart. Times are those
    of the new plan's horizon; both plans' wall time is taken for the same. `recordings` says what is in the audio files
    of both; without it a recording is known by its name.
    """
    comparison = _Comparison(old, new, recordings)
    found: list[Difference] = []
    for entry in [*old.graph.edges, *(node for node in new.graph.edges if node not in old.graph.edges)]:
        if entry.kind in ENTRIES:
            found.extend(comparison.at(entry))
    return tuple(found)


class _Seen(NamedTuple):
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
    def looks(self) -> object:
        """Equal for differences that are told as one."""
        courses = (
            c and (tuple((h.edge.source, h.edge.condition, h.edge.seconds) for h in c.trace.hops), c.trace.end, c.heard)
            for c in (self.was, self.now)
        )
        return self.keys, self.people, tuple(map(str, courses)), self.decided, self.simplest


def _repeats(course: Course | None) -> bool:
    """Whether a key only plays its menu again."""
    hops = course.trace.hops if course else ()
    return any(hop.edge.condition == "pressed" and hop.edge.source == hop.edge.target for hop in hops)


class _Comparison:
    """Two plans, and what is known of both."""

    def __init__(self, old: Case, new: Case, recordings: Recordings) -> None:
        self.cases = (old, new)
        self.hours = SharedHours(old, new)
        self.names: Identities = identities(old, new, recordings)
        self.same: Alike = alike(old, new, self.names, self.hours)
        self._reach: tuple[Mapping[Node, Reach], Mapping[Node, Reach]] = (
            reach(old, 0, self.hours),
            reach(new, 1, self.hours),
        )
        self._sides: dict[tuple[Clocks, tuple[bool, ...], Caller], Both] = {}

    def at(self, entry: Node) -> Iterator[Difference]:
        """The differences of one entry."""
        old, new = (reached.get(entry) for reached in self._reach)
        if self.same.get(entry) == entry:
            return
        if old is None or new is None:
            seen = self._in_one_plan(entry)
            clocks: Clocks = ()
        else:
            clocks = self.hours.clocks(old.hours | new.hours)
            seen = list(self._in_both(entry, clocks, callers(entry, old, new, self.cases)))
        yield from self._united(entry, clocks, seen)

    def _in_one_plan(self, entry: Node) -> list[_Seen]:
        """An entry that came or went; everybody notices, at all times."""
        situation = self.hours.situations(())[0]
        asking = (INTERNAL,) if entry.kind == "extension" else (EXTERNAL, INTERNAL)
        courses = [
            course(entry, EXTERNAL if entry.kind == "number" else INTERNAL, situation, (), {}, case)
            if entry in case.graph.edges
            else None
            for case in self.cases
        ]
        return [_Seen(caller, situation, (), (), courses[0], courses[1]) for caller in asking]

    def _in_both(self, entry: Node, clocks: Clocks, asking: Iterable[Caller]) -> Iterator[_Seen]:
        for situation in self.hours.situations(clocks):
            for caller in asking:
                try:
                    found = differences(entry, self._in(clocks, situation.open, caller))
                except TooManyError:
                    yield _Seen(caller, situation, (), (), None, None, decided=False)
                    continue
                told: set[tuple[str, ...]] = set()
                ways = [self._seen(entry, caller, situation, one) for one in found]
                for seen in sorted(ways, key=lambda one: (len(one.keys), len(one.people))):
                    if seen.keys and _repeats(seen.was) and _repeats(seen.now) and told:
                        continue  # a menu played again: what follows is told already
                    yield seen._replace(simplest=seen.keys not in told)
                    told.add(seen.keys)

    def _in(self, clocks: Clocks, row: tuple[bool, ...], caller: Caller) -> Both:
        """Both plans in one situation, for one caller."""
        key = (clocks, row, caller)
        if key not in self._sides:
            self._sides[key] = Both(
                Side(self.cases[0], self.names.old, self.hours.is_open(clocks, row, 0), caller),
                Side(self.cases[1], self.names.new, self.hours.is_open(clocks, row, 1), caller),
                self.same,
            )
        return self._sides[key]

    def _seen(self, entry: Node, caller: Caller, situation: Situation, found: Found) -> _Seen:
        keys = without_last_waits(found.keys)
        people = found.store.example()
        courses = []
        for case, names, event in zip(self.cases, self.names, (found.old, found.new), strict=True):
            states = {key: people[name] for key, name in names.person.items() if name in people}
            own = {name: key for key, name in names.person.items()}
            courses.append(course(entry, caller, situation, keys, states, case, told(event, own, case)))
        condition = tuple(sorted((person, state) for person, state in people.items() if state != "absent"))
        return _Seen(caller, situation, keys, condition, courses[0], courses[1])

    def _united(self, entry: Node, clocks: Clocks, seen: list[_Seen]) -> Iterator[Difference]:
        """Differences that look alike in several situations, or for several callers, are one."""
        together: dict[object, list[_Seen]] = {}
        for one in seen:
            together.setdefault(one.looks, []).append(one)
        for group in together.values():
            by_caller: dict[Caller, list[_Seen]] = {}
            for one in group:
                by_caller.setdefault(one.caller, []).append(one)
            times: dict[tuple[tuple[bool, ...], ...], list[Caller]] = {}
            for caller, ones in by_caller.items():
                times.setdefault(tuple(dict.fromkeys(one.situation.open for one in ones)), []).append(caller)
            for rows, asking in times.items():
                first = next(one for one in group if one.caller in asking)
                situations = tuple(
                    {one.situation.open: one.situation for one in group if one.situation.open in rows}.values()
                )
                when = self.hours.together(clocks, rows)
                yield Difference(
                    entry,
                    tuple(asking),
                    situations,
                    when,
                    first.keys,
                    first.people,
                    first.was,
                    first.now,
                    first.decided,
                    first.simplest,
                )
