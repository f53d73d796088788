"""Mobiles whose own voicemail answers what nobody takes."""

from nummerplan.model.call_graph import Node
from nummerplan.model.case import Case
from nummerplan.model.mobile import Subscription


def answers_by_voicemail(node: Node | None, case: Case) -> bool:
    """Whether a voicemail in the mobile network may take a call: at any mobile outside, at an own one that has it."""
    if node is None:
        return False
    if node.kind == "outside":
        return case.numbering.classify(node.key) == "mobile"
    mobile = case.entity(node) if node.kind == "mobile" else None
    return isinstance(mobile, Subscription) and mobile.business_voicemail
