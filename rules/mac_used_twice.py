"""Two telephones have the same MAC address.

A MAC address is one telephone's. The exchange would send the second configuration to the first phone, and
the second phone gets none: usually a line of the plan was copied and the address not changed.

Two users who do share one phone name the same model and a `line` each.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, Placed
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.mac_address import is_blank, shown
from nummerplan.model.rule import About

ABOUT = About(
    code="NP602",
    level=Level.ERROR,
    manual="6.6.1",
    bad="""
users:
  receptie:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56}]
  verkoop:
    devices: [{model: yealink-t54w, mac: 805E.C012.3456}]  # <-
""",
    good="""
users:
  receptie:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 1}]
  verkoop:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 2}]
  magazijn:
    devices: [{model: yealink-t31p, mac: 80:5E:C0:12:34:57}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Devices with one address that are not one phone shared by several users."""
    for mac, placed in linked.telephones.items():
        if len(placed) == 1 or is_blank(mac):
            continue
        first, *others = placed
        for other in others:
            if not _is_shared(first, other, placed):
                yield Finding(
                    (*other.route, "mac"),
                    say("{mac} is also the address of a phone of {name}", mac=shown(mac), name=first.user.key),
                    remarks=(Remark((*first.route, "mac"), say("{name} has it here", name=first.user.key)),),
                    help=say(
                        "copy the address from the phone's label; who shares a phone gives each user a line of it"
                    ),
                )


def _is_shared(first: Placed, other: Placed, placed: tuple[Placed, ...]) -> bool:
    """Whether two devices are meant to be one phone: one model, two users, and a line that was written."""
    if first.device.model != other.device.model or first.user is other.user:
        return False
    return any("line" in one.device.model_fields_set for one in placed)
