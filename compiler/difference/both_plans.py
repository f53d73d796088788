"""Two plans in one situation, for one caller: what both do with a call at a pair of places."""

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import ALWAYS
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, key_event
from nummerplan.compiler.difference.equivalent_places import Alike
from nummerplan.compiler.difference.menu_choices import choices
from nummerplan.compiler.difference.plan_in_situation import At, NextStep, PlanInSituation
from nummerplan.model.calls.call_graph import Edge, Node


class Side(NamedTuple):
    """A call in one plan, and what its caller hears next, once that is decided."""

    at: At
    step: NextStep | None = None


class PlacesAfterKeys(NamedTuple):
    """Keys that a caller can press at a menu of both plans, what he hears in each, and the edges of each."""

    keys: tuple[str, ...]
    events: tuple[Event, Event]
    old: tuple[Edge, ...]
    new: tuple[Edge, ...]


class BothPlans:
    """Two plans, and the places of them that are alike: now, and at all times."""

    def __init__(self, old: PlanInSituation, new: PlanInSituation, now: Alike, always: Alike) -> None:
        self.old, self.new = old, new
        self._now, self._always = now, always
        self._askable: dict[tuple[Node, Node], frozenset[str]] = {}
        self._choices: dict[tuple[NextStep, NextStep], tuple[PlacesAfterKeys, ...]] = {}

    def alike(self, old: At, new: At) -> bool:
        """Whether nothing can differ from here: the places are alike, and so are the loops that the call can close."""
        same = self._always if old.place.through_mobile else self._now
        if same.get(old.node) != new.node or old.busy != new.busy or old.place[1:4] != new.place[1:4]:
            return False
        partners = {(same[node], external) for node, external in old.place.since_key if node in same}
        return partners == {(node, external) for node, external in new.place.since_key if node in same.inverse}

    def key(self, old: Side, new: Side) -> Hashable:
        """Equal for calls that go on alike in both plans, apart from people."""
        return self.old.key(old.at), old.step, self.new.key(new.at), new.step

    def askable(self, old: At, new: At) -> frozenset[str]:
        """Whom a call can still ask from here on in either plan."""
        nodes = (old.node, new.node)
        if nodes not in self._askable:
            self._askable[nodes] = self.old.people(old) | self.new.people(new)
        return self._askable[nodes]

    def led(self, old: At, new: At, choice: PlacesAfterKeys) -> tuple[At, At]:
        """Both calls led on by what a caller does at a menu."""
        for edge in choice.old:
            old = self.old.onward(old, edge)
        for edge in choice.new:
            new = self.new.onward(new, edge)
        return old, new

    def choices(self, one: NextStep, other: NextStep) -> tuple[PlacesAfterKeys, ...]:
        """Everything that a caller can do at a menu of the old plan and one of the new; waiting comes first."""
        if (one, other) not in self._choices:
            self._choices[one, other] = tuple(self._found(one, other))
        return self._choices[one, other]

    def _found(self, one: NextStep, other: NextStep) -> Iterator[PlacesAfterKeys]:
        for choice in choices(one.menu, other.menu, (self.old.linked, self.new.linked)):
            events = _key_event(choice.here, self.old), _key_event(choice.there, self.new)
            yield PlacesAfterKeys(choice.keys, events, choice.here or (), choice.there or ())


def _key_event(edges: tuple[Edge, ...] | None, plan: PlanInSituation) -> Event:
    if edges is None:
        return Closing("the menu does not have this key", "key")
    if edges[0].condition == "silence":
        return Waits(edges[0].seconds)
    return key_event(edges[0], plan.linked, plan.shared)


def silently(side: Side, plan: PlanInSituation) -> Side:
    """A call led on as long as nothing is asked and nothing heard."""
    at, step = side
    while step is None:
        steps = plan.steps(at)
        if len(steps) != 1 or steps[0].guard != ALWAYS or steps[0].event is not None or steps[0].edge is None:
            break
        at = plan.onward(at, steps[0].edge)
    return Side(at, step)


def resolved(side: Side, plan: PlanInSituation) -> Side:
    """What is heard next, where people do not decide it."""
    steps = plan.steps(side.at)
    return Side(side.at, steps[0]) if len(steps) == 1 and steps[0].guard == ALWAYS else side
