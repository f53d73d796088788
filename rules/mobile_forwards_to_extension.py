"""A mobile forwards to an extension, or to a name without a number.

Forwards of a mobile are carried out by the mobile network, which does not know the company's extensions:
the caller hears that the number is not in use. A name of the plan means its number there. Write the whole phone number
of the person or group, or give it one.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import NOT_IN_USE
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of

ABOUT = About(
    code="NP322",
    level=Level.ERROR,
    manual="7.1",
    bad="""
users:
  victor: {extension: 212, number: 0854879612, forwarding: {always: victor_mobiel}}
  magazijn: {extension: 240}
mobile:
  subscriptions:
    victor_mobiel:
      number: 0612345678
      forwarding:
        no_answer: 212  # <-
        not_reachable: magazijn  # <-
""",
    good="""
users:
  victor: {extension: 212, number: 0854879612}
mobile:
  subscriptions:
    victor_mobiel:
      number: 0612345678
      forwarding:
        no_answer: 0854879612
        not_reachable: victor
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report forwards of mobiles that name what only the company's exchange knows."""
    if not linked.plan.mobile.subscriptions:
        return
    for use in linked.destinations:
        if use.owner is None or use.owner.section != "mobile" or use.node is not None:
            continue
        meant = _meant(linked, use.text)
        if meant is None:
            continue
        number = getattr(meant, "number", None)
        yield Finding(
            use.route,
            say("a mobile cannot forward to {text}: its network dials phone numbers only", text=use.text),
            help=say("write {number}, the number of {key}", number=number, key=meant.key)
            if number
            else say("give {key} a number and write that, or choose another destination", key=meant.key),
            fix=Fix(say("write {number}", number=number), (SetValue(use.route, number),), safe=False)
            if number
            else None,
            claim=claim_of(use, linked, NOT_IN_USE),
        )


def _meant(linked: LinkedPlan, text: str) -> Entity | None:
    """Who has the extension or the name."""
    if holders := linked.extensions.get(text):
        return holders[0].entity
    return linked.names[text][0] if text in linked.names else None
