"""Two plans of the repository have a telephone with the same MAC address.

A MAC address is one telephone's, and the platform knows it once. Usually a plan was copied for another
company, or a phone moved along and was not taken out of the old plan.
"""

from collections.abc import Iterator

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.mac_address import is_blank, shown
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(code="NP617", level=Level.ERROR, manual="6.6.1", bad="", good="")


def check_repository(cases: list[Case]) -> Iterator[tuple[Case, Finding]]:
    """All plans of a run against each other; the plan that comes later is pointed at."""
    if len(cases) == 1:
        return
    owners: dict[str, Case] = {}
    for case in cases:
        for mac, placed in case.telephones.items():
            owner = owners.setdefault(mac, case)
            if owner is not case and not is_blank(mac):
                message = say(
                    "{mac} is also the address of a phone of {name} in the plan {plan}",
                    mac=shown(mac),
                    name=owner.telephones[mac][0].user.key,
                    plan=owner.name,
                )
                yield case, Finding((*placed[0].route, "mac"), message)
