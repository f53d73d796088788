"""Objects that only colleagues can reach, asked with reachability from the numbers: islands of menus too.

What such an object leads to is not named again, only the places at which a way from outside is missing: a call from a
number that came to one of them would come to all behind it. They are found in two passes (the search for a mother
vertex): each pass covers what can be reached, one start after the other; of the starts of the first pass, taken the
other way round, those that are not covered yet are the ones that nothing else leads to. Each pass takes every edge
once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.mailboxes import Mailbox

Onward = Callable[[Node], Iterable[Node]]


class Island(NamedTuple):
    """Objects that lead to each other, and to which nothing from outside leads; mostly one."""

    objects: tuple[Entity, ...]

    @property
    def by_choice(self) -> bool:
        """Whether all of it may be meant for colleagues: telephones and fax boxes."""
        return all(map(_by_choice, self.objects))


def islands(linked: LinkedPlan) -> list[Island]:
    """The places at which a way from outside is missing, in order of the plan; menus behind a telephone too."""
    alone = {node_of(entity): entity for entity in _alone(linked)}
    if not alone:
        return []
    places = linked.calls.from_inside.keys() - linked.calls.from_outside.keys()

    def onward(node: Node) -> list[Node]:
        return [edge.target for edge in linked.graph.edges.get(node, ()) if edge.target in places]

    found = [_island(root, alone, places, onward, linked) for root in _roots(list(alone), onward)]
    # Which menus a telephone for colleagues leads to, its own finding does not say.
    heavy = [node_of(entity) for island in found if not island.by_choice for entity in island.objects]
    covered = _reached(heavy, onward)
    menus = [node for node, entity in alone.items() if isinstance(entity, AutoAttendant) and node not in covered]
    found += [_island(root, alone, places, onward, linked) for root in _roots(menus, onward)]
    order = {node: place for place, node in enumerate(alone)}
    return sorted(found, key=lambda island: order[node_of(island.objects[0])])


def _by_choice(entity: Entity) -> bool:
    return not isinstance(entity, HuntGroup | AutoAttendant | Mailbox) or (
        isinstance(entity, Mailbox) and entity.kind == "fax"
    )


def _alone(linked: LinkedPlan) -> Iterator[Entity]:
    """Objects with an extension that colleagues reach and nobody else; not those who are called in a group."""
    members: set[str] | None = None
    for entity in linked.objects():
        if getattr(entity, "number", None) or not getattr(entity, "extension", None):
            continue
        node = node_of(entity)
        if node in linked.calls.from_outside or node not in linked.calls.from_inside:  # worked out where one needs it
            continue
        if entity.section == "users":
            if members is None:
                members = {member for group in linked.plan.hunt_groups.values() for member in group.members}
            if entity.key in members:
                continue
        yield entity


def _roots(starts: Sequence[Node], onward: Onward) -> list[Node]:
    """The fewest of some places from which all of them can be reached."""
    return _not_covered(_not_covered(starts, onward)[::-1], onward)


def _not_covered(starts: Iterable[Node], onward: Onward) -> list[Node]:
    covered: set[Node] = set()
    found = []
    for start in starts:
        if start not in covered:
            found.append(start)
            _reached([start], onward, covered)
    return found


def _reached(starts: Iterable[Node], onward: Onward, known: set[Node] | None = None) -> set[Node]:
    """Everything that can be reached from some places, themselves included; what is known is not gone into again."""
    found = set() if known is None else known
    queue = list(starts)
    found.update(queue)
    for node in queue:
        for target in onward(node):
            if target not in found:
                found.add(target)
                queue.append(target)
    return found


def _island(
    root: Node, alone: dict[Node, Entity], places: Collection[Node], onward: Onward, linked: LinkedPlan
) -> Island:
    """A place and those from which it can be reached too: nothing else leads to any of them."""
    incoming = linked.graph.incoming
    before = _reached([root], lambda node: [e.source for e in incoming.get(node, ()) if e.source in places])
    both = before & _reached([root], onward) if len(before) > 1 else before
    return Island(tuple(entity for node, entity in alone.items() if node in both))
