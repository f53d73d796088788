"""Mobiles whose own voicemail answers what nobody takes."""

from nummerplan.model.calls.call_graph import MESSAGE, MOBILE_VOICEMAIL, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

_VOICEMAIL = frozenset({MESSAGE, MOBILE_VOICEMAIL})


def keeps_calls(mobile: Node, linked: LinkedPlan) -> bool:
    """Whether it is the company's own voicemail that answers at an own mobile: its messages stay with the company."""
    return any(edge.target == MESSAGE for edge in linked.graph.edges.get(mobile, ()))


def by_its_voicemail(mobile: Node, linked: LinkedPlan) -> list[Edge]:
    """The steps at an own mobile by which the network's voicemail takes a call."""
    return [edge for edge in linked.graph.edges.get(mobile, ()) if edge.target in _VOICEMAIL]


def answers_by_voicemail(node: Node | None, linked: LinkedPlan) -> bool:
    """Whether a voicemail in the mobile network may take a call: at any mobile outside.

    At an own mobile only where its forwarding leaves calls to it: one that sends on what it misses has none to take.
    """
    if node is None:
        return False
    if node.kind == "outside":
        return linked.numbering.classify(node.key) == "mobile"
    return node.kind == "mobile" and bool(by_its_voicemail(node, linked))
