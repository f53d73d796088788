"""Menus out of which no call finds a way."""

from nummerplan.model.calls.call_graph import CUT_OFF, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of

MenuPart = tuple[str, str]
"""An auto attendant's key, and `business_hours_menu` or `after_hours_menu`."""


def dead_menus(linked: LinkedPlan) -> frozenset[MenuPart]:
    """The menus whose keys lead only to themselves and to menus of the same kind, and whose silent callers are lost.

    A key whose destination does not exist is meant to lead out: that is another mistake.
    """
    onward: dict[MenuPart, set[MenuPart]] = {}
    alive: list[MenuPart] = []
    for attendant in linked.plan.auto_attendants.values():
        for name, _ in attendant.menus():
            part = (attendant.key, name)
            edges = edges_of(part, linked)
            onward[part] = set()
            if not edges or _leads_on(edges, linked, onward[part]):
                alive.append(part)
    return frozenset(onward).difference(_back_from(alive, onward))


def edges_of(part: MenuPart, linked: LinkedPlan) -> list[Edge]:
    """What can happen at a menu; nothing when it never plays."""
    attendant, name = part
    edges = linked.graph.edges.get(node_of(linked.plan.auto_attendants[attendant]), ())
    return [edge for edge in edges if edge.route[2:3] == (name,)]


def _leads_on(edges: list[Edge], linked: LinkedPlan, onward: set[MenuPart]) -> bool:
    """Whether a menu leads to something that is no menu; the menus it leads to are added to `onward`."""
    for edge in edges:
        target = edge.target
        if target.kind != "auto_attendant":
            if target != CUT_OFF:
                return True
        elif attendant := linked.plan.auto_attendants.get(target.key):
            onward.update((attendant.key, name) for name, _ in attendant.menus())
            if any(way.condition == "night" for way in linked.graph.edges[target]) and target != edge.source:
                return True
    return False


def _back_from(alive: list[MenuPart], onward: dict[MenuPart, set[MenuPart]]) -> set[MenuPart]:
    """All menus from which one can come to these."""
    before: dict[MenuPart, list[MenuPart]] = {}
    for part, others in onward.items():
        for other in others:
            before.setdefault(other, []).append(part)
    found = set(alive)
    for part in alive:
        for other in before.get(part, ()):
            if other not in found:
                found.add(other)
                alive.append(other)
    return found


def dead_groups(linked: LinkedPlan) -> list[list[MenuPart]]:
    """The dead menus, those together that lead to each other, in the order of the plan."""
    dead = dead_menus(linked)
    groups: list[list[MenuPart]] = []
    seen: set[MenuPart] = set()
    neighbours = _neighbours(dead, linked) if dead else {}
    for attendant in linked.plan.auto_attendants.values():
        for name, _ in attendant.menus():
            part = (attendant.key, name)
            if part in dead and part not in seen:
                group = [part]
                seen.add(part)
                for one in group:
                    fresh = sorted(neighbours.get(one, set()) - seen)
                    seen.update(fresh)
                    group.extend(fresh)
                groups.append(group)
    return groups


def _neighbours(dead: frozenset[MenuPart], linked: LinkedPlan) -> dict[MenuPart, set[MenuPart]]:
    """Dead menus that one leads to or is led to from."""
    found: dict[MenuPart, set[MenuPart]] = {}
    for part in dead:
        for edge in edges_of(part, linked):
            for name in ("business_hours_menu", "after_hours_menu"):
                other = (edge.target.key, name)
                if edge.target.kind == "auto_attendant" and other in dead:
                    found.setdefault(part, set()).add(other)
                    found.setdefault(other, set()).add(part)
    return found
