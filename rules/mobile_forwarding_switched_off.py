"""A mobile's forwarding never acts: its subscription bars it.

With `automatic_forwarding` barred the mobile network forwards nothing, whatever stands under `forwarding`: calls that
the mobile does not take go to the network's voicemail. Ask the supplier to lift the bar, or leave the forwarding out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.mobile import MobileForwarding, Subscription
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP714",
    level=Level.WARNING,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      barred: [automatic_forwarding]
      forwarding:  # <-
        busy: 0854879612
        no_answer: 0854879612
        not_reachable: 0854879612
""",
    good="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      barred: [call_waiting]
      forwarding:
        busy: 0854879612
        no_answer: 0854879612
        not_reachable: 0854879612
    vera:
      number: 0612345679
      barred: [automatic_forwarding]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each subscription that writes forwarding which it bars, once."""
    for mobile in linked.plan.mobile.subscriptions.values():
        if "automatic_forwarding" in mobile.barred and _forwards(mobile):
            yield Finding(
                mobile.at("forwarding"),
                say("the forwarding of {key} never acts: automatic_forwarding is barred", key=mobile.key),
                on_key=True,
                remarks=(Remark(mobile.at("barred", mobile.barred.index("automatic_forwarding")), say("barred here")),),
                help=say("ask the supplier to lift the bar, or leave forwarding out"),
                claim=over(steps(mobile, linked, "no_answer", "busy", "not_reachable"), essential=False),
            )


def _forwards(mobile: Subscription) -> bool:
    """Whether a destination is written for any case."""
    forwards = (getattr(mobile.forwarding, case) for case in MobileForwarding.model_fields)
    return any(forward is not None and forward.to is not None for forward in forwards)
