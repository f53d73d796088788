"""A portal password is shorter than the portal accepts.

It has at least six characters. Better than a password in a plan is none: with `welcome_mail: true` the
person gets a link and chooses his own.

What stands behind `!secret` is judged as soon as a provider of secrets is named (`compile`, `plan`, `deploy`), before
anything is written or sent. A password in plain text is the greater mistake, and is reported alone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.password import PORTAL_PASSWORD_LENGTH

ABOUT = About(
    code="NP709",
    level=Level.ERROR,
    manual="9.2",
    gives_way_to=("secret-in-plain-text",),
    of_secrets=True,
    bad="""
portal_users:
  beheerder:
    username: beheer
    password: Bea1!  # <-
""",
    good="""
portal_users:
  beheerder:
    username: beheer
    email: beheer@mijnbedrijf.example
    welcome_mail: true
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Portal passwords that are known: from a provider, or as plain text."""
    for person in linked.plan.portal_users.values():
        password = linked.secret_text(person.password)
        if password is not None and len(password) < PORTAL_PASSWORD_LENGTH:
            yield Finding(
                person.at("password"),
                say("a portal password has at least {count} characters", count=PORTAL_PASSWORD_LENGTH),
            )
