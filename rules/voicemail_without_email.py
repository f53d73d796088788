"""Messages have no e-mail address to go to.

A message is mailed as a sound file; without an address it is recorded and nobody ever hears of it. Only
with `access: phone` messages are heard on the telephone, and the address is a copy. A mailbox or fax box of
the company needs an address too, unless it only plays an announcement (`record: false`).
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP501",
    level=Level.ERROR,
    manual="6.6.4",
    bad="""
users:
  victor:
    extension: 212
    voicemail: {when: [busy, no_answer]}  # <-
mailboxes:
  klachten:  # <-
    extension: 997
""",
    good="""
users:
  victor:
    extension: 212
    voicemail: {email: victor@mijnbedrijf.example}
  magazijn:
    extension: 240
    voicemail: {access: phone}
mailboxes:
  company: {extension: 999, record: false, greeting: audio/gesloten.wav}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report voicemail, mailboxes and fax boxes that record and have no address."""
    for user in linked.plan.users.values():
        voicemail = user.voicemail
        if voicemail and not voicemail.email and voicemail.access == "email" and voicemail.record:
            yield Finding(
                user.at("voicemail"),
                say("the voicemail of {key} has no e-mail address: nobody hears its messages", key=user.key),
                on_key=True,
                help=say("write email: with the address to which messages go"),
            )
    for mailbox in linked.plan.mailboxes.values():
        if not mailbox.email and (mailbox.record or mailbox.kind == "fax"):
            yield Finding(
                mailbox.route,
                say("fax box {key} has no e-mail address: nobody sees its faxes", key=mailbox.key)
                if mailbox.kind == "fax"
                else say("mailbox {key} has no e-mail address: nobody hears its messages", key=mailbox.key),
                on_key=True,
                help=say("write email:, or record: false for an announcement only")
                if mailbox.kind == "voice"
                else say("write email: with the address to which faxes go"),
            )
