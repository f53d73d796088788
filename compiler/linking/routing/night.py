"""Night forwarding, which comes first at users, groups and menus, for callers from outside."""

from typing import NamedTuple

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.model.calls.call_graph import Callers, Clock, Edge, Node
from nummerplan.model.calls.night import NightForwarded, follows, night_of


class Daytime(NamedTuple):
    """For whom and when the rest of an object's edges hold, and the night edge before them if there is one."""

    edges: tuple[Edge, ...]
    callers: Callers
    clock: Clock | None


BY_DAY = Daytime((), "any", None)


def night(entity: NightForwarded, node: Node, directory: Directory) -> Daytime:
    """The night edge of an object (where and when: `model/calls/night.py`), and for whom the rest holds."""
    found = directory.shared_night if follows(entity) else night_of(directory.plan.company, entity)
    if found is None:
        return BY_DAY
    shared = found.route[0] == "company"
    target = directory.goes_to(found.to, directory.blocked_for(None if shared else entity))
    if found.clock is None:
        return Daytime((Edge(node, target, "night", found.route, "", 0, "external"),), "internal", None)
    clock = directory.known_clock(found.clock)
    if clock.always_open:
        return BY_DAY
    return Daytime((Edge(node, target, "night", found.route, "", 0, "external", ((clock, False),)),), "any", clock)
