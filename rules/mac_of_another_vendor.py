"""The MAC address belongs to another vendor's phones.

The first six digits of an address say who made the device. Where they are another vendor's, the model or
the address is wrong, and the phone will ask for a configuration that is not there. Compare both with the
label.

It is a warning only, because vendors are given new addresses. For vendors with very many of them (Cisco,
Panasonic, Poly) only an address that is known to be somebody else's is doubted.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.mac_address import is_blank, is_group, is_local
from nummerplan.model.plan.phone_catalogue import PhoneCatalogue, PhoneModel
from nummerplan.model.rule import About
from nummerplan.rules.analysis.mac_vendor import is_doubtful, owner

ABOUT = About(
    code="NP603",
    level=Level.WARNING,
    manual="6.6.1",
    bad="""
users:
  receptie:
    devices: [{model: yealink-t54w, mac: 00:04:13:12:34:56}]  # <-
""",
    good="""
users:
  receptie:
    devices: [{model: snom-d735, mac: 00:04:13:12:34:56}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every phone of the catalogue against the first half of its address, a shared phone once."""
    catalogue = linked.phone_catalogue
    for mac, placed in linked.telephones.items():
        model = catalogue.models.get(placed[0].device.model)
        if model is None or not is_doubtful(catalogue, mac, model.vendor):
            continue
        if not (is_blank(mac) or is_group(mac) or is_local(mac)):
            yield Finding(
                (*placed[0].route, "mac"),
                _message(catalogue, mac, model),
                help=say("compare the model and the address with the label of the phone"),
            )


def _message(catalogue: PhoneCatalogue, mac: str, model: PhoneModel) -> Message:
    prefix = ":".join((mac[0:2], mac[2:4], mac[4:6])).upper()
    other = owner(catalogue, mac)
    if other is None:
        return say(
            "no {vendor} phone is known whose MAC address begins with {prefix}", vendor=model.vendor, prefix=prefix
        )
    return say(
        "a MAC address that begins with {prefix} belongs to {other}, not to {vendor}",
        prefix=prefix,
        other=other,
        vendor=model.vendor,
    )
