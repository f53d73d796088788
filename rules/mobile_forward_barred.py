"""A mobile forwards to a number that its subscription blocks.

A forwarded call is a call of the subscription, so what is barred cannot be forwarded to either, and the
caller is lost. Bars cannot be changed in the portal: choose another destination, or ask the supplier to
lift the bar.
"""

from collections.abc import Iterator

from nummerplan.model.calls.barring import bar_against
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP713",
    level=Level.WARNING,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      barred: [calls_to_abroad]
      forwarding:
        no_answer: +32 2 212 12 12  # <-
        busy: 0854879612
""",
    good="""
mobile:
  subscriptions:
    victor:
      number: 0612345678
      barred: [calls_to_abroad]
      forwarding:
        no_answer: 0854879612
        busy: 0854879612
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Forwards of each subscription against its own bars."""
    if not any(mobile.barred for mobile in linked.plan.mobile.subscriptions.values()):
        return
    for use in linked.destinations:
        if isinstance(use.owner, Subscription) and use.owner.barred:
            number = linked.numbering.e164(use.text)
            bar = bar_against(use.owner, linked.numbering.classify(number)) if number else None
            if bar:
                place = use.owner.barred.index(bar)
                yield Finding(
                    use.route,
                    say(
                        "{name} cannot forward to {number}: {bar} is barred",
                        name=use.owner.key,
                        number=use.text,
                        bar=bar,
                    ),
                    remarks=(Remark(use.owner.at("barred", place), say("barred here")),),
                    claim=claim_of(use, linked),
                )
