"""Nobody is left who may manage portal users.

Only a person with the role `manage_users` can let others in, change their roles or take their access
away. When the last one is blocked or loses the role, only the supplier can undo it.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP702",
    level=Level.WARNING,
    manual="9.1",
    bad="""
portal_users:  # <-
  directeur: {username: directie, roles: [manage_users], blocked: true}
  boekhouder: {username: boekhouding, roles: [view_invoices]}
""",
    good="""
portal_users:
  directeur: {username: directie, roles: [manage_users]}
  boekhouder: {username: boekhouding, roles: [view_invoices]}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Portal users of whom none that can log in has the role."""
    people = linked.plan.portal_users
    if people and not any("manage_users" in person.roles and not person.blocked for person in people.values()):
        yield Finding(
            ("portal_users",),
            say("none of the portal users who can log in has the role manage_users"),
            on_key=True,
            help=say("give manage_users to somebody who is not blocked"),
        )
