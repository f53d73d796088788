"""A mobile forwards to an extension or a name of the plan.

Forwards of a mobile are carried out by the mobile network, which does not know the company's extensions:
the caller hears that the number is not in use. Write the whole phone number of the person or group.
"""

from collections.abc import Iterator

from nummerplan.model.call_graph import NOT_IN_USE
from nummerplan.model.case import Case
from nummerplan.model.deciding import claim_of
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.setting import Entity

ABOUT = About(
    code="NP322",
    level=Level.ERROR,
    manual="7.1",
    bad="""
users:
  victor: {extension: 212, number: 0854879612}
mobile:
  subscriptions:
    victor_mobiel:
      number: 0612345678
      forwarding:
        no_answer: 212  # <-
        not_reachable: victor  # <-
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
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Report forwards of mobiles that name what only the company's exchange knows."""
    if not case.plan.mobile.subscriptions:
        return
    for use in case.destinations:
        if use.owner is None or use.owner.section != "mobile" or use.node is not None:
            continue
        meant = _meant(case, use.text)
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
            claim=claim_of(use, case, NOT_IN_USE),
        )


def _meant(case: Case, text: str) -> Entity | None:
    """Who has the extension or the name."""
    if holders := case.extensions.get(text):
        return holders[0].entity
    return case.names[text][0] if text in case.names else None
