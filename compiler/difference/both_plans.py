"""Two plans in one situation, for one caller: what both say of a pair of places."""

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.edge_conditions import ALWAYS
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits, key_event
from nummerplan.compiler.difference.equivalent_places import Alike, Equivalence
from nummerplan.compiler.difference.menu_choices import choices
from nummerplan.compiler.difference.plan_in_situation import At, NextStep, PlanInSituation
from nummerplan.compiler.search.reachability import reachable
from nummerplan.model.calls.call_graph import Edge, Node


class Side(NamedTuple):
    """A call in one plan, and what its caller hears next, once that is decided."""

    at: At
    step: NextStep | None = None


class Pressed(NamedTuple):
    """Keys that a caller can press at a menu of both plans, what he hears in each, and the edges of each."""

    keys: tuple[str, ...]
    events: tuple[Event, Event]
    old: tuple[Edge, ...]
    new: tuple[Edge, ...]


MenuPair = tuple[Node, Node, bool, bool]
"""A menu of the old plan and one of the new, and whether the call counts as external there, through a mobile or not."""


class BothPlans:
    """Two plans, and the places of them that are alike: now, and at all times."""

    def __init__(self, old: PlanInSituation, new: PlanInSituation, now: Equivalence, always: Equivalence) -> None:
        self.old, self.new = old, new
        self._now, self._always = now, always
        self._menus: dict[Node, tuple[Node, ...]] = {}
        self._askable: dict[tuple[Node, Node], frozenset[str]] = {}
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        self._pressed: dict[tuple[NextStep, NextStep], tuple[Pressed, ...]] = {}

    def alike(self, old: At, new: At) -> bool:
        """Whether nothing can differ from here: the places are alike, and so are the loops that the call can close."""
        return _partners(old, new, (self._always if old.place.through_mobile else self._now).alike)

    def menus(self, old: At, new: At) -> list[MenuPair] | None:
        """The menus to which calls come from here without a key, where nothing can differ before; None where it can."""
        if old.place.through_mobile or not _partners(old, new, self._now.until_key):
            return None
        if old.node not in self._menus:
            reached = reachable([old.node], self._by_itself)
            self._menus[old.node] = tuple(node for node in reached if node.kind == "auto_attendant")
        return [(node, self._now.until_key[node], *old.place[1:2], False) for node in self._menus[old.node]]

    def _by_itself(self, node: Node) -> list[Node]:
        edges = self.old.ways(node) if node in self.old.linked.graph.edges else ()
        return [edge.target for edge in edges if edge.condition != "pressed"]

    def askable(self, old: At, new: At) -> frozenset[str]:
        """Whom a call can still ask from here on in either plan; equal sets are one object."""
        nodes = (old.node, new.node)
        if nodes not in self._askable:
            found = self.old.people(old) | self.new.people(new)
            self._askable[nodes] = self._shared.setdefault(found, found)
        return self._askable[nodes]

    def pressed(self, one: NextStep, other: NextStep) -> tuple[Pressed, ...]:
        """Everything that a caller can do at a menu of the old plan and one of the new; waiting comes first."""
        if (one, other) not in self._pressed:
            self._pressed[one, other] = tuple(self._found(one, other))
        return self._pressed[one, other]

    def _found(self, one: NextStep, other: NextStep) -> Iterator[Pressed]:
        for choice in choices(one.menu, other.menu, (self.old.linked, self.new.linked)):
            events = _key_event(choice.here, self.old), _key_event(choice.there, self.new)
            yield Pressed(choice.keys, events, choice.here or (), choice.there or ())


def _partners(old: At, new: At, same: Alike) -> bool:
    """Whether two places are partners, and all places that the call can come back to as well."""
    if same.get(old.node) != new.node or old.busy != new.busy or old.place[1:4] != new.place[1:4]:
        return False
    partners = {(same[node], external) for node, external in old.place.since_key if node in same}
    return partners == {(node, external) for node, external in new.place.since_key if node in same.inverse}


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


def key_of(side: Side, plan: PlanInSituation) -> Hashable:
    """All that decides how a call goes on in one plan, apart from people."""
    return plan.key(side.at), side.step
