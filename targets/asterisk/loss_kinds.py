"""What Asterisk cannot do of a plan, kind by kind: stable names, and what `explain` says of each."""

from nummerplan.model.artefact import LossKind
from nummerplan.model.message import say

ASTERISK_SPOKEN_TEXT = LossKind(
    "asterisk-spoken-text",
    "calls",
    say("Asterisk has no voice: callers hear its own prompt. Record the text, and name the file."),
)
ASTERISK_RECORDED_GREETING = LossKind(
    "asterisk-recorded-greeting",
    "calls",
    say("Only users record greetings by telephone on Asterisk; a menu and a mailbox play its own prompt."),
)
ASTERISK_SIP_PASSWORD = LossKind(
    "asterisk-sip-password",
    "calls",
    say("A telephone registers with a sip_password of visible ASCII characters; without one it never rings."),
)
ASTERISK_ACCOUNT = LossKind(
    "asterisk-account",
    "settings",
    say("Asterisk has no accounts for apps, and takes account names of letters, digits and few signs, each once."),
)
ASTERISK_MAIL = LossKind(
    "asterisk-mail",
    "settings",
    say("Asterisk mails messages to plain addresses, and keeps faxes as files."),
)
ASTERISK_PIN = LossKind("asterisk-pin", "settings", say("A mailbox is opened by telephone with a pin of digits only."))
ASTERISK_NOT_ITS_OWN = LossKind(
    "asterisk-not-its-own",
    "settings",
    say("The mobile network, portal users and alerts about costs are no affair of Asterisk."),
)

ASTERISK_LOSSES: tuple[LossKind, ...] = tuple(kind for kind in globals().values() if isinstance(kind, LossKind))
"""All of them."""
