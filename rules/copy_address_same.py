"""The copy of a message goes to the same address as the message.

Every message arrives twice. Leave `copy_to` out, or name somebody else.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP503",
    level=Level.WARNING,
    manual="6.6.4",
    bad="""
users:
  victor:
    extension: 212
    voicemail:
      email: victor@mijnbedrijf.example
      copy_to: Victor@mijnbedrijf.example  # <-
""",
    good="""
users:
  victor:
    extension: 212
    voicemail:
      email: victor@mijnbedrijf.example
      copy_to: verkoop@mijnbedrijf.example
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report copies that go where the message goes."""
    for user in linked.plan.users.values():
        voicemail = user.voicemail
        if voicemail and voicemail.copy_to and _same(voicemail.email, voicemail.copy_to):
            yield _twice(user.at("voicemail", "copy_to"), user.at("voicemail", "email"), voicemail.copy_to)
    for mailbox in linked.plan.mailboxes.values():
        if mailbox.copy_to and _same(mailbox.email, mailbox.copy_to):
            yield _twice(mailbox.at("copy_to"), mailbox.at("email"), mailbox.copy_to)


def _same(address: str | None, copy: str) -> bool:
    return address is not None and address.strip().casefold() == copy.strip().casefold()


def _twice(copy: Route, address: Route, text: str) -> Finding:
    return Finding(
        copy,
        say("{address} gets every message twice", address=text),
        remarks=(Remark(address, say("the message itself goes here")),),
        help=say("take copy_to out, or name another address"),
    )
