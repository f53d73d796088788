"""Menus out of which no call finds a way."""

from nummerplan.model.calls.call_graph import CUT_OFF, Clock, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of

MenuPart = tuple[str, str]
"""An auto attendant's key, and `business_hours_menu` or `after_hours_menu`."""


def dead_menus(linked: LinkedPlan) -> frozenset[MenuPart]:
    """The menus whose keys lead only to themselves and to menus of the same kind, and whose silent callers are lost.

    A call keeps the hours of its arrival, so each way in which the menus' hours stand together is looked at for itself.
    A key whose destination does not exist is meant to lead out: that is another mistake.
    """
    named = ((one.key, name) for one in linked.plan.auto_attendants.values() for name, _ in one.menus())
    parts = {part: edges for part in named if (edges := edges_of(part, linked))}  # none where it never plays
    closed = {part: edges for part, edges in parts.items() if not _leads_out(edges, linked)}
    if not closed:
        return frozenset()
    # Only menus that these lead to, one way or another, can lead out of them.
    keys = {edge.target.key for edges in closed.values() for edge in edges} | {key for key, _ in closed}
    clocks = tuple({clock: None for part in sorted(parts) if part[0] in keys for clock in _hours(part, linked)})
    alive: set[MenuPart] = set()
    for row in linked.calls.rows(clocks):
        stand = dict(zip(clocks, row, strict=True))
        playing = {part for part in parts if all(stand.get(c, s) == s for c, s in _hours(part, linked).items())}
        onward = {part: _menus_behind(closed[part], playing) if part in closed else set[MenuPart]() for part in playing}
        alive |= _back_from([part for part in playing if part not in closed], onward)
    return frozenset(closed).difference(alive)


def _hours(part: MenuPart, linked: LinkedPlan) -> dict[Clock, bool]:
    """How the clocks stand when a menu plays."""
    return {clock: state for edge in edges_of(part, linked)[:1] for clock, state in edge.when}


def edges_of(part: MenuPart, linked: LinkedPlan) -> list[Edge]:
    """What can happen at a menu; nothing when it never plays."""
    attendant, name = part
    edges = linked.graph.edges.get(node_of(linked.plan.auto_attendants[attendant]), ())
    return [edge for edge in edges if edge.route[2:3] == (name,)]


def _leads_out(edges: list[Edge], linked: LinkedPlan) -> bool:
    """Whether a menu leads to something that is no menu, or to one that night forwarding takes callers out of."""
    for edge in edges:
        target = edge.target
        if target.kind != "auto_attendant":
            if target != CUT_OFF:
                return True
        elif target != edge.source and any(way.condition == "night" for way in linked.graph.edges[target]):
            return True
    return False


def _menus_behind(edges: list[Edge], playing: set[MenuPart]) -> set[MenuPart]:
    """The menus to which keys lead, of those that play."""
    targets = {edge.target.key for edge in edges if edge.target.kind == "auto_attendant"}
    return {part for part in playing if part[0] in targets}


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
