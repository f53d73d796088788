"""Night forwarding, which comes first at users, groups and menus, for callers from outside."""

from typing import NamedTuple

from nummerplan.compiler.routing.directory import Directory
from nummerplan.model.auto_attendants import AutoAttendant
from nummerplan.model.call_graph import Callers, Clock, Edge, Node
from nummerplan.model.hunt_groups import HuntGroup
from nummerplan.model.source import Route
from nummerplan.model.users import User


class Daytime(NamedTuple):
    """For whom and when the rest of an object's edges hold, and the night edge before them if there is one."""

    edges: tuple[Edge, ...]
    callers: Callers
    clock: Clock | None


BY_DAY = Daytime((), "any", None)


def night(entity: User | HuntGroup | AutoAttendant, node: Node, directory: Directory) -> Daytime:
    """An object's own setting decides; what follows the company has its mode, clock and destination."""
    own, company = entity.night_forwarding, directory.plan.company.night_forwarding
    follows = directory.company_night
    if own.mode == "off" or (own.mode == "follow" and follows is None):
        return BY_DAY
    route: Route = ("company", "night_forwarding", "to")
    if own.to is not None:
        target, route = directory.goes_to(own.to, directory.blocked_for(entity)), entity.at("night_forwarding", "to")
    elif follows is not None:
        target = follows[0]
    else:
        target = directory.goes_to(company.to if company else None, directory.blocked_for())
    if own.mode == "on" or follows is None or company is None or company.mode == "on":
        return Daytime((Edge(node, target, "night", route, callers="external"),), "internal", None)
    clock = follows[1]
    if clock.always_open:
        return BY_DAY
    return Daytime((Edge(node, target, "night", route, "", 0, "external", ((clock, False),)),), "any", clock)
