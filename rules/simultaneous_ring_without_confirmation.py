"""A mobile rings along without answer confirmation.

Whoever answers first has the call, and a mobile's own voicemail answers too: when the mobile is switched off it does
so at once, and the desk has hardly rung. With `answer_confirmation: true` whoever answers the mobile presses a key
before the call is handed over, which a voicemail never does.
"""

from collections.abc import Iterator

from nummerplan.model.calls.barring import barred_class
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan, node_of
from nummerplan.model.calls.witness import Claim, over
from nummerplan.model.finding import AddEntry, Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of
from nummerplan.rules.analysis.mobile_voicemail import answers_by_voicemail

ABOUT = About(
    code="NP224",
    level=Level.WARNING,
    manual="5",
    bad="""
users:
  verkoper:
    extension: 211
    devices: [{model: yealink-t54w}]
    simultaneous_ring:
      numbers: ["0612345679"]  # <-
""",
    good="""
users:
  verkoper:
    extension: 211
    devices: [{model: yealink-t54w}]
    simultaneous_ring:
      numbers: ["0612345679"]
      answer_confirmation: true
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for mobiles that ring along and need no key."""
    for use in linked.destinations:
        if use.purpose != "simultaneous_ring" or not isinstance(use.owner, User):
            continue
        ring = use.owner.simultaneous_ring
        takes_calls = ring and not ring.answer_confirmation and answers_by_voicemail(use.node, linked)
        if takes_calls and not barred_class(linked, use):
            yield Finding(
                use.route,
                say("the voicemail of {number} can take calls for {key}", number=use.text, key=use.owner.key),
                help=say("add answer_confirmation: true: who answers the mobile presses a key"),
                fix=_fix(use.owner),
                claim=_claim(use, linked),
            )


def _claim(use: DestinationUse, linked: LinkedPlan) -> Claim:
    """A call that the voicemail of the mobile takes; of a mobile outside it is only seen that it rings."""
    edges = linked.graph.edges[node_of(use.owner)] if use.owner else ()
    taken = [edge for edge in edges if edge.condition == "mobile_voicemail" and use.node and edge.key == use.node.key]
    return over(taken, essential=False) if taken else claim_of(use, linked)


def _fix(user: User) -> Fix:
    ring = user.at("simultaneous_ring")
    written = user.simultaneous_ring and "answer_confirmation" in user.simultaneous_ring.model_fields_set
    edit = (
        SetValue((*ring, "answer_confirmation"), "true") if written else AddEntry(ring, "answer_confirmation", "true")
    )
    return Fix(say("ask for a key on the mobile"), (edit,), safe=False)
