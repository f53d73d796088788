"""What can be reached from where: breadth first, and over groups of places that lead to each other.

networkx would do all of it, on a graph that is built first. Calls are searched on graphs that are made as they are met,
and every `check` asks, so it is written here: 60,000 places with four edges each take 0.37 s here and 0.93 s with
networkx (0.34 s to build its graph, 0.19 s for components, 0.40 s for condensation and ancestors), and importing
networkx takes 0.09 s, which is as much as reading and judging a small plan.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from nummerplan.model.calls.call_graph import EndGroup

T = TypeVar("T", bound=Hashable)


def reachable(starts: Iterable[T], onward: Callable[[T], Iterable[T]]) -> dict[T, T | None]:
    """Everything that can be reached from some places, themselves included: breadth first, in order.

    Each place comes with the one before it on a way with the fewest steps; a start has None.
    """
    found: dict[T, T | None] = dict.fromkeys(starts)
    queue = list(found)
    for place in queue:
        for target in onward(place):
            if target not in found:
                found[target] = place
                queue.append(target)
    return found


def on_or_behind_loops(targets: Mapping[T, Sequence[T]]) -> set[T]:
    """What is left when places to which nothing leads are taken away again and again: without loops, nothing.

    Two passes over the edges, for plans without loops are the rule, and looking for components takes three times as
    long. Targets that are no places themselves (ends) do not count.
    """
    arrivals = dict.fromkeys(targets, 0)
    for onward in targets.values():
        for target in onward:
            if target in arrivals:
                arrivals[target] += 1
    loose = [place for place, count in arrivals.items() if not count]
    for place in loose:
        for target in targets[place]:
            if target in arrivals:
                arrivals[target] -= 1
                if not arrivals[target]:
                    loose.append(target)
    return {place for place, count in arrivals.items() if count}


def components(
    starts: Iterable[T], onward: Callable[[T], Iterable[T]], known: Callable[[T], bool]
) -> Iterator[list[T]]:
    """Groups of places that lead to each other, each after all groups that it leads to; what is `known` is left out.

    Tarjan's algorithm, without recursion: a chain of a thousand forwards is no reason to fail.
    """
    index: dict[T, int] = {}
    low: dict[T, int] = {}
    stack: list[T] = []
    for start in starts:
        if start in index or known(start):
            continue
        path = [_Visit(start, onward(start))]
        _open(start, index, low, stack)
        while path:
            visit = path[-1]
            target = next(visit.targets, None)
            if target is None:
                path.pop()
                if path:
                    low[path[-1].place] = min(low[path[-1].place], low[visit.place])
                if low[visit.place] == index[visit.place]:
                    yield _closed(visit.place, index, stack)
            elif known(target):
                continue
            elif target not in index:
                path.append(_Visit(target, onward(target)))
                _open(target, index, low, stack)
            elif index[target] >= 0:
                low[visit.place] = min(low[visit.place], index[target])


@dataclass(frozen=True, slots=True)
class Group:
    """Places that lead to each other: the groups they lead to, how many ways lead on, and what calls may come to."""

    below: frozenset[int]
    ways: int
    lost: bool
    handed_over: bool


class Reach(Generic[T]):
    """What places lead to in the end. Places are added as they are asked for, and looked into once.

    `onward` gives the targets of a place, each with whether a call comes there by itself, without a key. `end` says of
    a place what a call is that ends there (lost, handed over), and None where calls go on.
    """

    def __init__(self, onward: Callable[[T], Sequence[tuple[T, bool]]], end: Callable[[T], EndGroup | None]) -> None:
        self._onward, self._end = onward, end
        self._leads: dict[T, Sequence[tuple[T, bool]]] = {}
        self._group: dict[T, int] = {}
        self._groups: list[Group] = []
        self._totals: dict[int, int] = {}

    def explore(self, start: T) -> None:
        """Look at everything that can be come to from a place."""
        for places in components([start], self._targets, lambda place: place in self._group or self._ends(place)):
            self._add(places)

    def leads_to_loss(self, place: T) -> bool:
        """Whether a lost end, or a circle that no key opens, can be come to from a place that was explored."""
        group = self._group.get(place)
        return group is not None and self._groups[group].lost

    def leads_outside(self, place: T) -> bool:
        """Whether a place at which calls are handed over can be come to from a place that was explored."""
        group = self._group.get(place)
        return group is not None and self._groups[group].handed_over

    def ways(self, place: T) -> int:
        """How many ways lead on from all places that can be come to from this one."""
        return self._total(self._group[place])

    def _targets(self, place: T) -> Iterator[T]:
        self._leads[place] = leads = self._onward(place)
        return (target for target, _ in leads)

    def _ends(self, place: T) -> bool:
        return self._end(place) is not None

    def _add(self, places: list[T]) -> None:
        number = len(self._groups)
        self._group.update(dict.fromkeys(places, number))
        leads = [self._leads.pop(place) for place in places]
        targets = {target for targets in leads for target, _ in targets}
        below = {self._group[target] for target in targets if target in self._group} - {number}
        ends = {self._end(target) for target in targets}
        lost = "lost" in ends or any(self._groups[group].lost for group in below)
        handed_over = "handed_over" in ends or any(self._groups[group].handed_over for group in below)
        if not lost and any(self._group.get(target) == number for target in targets):
            lost = _goes_round(dict(zip(places, leads, strict=True)))
        self._groups.append(Group(frozenset(below), sum(map(len, leads)), lost, handed_over))

    def _total(self, group: int) -> int:
        """Each group is counted once, however many ways lead to it."""
        path = []
        while group not in self._totals and len(self._groups[group].below) == 1:
            path.append(group)
            (group,) = self._groups[group].below
        if group not in self._totals:
            reached, queue = {group}, [group]
            for one in queue:
                fresh = self._groups[one].below - reached
                reached |= fresh
                queue.extend(fresh)
            self._totals[group] = sum(self._groups[one].ways for one in reached)
        for above in reversed(path):
            self._totals[above] = self._totals[group] + self._groups[above].ways
            group = above
        return self._totals[group]


def _goes_round(leads: dict[T, Sequence[tuple[T, bool]]]) -> bool:
    """Whether calls can go round among some places without a key: places that lead nowhere are peeled off."""
    before: dict[T, list[T]] = {}
    left: dict[T, int] = {}
    for place, targets in leads.items():
        own = {target for target, alone in targets if alone and target in leads}
        left[place] = len(own)
        for target in own:
            before.setdefault(target, []).append(place)
    loose = [place for place, count in left.items() if not count]
    for place in loose:
        for source in before.get(place, ()):
            left[source] -= 1
            if not left[source]:
                loose.append(source)
    return len(loose) < len(left)


class _Visit(Generic[T]):
    """A place on the way, and where it was not yet looked."""

    def __init__(self, place: T, targets: Iterable[T]) -> None:
        self.place, self.targets = place, iter(targets)


def _open(place: T, index: dict[T, int], low: dict[T, int], stack: list[T]) -> None:
    index[place] = low[place] = len(index)
    stack.append(place)


def _closed(place: T, index: dict[T, int], stack: list[T]) -> list[T]:
    """The group of which this place was met first; its places are marked as done by a negative index."""
    group: list[T] = []
    while not group or group[-1] != place:
        group.append(stack.pop())
        index[group[-1]] = -1
    return group
