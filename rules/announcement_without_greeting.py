"""A mailbox only plays an announcement, and has none.

With `record: false` the greeting is all that a caller gets. The platform's own greeting asks for a message
after the tone, and then the call is ended. Record or upload what callers should hear.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.voicemail import Voicemail
from nummerplan.model.rule import About

ABOUT = About(
    code="NP504",
    level=Level.WARNING,
    manual="6.2",
    bad="""
users:
  victor:
    extension: 212
    voicemail: {email: victor@mijnbedrijf.example, record: false}  # <-
mailboxes:
  company:
    extension: 999
    record: false  # <-
""",
    good="""
users:
  victor:
    extension: 212
    voicemail:
      email: victor@mijnbedrijf.example
      record: false
      greetings: {no_answer: audio/op-vakantie.wav}
mailboxes:
  company:
    extension: 999
    record: false
    greeting: audio/gesloten.wav
  doorgang:
    extension: 996
    record: false
    then: {transfer: victor}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report announcements that nobody made; a mailbox that only sends callers on needs none."""
    for user in linked.plan.users.values():
        if user.voicemail and not user.voicemail.record and _silent(user.voicemail):
            yield Finding(
                user.at("voicemail", "record"),
                say("the voicemail of {key} takes no message and has no greeting of its own", key=user.key),
                help=say("write greetings: with an audio file, recorded, or {{say: TEXT}}"),
            )
    for mailbox in linked.plan.mailboxes.values():
        if (
            mailbox.kind == "voice"
            and not mailbox.record
            and mailbox.greeting == "default"
            and not mailbox.then.transfer
        ):
            yield Finding(
                mailbox.at("record"),
                say("mailbox {key} takes no message and has no greeting of its own", key=mailbox.key),
                help=say("write greeting: with an audio file, recorded, or {{say: TEXT}}"),
            )


def _silent(voicemail: Voicemail) -> bool:
    """Whether some caller of a user's voicemail hears the platform's greeting, and that is all."""
    if voicemail.then.transfer:
        return False
    greetings = {
        linked: voicemail.greetings.busy if linked == "busy" else voicemail.greetings.no_answer
        for linked in voicemail.when
    }
    return any(greeting in (None, "default") for greeting in greetings.values())
