"""A call at a hunt group (`docs/semantics.md`, At a hunt group)."""

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.compiler.linking.routing.night import night
from nummerplan.model.calls.call_graph import ANSWERED, BUSY_TONE, RINGS_OUT, Edge, Node
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.source import Route


def hunt_group_edges(group: HuntGroup, directory: Directory) -> list[Edge]:
    """What can happen to a call at a group, in the order in which it is tried."""
    node = node_of(group)
    daytime = night(group, node, directory)
    by_day = _by_day(group, node, directory)
    return [*daytime.edges, *(edge._replace(callers=daytime.callers, day=daytime.clock) for edge in by_day)]


def _by_day(group: HuntGroup, node: Node, directory: Directory) -> list[Edge]:
    passed_over, over_route, over_seconds = _when_busy(group, directory)
    if group.not_reachable and group.not_reachable.to is not None:
        unreachable, route = (
            _tone_or(group.not_reachable.to, group, directory),
            group.at("not_reachable", "to"),
        )
        edges = [Edge(node, unreachable, "not_reachable", route)]
    else:
        edges = [Edge(node, passed_over, "not_reachable", over_route, seconds=over_seconds)]
    if not any(_has_device(member, directory) for member in group.members):
        return edges
    edges.append(Edge(node, passed_over, "when_busy", over_route, seconds=over_seconds))
    edges.append(Edge(node, ANSWERED, "answered", group.at("members")))
    edges.append(_overflow(group, node, directory))
    return edges


def _has_device(member: str, directory: Directory) -> bool:
    """A group rings the devices of a member, nothing else of him."""
    user = directory.plan.users.get(member)
    return bool(user and user.devices)


def _tone_or(destination: str | VoicemailOf, group: HuntGroup, directory: Directory) -> Node:
    if destination == "busy_tone":
        return BUSY_TONE
    return directory.goes_to(destination, directory.blocked_for(group))


def _when_busy(group: HuntGroup, directory: Directory) -> tuple[Node, Route, int]:
    """Everyone is passed over: the destination, the busy tone, waiting for the overflow, or the overflow at once."""
    if group.when_busy is not None and group.when_busy != "wait":
        return _tone_or(group.when_busy, group, directory), group.at("when_busy"), 0
    overflow = group.overflow
    waits = group.when_busy == "wait"
    if (
        overflow
        and overflow.to is not None
        and not (waits and (overflow.after or 0) > directory.plan.company.ring_limit)
    ):
        seconds = (overflow.after or 0) if waits else 0
        return (
            directory.goes_to(overflow.to, directory.blocked_for(group)),
            group.at("overflow", "to"),
            seconds,
        )
    if waits:
        return RINGS_OUT, group.at("when_busy"), directory.plan.company.ring_limit
    return BUSY_TONE, group.route, 0


def _overflow(group: HuntGroup, node: Node, directory: Directory) -> Edge:
    overflow = group.overflow
    if overflow is None or overflow.to is None:
        return Edge(node, RINGS_OUT, "no_answer", group.route, seconds=directory.plan.company.ring_limit)
    limit = directory.plan.company.ring_limit
    if (overflow.after or 0) > limit:  # the network ends the call before
        return Edge(node, RINGS_OUT, "no_answer", group.at("overflow", "after"), seconds=limit)
    target = directory.goes_to(overflow.to, directory.blocked_for(group))
    return Edge(node, target, "overflow", group.at("overflow", "to"), seconds=overflow.after or 0)
