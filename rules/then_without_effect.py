"""What follows a greeting is written, and a message is recorded instead.

`then` says what comes after the greeting where nobody can leave a message. With `record: true`, the default, the caller
leaves his message and `then` never happens. Write `record: false`, or leave `then` out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.voicemail import Voicemail
from nummerplan.model.rule import About

ABOUT = About(
    code="NP510",
    level=Level.WARNING,
    manual="6.6.4",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail:
      email: receptie@mijnbedrijf.example
      then: {transfer: bedrijf}  # <-
mailboxes:
  bedrijf:
    extension: 999
    email: info@mijnbedrijf.example
    then: hang_up  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail:
      email: receptie@mijnbedrijf.example
      record: false
      then: {transfer: bedrijf}
mailboxes:
  bedrijf:
    extension: 999
    record: false
    then: hang_up
    greeting: audio/gesloten.wav
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at mailboxes, and at the voicemail of users; what the defaults say is for those who do not record."""
    defaults = linked.plan.defaults
    default = defaults.mailboxes.then if defaults.mailboxes else None
    for mailbox in linked.plan.mailboxes.values():
        if mailbox.kind == "voice" and _without_effect(mailbox, default):
            yield Finding(mailbox.at("then"), _MESSAGE, on_key=True, help=_HELP)
    voicemail = defaults.users.voicemail if defaults.users else None
    default = voicemail.then if voicemail else None
    for user in linked.plan.users.values():
        if user.voicemail is not None and _without_effect(user.voicemail, default):
            yield Finding(user.at("voicemail", "then"), _MESSAGE, on_key=True, help=_HELP)


_MESSAGE = say("a message is recorded here, so what then says never happens")
_HELP = say("write record: false, or leave then out")


def _without_effect(box: Mailbox | Voicemail, default: object) -> bool:
    return box.record and "then" in box.model_fields_set and box.then is not default
