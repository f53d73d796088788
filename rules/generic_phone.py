"""A telephone is set up by hand, so its security is up to you.

A phone that the exchange does not configure keeps the settings of its maker, passwords included. The
manual advises: switch its web interface off, or protect it with a good password, and see to it that it
can't be reached from the public internet in any way. No support is given for it.

It is reported once for a plan, at the first such phone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.model.rule import About

ABOUT = About(
    code="NP610",
    level=Level.ADVICE,
    manual="6.6.2",
    bad="""
users:
  receptie:
    devices: [{model: generic-sip}]  # <-
  verkoop:
    devices: [{model: generic-sip}]
""",
    good="""
users:
  receptie:
    devices: [{model: yealink-t54w}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The first phone of the plan that is set up by hand, and how many there are."""
    found = [placed for placed in linked.devices if placed.device.model == GENERIC.key]
    if found:
        yield Finding(
            (*found[0].route, "model"),
            say("telephones that are set up by hand: {count}; their security is up to you", count=len(found)),
            help=say(
                "switch their web interface off, or give it a good password, and keep them off the public internet"
            ),
        )
