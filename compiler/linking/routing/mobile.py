"""A call at an own mobile (`docs/semantics.md`, At an own mobile): its network forwards to phone numbers only."""

from typing import NamedTuple

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.model.calls.barring import bar_against
from nummerplan.model.calls.call_graph import (
    ANSWERED,
    MESSAGE,
    MOBILE_VOICEMAIL,
    NOT_IN_USE,
    Clock,
    Condition,
    Edge,
    Node,
)
from nummerplan.model.calls.guard import ANSWERS, EVERY, NEVER, UNREACHABLE, States, guard
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.mobile import MobileForwarding, Subscription
from nummerplan.model.source import Route

MOBILE_RING_TIME = 25
"""Seconds that an own mobile rings before its network forwards the call (an assumption)."""


class MobileStates(NamedTuple):
    """The states in which an own mobile is unreachable, busy, or rings; a blocked SIM is never reached."""

    unreachable: States
    busy: States
    rings: States


def mobile_states(mobile: Subscription) -> MobileStates:
    """What the states of its owner mean to the mobile network."""
    if mobile.sim_blocked:
        return MobileStates(EVERY, NEVER, NEVER)
    busy: States = frozenset({"busy", "on_call"} if "call_waiting" in mobile.barred else {"busy"})
    return MobileStates(UNREACHABLE, busy, EVERY - UNREACHABLE - busy)


def network_forwarding(mobile: Subscription) -> dict[str, str | VoicemailOf]:
    """Where the network forwards to, by case: a bar on automatic forwarding switches all of it off."""
    cases = () if "automatic_forwarding" in mobile.barred else MobileForwarding.model_fields
    given = ((case, getattr(mobile.forwarding, case)) for case in cases)
    return {case: forward.to for case, forward in given if forward is not None and forward.to is not None}


def network_voicemail(mobile: Subscription) -> tuple[Node, Route]:
    """What the network's voicemail is to the company: a message, or a box that is not the company's."""
    if mobile.business_voicemail:
        return MESSAGE, mobile.at("business_voicemail")
    return MOBILE_VOICEMAIL, mobile.route


def mobile_edges(mobile: Subscription, directory: Directory) -> list[Edge]:
    """What can happen to a call at an own mobile, in the order in which it is tried."""
    node, forwarding, states = node_of(mobile), network_forwarding(mobile), mobile_states(mobile)
    ended = []
    if mobile.ends is not None:
        number = directory.mobile_number(mobile.key)
        outside, when = Node("outside", number) if number else NOT_IN_USE, ((subscription_clock(mobile), False),)
        ended = [Edge(node, outside, "ended", mobile.at("ends"), when=when)]
    if "always" in forwarding:
        target = _target(forwarding["always"], mobile, directory)
        return [*ended, Edge(node, target, "always", mobile.at("forwarding", "always", "to"))]

    def edge(case: Condition, asks: States, seconds: int = 0) -> Edge:
        if case in forwarding:
            target, route = _target(forwarding[case], mobile, directory), mobile.at("forwarding", case, "to")
        else:
            target, route = network_voicemail(mobile)
        rings = ((mobile.key, states.rings),) if seconds else ()
        return Edge(node, target, case, route, seconds=seconds, guard=guard((mobile.key, asks)), rings=rings)

    answered = guard((mobile.key, states.rings & ANSWERS))
    edges = [
        edge("not_reachable", states.unreachable),
        edge("busy", states.busy),
        Edge(node, ANSWERED, "answered", mobile.route, guard=answered, rings=((mobile.key, states.rings),)),
        edge("no_answer", states.rings - ANSWERS, MOBILE_RING_TIME),
    ]
    return [*ended, *(edge for edge in edges if edge.guard.possible)]


def subscription_clock(mobile: Subscription) -> Clock:
    """Open as long as the subscription runs; after it the number is one outside."""
    return Clock(None, None, mobile.ends)


def _target(to: str | VoicemailOf, mobile: Subscription, directory: Directory) -> Node:
    """Where the network forwards to: a phone number, or the number of a key; it dials no extension.

    A forwarded call is a call of the subscription: it comes to no number that is barred.
    """
    number = directory.network_number(to) if isinstance(to, str) else None
    dialled = directory.numbering.e164(number) if number else None
    if number is None or (dialled and bar_against(mobile, directory.numbering.classify(dialled))):
        return NOT_IN_USE
    return directory.unless_blocked(directory.resolve_number(number))
