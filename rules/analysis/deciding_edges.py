"""Which steps of calls a setting decides, so that a rule can claim what a call does there."""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import Condition, Edge, Node
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan, node_of
from nummerplan.model.calls.witness import Claim, over
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.source import Route

MOST = 12
"""So many places that share the company's night forwarding are asked for a call; they are alike."""


def deciding(use: DestinationUse, linked: LinkedPlan) -> list[Edge]:
    """The steps that lead to a destination.

    A number that rings together with a telephone has no step of its own: the call rings there, and nobody answers.
    """
    if use.purpose == "simultaneous_ring":
        return steps(use.owner, linked, "no_answer") if use.owner else []
    route = use.route[:-1] if use.route[-1] == "voicemail" else use.route
    if use.owner is None:
        return list(_of_company(route, linked))
    return decided_at(route, use.owner, linked)


def decided_at(route: Route, owner: Entity, linked: LinkedPlan) -> list[Edge]:
    """The steps at an object, or at its voicemail, that a setting or a part of it decides."""
    edges = linked.graph.edges
    both = (*edges.get(node_of(owner), ()), *edges.get(Node("voicemail", owner.key), ()))
    return [edge for edge in both if edge.route[: len(route)] == route]


def steps(owner: Entity, linked: LinkedPlan, *conditions: Condition) -> list[Edge]:
    """The steps of an object that are taken for one of these reasons, the first reason first."""
    edges = linked.graph.edges.get(node_of(owner), ())
    return [edge for condition in conditions for edge in edges if edge.condition == condition]


def claim_of(use: DestinationUse, linked: LinkedPlan, *ends: Node) -> Claim:
    """A call is sent to a destination that is wrong as it is written, and ends so."""
    return over(deciding(use, linked), *(ends if use.purpose != "simultaneous_ring" else ()), essential=False)


def _of_company(route: Route, linked: LinkedPlan) -> Iterator[Edge]:
    found = (edge for edges in linked.graph.edges.values() for edge in edges[:4] if edge.route == route)
    for _, edge in zip(range(MOST), found, strict=False):
        yield edge
