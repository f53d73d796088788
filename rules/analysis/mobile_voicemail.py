"""Mobiles whose own voicemail answers what nobody takes."""

from nummerplan.model.calls.call_graph import MESSAGE, MOBILE_VOICEMAIL, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

_VOICEMAIL = frozenset({MESSAGE, MOBILE_VOICEMAIL})


def answers_by_voicemail(node: Node | None, linked: LinkedPlan) -> bool:
    """Whether a voicemail in the mobile network may take a call: at any mobile outside.

    At an own mobile only where its forwarding leaves calls to it: one that sends on what it misses has none to take.
    """
    if node is None:
        return False
    if node.kind == "outside":
        return linked.numbering.classify(node.key) == "mobile"
    return node.kind == "mobile" and any(edge.target in _VOICEMAIL for edge in linked.graph.edges[node])
