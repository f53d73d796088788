"""An e-mail address is malformed.

Mail to it comes back, and messages, faxes or warnings are lost. Write one plain address, `name@example.nl`,
without a display name.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.email_address import is_email_address

ABOUT = About(
    code="NP502",
    level=Level.ERROR,
    manual="6.6.4",
    bad="""
users:
  victor:
    extension: 212
    voicemail:
      email: victor@mijnbedrijf  # <-
      copy_to: verkoop.mijnbedrijf.example  # <-
mailboxes:
  fax:
    kind: fax
    extension: 998
    email: Fax <fax@mijnbedrijf.example>  # <-
portal_users:
  beheerder: {email: beheer@@mijnbedrijf.example}  # <-
""",
    good="""
users:
  victor:
    extension: 212
    voicemail:
      email: victor+telefoon@mijnbedrijf.example
      copy_to: verkoop@post.mijnbedrijf.example
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report every address of the plan that mail cannot go to."""
    for user in linked.plan.users.values():
        if voicemail := user.voicemail:
            if voicemail.email is not None and not is_email_address(voicemail.email):
                yield _malformed(user.at("voicemail", "email"), voicemail.email)
            if voicemail.copy_to is not None and not is_email_address(voicemail.copy_to):
                yield _malformed(user.at("voicemail", "copy_to"), voicemail.copy_to)
    for mailbox in linked.plan.mailboxes.values():
        if mailbox.email is not None and not is_email_address(mailbox.email):
            yield _malformed(mailbox.at("email"), mailbox.email)
        if mailbox.copy_to is not None and not is_email_address(mailbox.copy_to):
            yield _malformed(mailbox.at("copy_to"), mailbox.copy_to)
    for portal_user in linked.plan.portal_users.values():
        if portal_user.email is not None and not is_email_address(portal_user.email):
            yield _malformed(portal_user.at("email"), portal_user.email)


def _malformed(route: Route, address: str) -> Finding:
    return Finding(
        route,
        say("{address} is no e-mail address", address=address),
        help=say("write one address, such as name@example.nl"),
    )
