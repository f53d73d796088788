"""Places of two plans from which calls go on alike, one to one: there is nothing to look for there.

Two places are equivalent when they say and ask the same, in the same order, and lead to places that are equivalent
(a bisimulation, the largest that begins at the entries). A place that would be equivalent to two is left out, for a
call that comes to the same object again is in a loop; what is left out is looked at call by call.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from nummerplan.compiler.difference.compared_plan import PlaceSignature
from nummerplan.compiler.difference.plan_in_situation import Side
from nummerplan.compiler.search.people_states import Budget, UndecidedError
from nummerplan.compiler.search.reachability import reachable
from nummerplan.model.calls.call_graph import Node

Pair = tuple[Node, Node]

PAIR_UNITS = 20
"""What it costs to look at a pair of places."""


class Equivalents(dict[Node, Node]):
    """Old places with the new ones that are equivalent."""

    @cached_property
    def inverse(self) -> dict[Node, Node]:
        """The same, from new to old."""
        return {new: old for old, new in self.items()}

    def hold(self, old: Side, new: Side) -> bool:
        """Whether nothing can differ from here: the places are equivalent, and so are the loops that can be closed."""
        if self.get(old.node) != new.node or old.busy != new.busy or old.place[1:5] != new.place[1:5]:
            return False
        partners = {(self[node], external) for node, external in old.place.since_key if node in self}
        return partners == {(node, external) for node, external in new.place.since_key if node in self.inverse}


def equivalent_places(
    entries: Iterable[Node],
    old: Callable[[Node], PlaceSignature],
    new: Callable[[Node], PlaceSignature],
    known: Equivalents,
    budget: Budget,
) -> Equivalents:
    """The places behind some entries that are equivalent by their signatures, and those that are known to be."""
    before: dict[Pair, list[Pair]] = {}
    unlike: list[Pair] = []

    def onward(pair: Pair) -> list[Pair]:
        if known.get(pair[0]) == pair[1]:
            return []
        budget.spend(PAIR_UNITS)
        (one, targets), (other, goals) = old(pair[0]), new(pair[1])
        if one != other:
            unlike.append(pair)
            return []
        pairs = list(zip(targets, goals, strict=True))
        for target in pairs:
            before.setdefault(target, []).append(pair)
        return pairs

    def leading(pair: Pair) -> list[Pair]:
        return before.get(pair, [])

    try:
        pairs = reachable([(node, node) for node in entries], onward)
    except UndecidedError:
        return known
    # What is unlike is no partner: only among the others may no place be equivalent to two.
    different = reachable(unlike, leading)
    rest = [pair for pair in pairs if pair not in different]
    different = reachable(_not_one_to_one(rest, known), leading)
    return Equivalents({**known, **dict(pair for pair in rest if pair not in different)})


def _not_one_to_one(pairs: list[Pair], known: Equivalents) -> Iterator[Pair]:
    """Pairs of which one place has another partner too."""
    partners: tuple[dict[Node, set[Node]], dict[Node, set[Node]]] = {}, {}
    for one, other in pairs:
        partners[0].setdefault(one, {known.get(one, other)}).add(other)
        partners[1].setdefault(other, {known.inverse.get(other, one)}).add(one)
    return (pair for pair in pairs if len(partners[0][pair[0]]) > 1 or len(partners[1][pair[1]]) > 1)
