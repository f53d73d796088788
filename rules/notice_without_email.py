"""A portal user is to be mailed and has no e-mail address.

What stands under `notify` is sent by e-mail. Without an address it is sent to nobody.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP704",
    level=Level.ERROR,
    manual="9.1",
    bad="""
portal_users:
  boekhouder:
    username: boekhouding
    notify: [invoices]  # <-
""",
    good="""
portal_users:
  boekhouder:
    username: boekhouding
    email: boekhouding@mijnbedrijf.example
    notify: [invoices]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """People with notices and no address."""
    for person in linked.plan.portal_users.values():
        if person.notify and not person.email:
            yield Finding(
                person.at("notify"),
                say("{name} has no e-mail address for these messages", name=person.key),
                on_key=True,
                help=say("add email:"),
            )
