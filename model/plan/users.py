"""People (manual 6.5)."""

from typing import ClassVar

from nummerplan.model.plan.blocked_callers import BlockedCallers
from nummerplan.model.plan.company import Barring, ManagedByUser, Night, NightForwarding
from nummerplan.model.plan.devices import Device
from nummerplan.model.plan.fields.field_types import SecretText, Switch, Text
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Entity, Settings, setting
from nummerplan.model.plan.forwarding import Forwarding
from nummerplan.model.plan.schedules import Clocked
from nummerplan.model.plan.voicemail import Voicemail


class SimultaneousRing(Settings):
    """Other numbers that ring together with the user's devices (manual chapter 5, tab Simring)."""

    numbers: list[Text] = setting(
        [],
        "Up to ten numbers. An own mobile answers in its own state; any other number makes no call safe, and what "
        "block_outgoing or block_forwarding covers does not ring.",
        limit=Limit(0, 10),
        portal="Simring",
        manual="5",
    )
    answer_confirmation: Switch = setting(
        False,
        "Whoever answers there must press a key; without it a mobile's own voicemail takes the call: at once when the "
        "mobile is unreachable or busy, after 25 s when nobody answers.",
    )
    while_on_a_call: Switch = setting(
        True,
        "Ring them also while the user is on a call; never with do not disturb.",
    )
    during: Clocked | None = setting(
        None,
        "Only at these hours: a schedule, which knows no holidays, or {schedule, holidays}, which rests on them. "
        "Absent: always.",
    )


class User(Entity):
    """A person, or a telephone in a hall (manual 6.5)."""

    section: ClassVar[str] = "users"

    first_name: Text | None = setting(
        None,
        "1 to 30 characters.",
        limit=Limit(1, 30),
        portal="Voornaam",
        manual="6.5.1",
    )
    infix: Text | None = setting(None, "As in 'van der'.", portal="Tussenvoegsel", manual="9.2")
    last_name: Text | None = setting(
        None,
        "1 to 30 characters.",
        limit=Limit(1, 30),
        portal="Achternaam",
        manual="6.5.1",
    )
    extension: Text | None = setting(
        None,
        "2 to 6 digits, leading zeros count; always give one.",
        portal="Extensie; Intern nummer; Verkorte nummers",
        manual="6.5.1",
    )
    number: Text | None = setting(
        None,
        "A number of the company; rings this user from outside.",
        portal="Telefoonnummer; Extern telefoonnummer",
        manual="6.5.1",
    )
    extra_numbers: list[Text] = setting(
        [],
        "Further numbers or extensions that ring this user.",
        portal="Extra nummers; Verkorte nummers",
        manual="5.2.6",
    )
    username: Text | None = setting(
        None,
        "To log in to apps.",
        portal="Gebruikersnaam",
        manual="6.5.2",
    )
    password: SecretText | None = setting(
        None,
        "To log in to apps.",
        portal="Wachtwoord",
        manual="6.5.2",
    )
    pin: SecretText | None = setting(
        None,
        "4 to 8 digits.",
        portal="Pincode",
        manual="6.5.2",
    )
    hide_caller_id: Switch = setting(
        False,
        "Called parties see no number.",
        portal="Nummerweergave blokkeren",
        manual="6.5.1",
    )
    caller_id: Text | None = setting(
        None,
        "company, own, or a number of the company. Absent: as the company says.",
    )
    call_waiting: Switch = setting(
        True,
        "A second call rings while the user is on one; false: his devices do not ring then.",
        portal="Wisselgesprek",
        manual="6.5.1",
    )
    block_outgoing: list[Barring] | None = setting(
        None,
        "Replaces the company's list for this user; [] blocks nothing.",
    )
    devices: list[Device] = setting([], "All of them ring.", portal="Toestel; Nieuw toestel", manual="6.6")
    simultaneous_ring: SimultaneousRing | None = setting(
        None, "Other numbers that ring too.", portal="Simring", manual="5"
    )
    forwarding: Forwarding = setting(
        Forwarding(), "Where calls go that are not taken.", portal="Doorschakelen", manual="5.2.3, 6.6.4"
    )
    voicemail: Voicemail | None = setting(
        None,
        "Present is on.",
        portal="Gebruik voicemail",
        manual="6.6.4",
    )
    blocked_callers: BlockedCallers = setting(
        BlockedCallers(),
        "Callers that are refused.",
        portal="Blokkeren inkomende nummers; Blokken inkomende nummers",
        manual="5.2.4",
    )
    night_forwarding: Night = setting(
        NightForwarding(),
        "follow, on or off.",
        portal="Nachtschakeling",
        manual="6.6.4",
    )
    managed_by_user: list[ManagedByUser] | None = setting(None, "Replaces the company's list for this user.")
    unmanaged: list[Text] = setting(
        [], "Own settings that stay the platform's: check and proof treat them as not there, a deployment leaves them."
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")

    @property
    def full_name(self) -> str:
        """First name, infix and last name; the key of somebody who has none."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part) or self.key
