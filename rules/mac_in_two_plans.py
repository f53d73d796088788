"""Two plans of the repository have a telephone with the same MAC address.

A MAC address is one telephone's, and the platform knows it once. Usually a plan was copied for another
company, or a phone moved along and was not taken out of the old plan.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.mac_address import is_blank, shown
from nummerplan.model.rule import About

ABOUT = About(code="NP617", level=Level.ERROR, manual="6.6.1", bad="", good="")


def check_repository(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    """All plans of a run against each other; the plan that comes later is pointed at."""
    if len(cases) == 1:
        return
    owners: dict[str, LinkedPlan] = {}
    for linked in cases:
        for mac, placed in linked.telephones.items():
            owner = owners.setdefault(mac, linked)
            if owner is not linked and not is_blank(mac):
                message = say(
                    "{mac} is also the address of a phone of {name} in the plan {plan}",
                    mac=shown(mac),
                    name=owner.telephones[mac][0].user.key,
                    plan=owner.name,
                )
                yield linked, Finding((*placed[0].route, "mac"), message, other_plan=owner.name)
