"""Mailboxes of the company: an announcement after hours, a shared mailbox, a fax box (manual 6.2 and 6.5.1)."""

from typing import ClassVar, Literal

from nummerplan.model.plan.fields.field_types import Switch, Text
from nummerplan.model.plan.fields.greeting import Greeting
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Entity, setting
from nummerplan.model.plan.voicemail import AfterGreeting, Then


class Mailbox(Entity):
    """A mailbox that belongs to nobody in particular, or a fax box."""

    section: ClassVar[str] = "mailboxes"

    kind: Literal["voice", "fax"] = setting(
        "voice", "voice or fax.", values={"voice": "Bedrijf Voicemail", "fax": "Bedrijf Fax"}, manual="6.5.1"
    )
    name: Text | None = setting(None, "1 to 30 characters.", manual="6.5.1", limit=Limit(1, 30))
    extension: Text | None = setting(
        None,
        "2 to 6 digits; 999 for the company's mailbox and 998 for its fax by custom.",
        portal="Extensie; Intern nummer",
        manual="6.4.4",
    )
    number: Text | None = setting(
        None,
        "A number of the company; a fax box needs one.",
        portal="Telefoonnummer; Extern telefoonnummer",
        manual="6.5.1",
    )
    greeting: Greeting = setting(
        "default",
        "default, recorded, an audio file or {say: TEXT}.",
        portal="Begroeting",
        values={"default": "Standaard"},
        manual="6.6.4",
    )
    record: Switch = setting(
        True,
        "false: the greeting is played and no message can be left.",
        values={"false": "Geen mogelijkheid om bericht in te spreken; Geen mogelijkheid om bericht inspreken"},
        manual="6.2",
    )
    then: Then = setting(
        AfterGreeting(),
        "With record: false, what follows the greeting: hang_up or {transfer: DESTINATION}.",
        manual="6.6.4",
    )
    email: Text | None = setting(
        None,
        "Where messages or faxes are sent.",
        portal="E-mailadres voor de voicemail; E-mailadres",
        manual="6.6.4",
    )
    copy_to: Text | None = setting(
        None,
        "A copy of each message goes here.",
        portal="Stuur een kopie van het voicemailbericht; Kopie e-mail adres",
        manual="6.6.4",
    )
    unmanaged: list[Text] = setting(
        [], "Own settings that stay the platform's: check and proof treat them as not there, a deployment leaves them."
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")
