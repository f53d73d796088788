"""A telephone has no MAC address.

The exchange recognises a phone by it when the phone asks for its configuration; without it the phone gets
none, and the user cannot be called there. Copy it from the label. A phone that is set up by hand
(`generic-sip`) needs none.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.model.rule import About

ABOUT = About(
    code="NP616",
    level=Level.WARNING,
    manual="6.6.1",
    bad="""
users:
  receptie:
    devices:
      - model: yealink-t54w  # <-
""",
    good="""
users:
  receptie:
    devices:
      - {model: yealink-t54w, mac: 80:5E:C0:12:34:56}
      - {model: generic-sip}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Phones of the catalogue that the exchange could not recognise."""
    for user, place, device in linked.devices:
        model = linked.phone_catalogue.models.get(device.model)
        if device.mac is None and model is not None and model is not GENERIC:
            yield Finding(
                user.at("devices", place, "model"),
                say(
                    "this {model} has no MAC address and cannot fetch its configuration",
                    model=str(model),
                ),
                help=say("write mac: with the address on the label of the phone"),
            )
