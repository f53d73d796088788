"""Two mobile subscriptions have the same SIM card.

A card belongs to one subscription. Blocking it after a theft would block the wrong one. All plans of the
repository are compared.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.rule import About

ABOUT = About(
    code="NP613",
    level=Level.ERROR,
    manual="7.1",
    bad="""
mobile:
  subscriptions:
    vera: {number: 0612345678, sim: 90124123}
    victor: {number: 0612345679, sim: 90124123}  # <-
""",
    good="""
mobile:
  subscriptions:
    vera: {number: 0612345678, sim: 90124123}
    victor: {number: 0612345679, sim: 90124124}
""",
)


def check_repository(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    """SIM cards of all plans of a run; the subscription that comes later is pointed at."""
    owners: dict[str, tuple[LinkedPlan, Subscription]] = {}
    for linked in cases:
        for mobile in linked.plan.mobile.subscriptions.values():
            if mobile.sim is None:
                continue
            owner_case, owner = owners.setdefault(mobile.sim.replace(" ", ""), (linked, mobile))
            if owner is mobile:
                continue
            if owner_case is linked:
                message = say("{sim} is also the SIM card of {name}", sim=mobile.sim, name=owner.key)
                remark = Remark(owner.at("sim"), say("{name} has it here", name=owner.key))
                yield linked, Finding(mobile.at("sim"), message, remarks=(remark,))
            else:
                message = say(
                    "{sim} is also the SIM card of {name} in the plan {plan}",
                    sim=mobile.sim,
                    name=owner.key,
                    plan=owner_case.name,
                )
                yield linked, Finding(mobile.at("sim"), message, other_plan=owner_case.name)
