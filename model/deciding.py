"""Which steps of calls a setting decides, so that a rule can claim what a call does there."""

from collections.abc import Iterator

from nummerplan.model.call_graph import Condition, Edge, Node
from nummerplan.model.case import Case, DestinationUse, node_of
from nummerplan.model.setting import Entity
from nummerplan.model.source import Route
from nummerplan.model.witness import Claim, over

MOST = 12
"""So many places that share the company's night forwarding are asked for a call; they are alike."""


def deciding(use: DestinationUse, case: Case) -> list[Edge]:
    """The steps that lead to a destination.

    A number that rings together with a telephone has no step of its own: the call rings there, and nobody answers.
    """
    if use.purpose == "simultaneous_ring":
        return steps(use.owner, case, "no_answer") if use.owner else []
    route = use.route[:-1] if use.route[-1] == "voicemail" else use.route
    if use.owner is None:
        return list(_of_company(route, case))
    return decided_at(route, use.owner, case)


def decided_at(route: Route, owner: Entity, case: Case) -> list[Edge]:
    """The steps at an object, or at its voicemail, that a setting or a part of it decides."""
    edges = case.graph.edges
    both = (*edges.get(node_of(owner), ()), *edges.get(Node("voicemail", owner.key), ()))
    return [edge for edge in both if edge.route[: len(route)] == route]


def steps(owner: Entity, case: Case, *conditions: Condition) -> list[Edge]:
    """The steps of an object that are taken for one of these reasons, the first reason first."""
    edges = case.graph.edges.get(node_of(owner), ())
    return [edge for condition in conditions for edge in edges if edge.condition == condition]


def claim_of(use: DestinationUse, case: Case, *ends: Node) -> Claim:
    """A call is sent to a destination that is wrong as it is written, and ends so."""
    return over(deciding(use, case), *(ends if use.purpose != "simultaneous_ring" else ()), essential=False)


def _of_company(route: Route, case: Case) -> Iterator[Edge]:
    found = (edge for edges in case.graph.edges.values() for edge in edges[:4] if edge.route == route)
    for _, edge in zip(range(MOST), found, strict=False):
        yield edge
