"""Mobiles whose own voicemail answers what nobody takes."""

from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.mobile import Subscription


def answers_by_voicemail(node: Node | None, linked: LinkedPlan) -> bool:
    """Whether a voicemail in the mobile network may take a call: at any mobile outside, at an own one that has it."""
    if node is None:
        return False
    if node.kind == "outside":
        return linked.numbering.classify(node.key) == "mobile"
    mobile = linked.entity(node) if node.kind == "mobile" else None
    return isinstance(mobile, Subscription) and mobile.business_voicemail
