"""A new portal user would have no way to log in.

Either the portal mails a link with which the person chooses a password (`welcome_mail: true`, which is
also the default, and an `email`), or the plan gives a `password`. With neither the account exists and
nobody can use it. Somebody who is blocked is not looked at.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP710",
    level=Level.WARNING,
    manual="9.2",
    bad="""
portal_users:
  beheerder:  # <-
    username: beheer
    roles: [manage_users]
""",
    good="""
portal_users:
  beheerder:
    username: beheer
    email: beheer@mijnbedrijf.example
    roles: [manage_users]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """People without a password and without a mail to choose one."""
    for person in linked.plan.portal_users.values():
        if person.blocked or person.password is not None or (person.welcome_mail and person.email):
            continue
        if person.welcome_mail and person.notify:
            continue  # that the address is missing is reported where the mails are named
        if person.welcome_mail:
            message = say("{name} has no e-mail address for the mail with which a password is chosen", name=person.key)
        else:
            message = say("{name} gets no password and no mail to choose one", name=person.key)
        yield Finding(
            person.route,
            message,
            on_key=True,
            help=say("add email: with welcome_mail: true, or a password: !secret NAME"),
        )
