"""A call at an own mobile (`docs/semantics.md`, At an own mobile): its network forwards to phone numbers only."""

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.model.calls.call_graph import (
    ANSWERED,
    BUSY_TONE,
    MESSAGE,
    NOT_IN_USE,
    RINGS_OUT,
    Condition,
    Edge,
    Node,
)
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.mobile import MobileForward, Subscription
from nummerplan.model.source import Route

MOBILE_RING_TIME = 25
"""Seconds that an own mobile rings before its network forwards the call (an assumption)."""


def mobile_edges(mobile: Subscription, directory: Directory) -> list[Edge]:
    """What can happen to a call at an own mobile, in the order in which it is tried."""
    node = node_of(mobile)
    forwarding = mobile.forwarding

    def goes(linked: str, otherwise: Node) -> tuple[Node, Route]:
        given: MobileForward | None = getattr(forwarding, linked)
        if given is None or given.to is None:
            return (
                (MESSAGE, mobile.at("business_voicemail")) if mobile.business_voicemail else (otherwise, mobile.route)
            )
        target = directory.resolve_number(given.to) if isinstance(given.to, str) else None
        return target or NOT_IN_USE, mobile.at("forwarding", linked, "to")

    if forwarding.always and forwarding.always.to is not None:
        target, route = goes("always", NOT_IN_USE)
        return [Edge(node, target, "always", route)]
    edges = []
    cases: tuple[Condition, ...] = ("not_reachable", "busy")
    for linked in cases:
        target, route = goes(linked, BUSY_TONE)
        edges.append(Edge(node, target, linked, route))
    edges.append(Edge(node, ANSWERED, "answered", mobile.route))
    target, route = goes("no_answer", RINGS_OUT)
    seconds = directory.plan.company.ring_limit if target == RINGS_OUT else MOBILE_RING_TIME
    edges.append(Edge(node, target, "no_answer", route, seconds=seconds))
    return edges
