"""Two plans in one situation, for one caller: what both do with a call at a pair of places."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, key_event
from nummerplan.compiler.difference.equivalent_places import Alike
from nummerplan.compiler.difference.menu_choices import choices
from nummerplan.compiler.difference.plan_in_situation import NextStep, PlanInSituation, Side
from nummerplan.model.calls.call_graph import Edge, Node


class KeyChoice(NamedTuple):
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
        self.askable = cache(self._askable)
        self.choices = cache(self._choices)

    def alike(self, old: Side, new: Side) -> bool:
        """Whether nothing can differ from here: the places are alike, and so are the loops that the call can close."""
        same = self._always if old.place.through_mobile else self._now
        if same.get(old.node) != new.node or old.busy != new.busy or old.place[1:4] != new.place[1:4]:
            return False
        partners = {(same[node], external) for node, external in old.place.since_key if node in same}
        return partners == {(node, external) for node, external in new.place.since_key if node in same.inverse}

    def _askable(self, old: Node, new: Node) -> frozenset[str]:
        """Whom a call can still ask from two places on in either plan."""
        return self.old.people(old) | self.new.people(new)

    def _choices(self, one: NextStep, other: NextStep) -> tuple[KeyChoice, ...]:
        """Everything that a caller can do at a menu of the old plan and one of the new; waiting comes first."""
        return tuple(self._found(one, other))

    def _found(self, one: NextStep, other: NextStep) -> Iterator[KeyChoice]:
        for keys, here, there in choices(one.menu, other.menu, (self.old.linked, self.new.linked)):
            yield KeyChoice(keys, (_key_event(here, self.old), _key_event(there, self.new)), here or (), there or ())


def _key_event(edges: tuple[Edge, ...] | None, plan: PlanInSituation) -> Event:
    if edges is None:
        return Closing("the menu does not have this key", "key")
    if edges[0].condition == "silence":
        return Waits(edges[0].seconds)
    return key_event(edges[0], plan.linked, plan.shared)
