"""Two telephones have the same name.

The platform knows a device by its name within the company, and cannot hold a second one of that name. Two
users who share one phone name it alike and give the same MAC address.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, Placed
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.rule import About

ABOUT = About(
    code="NP619",
    level=Level.ERROR,
    manual="6.6.1",
    bad="""
users:
  receptie:
    devices: [{model: yealink-t54w, name: balie, mac: 80:5E:C0:12:34:56}]
  verkoop:
    devices: [{model: yealink-t54w, name: balie, mac: 80:5E:C0:12:34:57}]  # <-
""",
    good="""
users:
  receptie:
    devices: [{model: yealink-t54w, name: balie-1, mac: 80:5E:C0:12:34:56}]
  verkoop:
    devices: [{model: yealink-t54w, name: balie-2, mac: 80:5E:C0:12:34:57}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Names that were given, of devices that are not one phone."""
    owners: dict[str, Placed] = {}
    for one in linked.devices:
        device = one.device
        if device.name is None:
            continue
        first = owners.setdefault(device.name, one)
        if first is one or (device.mac and normalise_mac(device.mac) == normalise_mac(first.device.mac or "")):
            continue
        yield Finding(
            (*one.route, "name"),
            say("{device} is also the name of a phone of {name}", device=device.name, name=first.user.key),
            remarks=(Remark((*first.route, "name"), say("{name} has it here", name=first.user.key)),),
        )
