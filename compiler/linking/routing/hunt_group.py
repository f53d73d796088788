"""A call at a hunt group (`docs/semantics.md`, At a hunt group)."""

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.compiler.linking.routing.night import night
from nummerplan.model.calls.call_graph import ANSWERED, BUSY_BY_NAME, BUSY_TONE, GIVES_UP, Edge, Node
from nummerplan.model.calls.guard import ANSWERS, EVERY, UNREACHABLE, Guard, guard
from nummerplan.model.calls.hunt_members import ringable, rings_in
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
    over, over_route, over_seconds = _passed_over(group, directory)
    if group.not_reachable and group.not_reachable.to is not None:
        unreachable, route, waits = (
            _tone_or(group.not_reachable.to, group, directory),
            group.at("not_reachable", "to"),
            0,
        )
    else:
        unreachable, route, waits = over, over_route, over_seconds
    members, rung = ringable(group, directory.plan), rings_in(group)
    nobody = guard(*((member, UNREACHABLE) for member in members))
    edges = [Edge(node, unreachable, "not_reachable", route, seconds=waits, guard=nobody)]
    if not members:
        return edges
    silent = tuple((member, EVERY - rung) for member in members)
    busy = Guard(silent, ((members, EVERY - rung - UNREACHABLE),))
    edges.append(Edge(node, over, "when_busy", over_route, seconds=over_seconds, guard=busy))
    unanswered = _unanswered(group, node, directory)
    if unanswered.seconds:
        some = Guard(some=((members, ANSWERS),))
        edges.append(Edge(node, ANSWERED, "answered", group.at("members"), guard=some))
    edges.append(unanswered._replace(guard=Guard(some=((members, rung),))))
    return edges


def _tone_or(destination: str | VoicemailOf, group: HuntGroup, directory: Directory) -> Node:
    if destination == "busy_tone":
        return BUSY_BY_NAME
    return directory.goes_to(destination, directory.blocked_for(group))


def _passed_over(group: HuntGroup, directory: Directory) -> tuple[Node, Route, int]:
    """Everyone is passed over: the destination, the busy tone, waiting for the overflow, or the overflow at once."""
    if group.when_busy is not None and group.when_busy != "wait":
        return _tone_or(group.when_busy, group, directory), group.at("when_busy"), 0
    waits = group.when_busy == "wait"
    overflow, limit = group.overflow, directory.plan.company.ring_limit
    seconds = overflow.after or 0 if overflow and waits else 0
    if overflow and overflow.to is not None and seconds <= limit:
        return directory.goes_to(overflow.to, directory.blocked_for(group)), group.at("overflow", "to"), seconds
    if waits:
        return GIVES_UP, group.at("when_busy"), limit
    return BUSY_TONE, group.route, 0


def _unanswered(group: HuntGroup, node: Node, directory: Directory) -> Edge:
    """The overflow; without one, or where it would come too late, members ring until the call is given up."""
    overflow, limit = group.overflow, directory.plan.company.ring_limit
    if overflow is None or overflow.to is None:
        return Edge(node, GIVES_UP, "no_answer", group.route, seconds=limit)
    if (overflow.after or 0) > limit:
        return Edge(node, GIVES_UP, "no_answer", group.at("overflow", "after"), seconds=limit)
    target = directory.goes_to(overflow.to, directory.blocked_for(group))
    return Edge(node, target, "overflow", group.at("overflow", "to"), seconds=overflow.after or 0)
