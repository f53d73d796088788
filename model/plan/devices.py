"""Telephones and apps of a user (manual 6.6)."""

from nummerplan.model.plan.fields.field_types import Count, SecretText, Text
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Settings, setting


class Device(Settings):
    """A telephone or app of a user. All devices of a user ring (manual 6.6.1)."""

    model: Text = setting(
        ...,
        "A model of the catalogue, such as yealink-t54w, or generic-sip.",
        portal="Toesteltype; Toestelprofiel",
        values={"generic-sip": "Generic SIP Phone"},
        manual="6.6.1",
    )
    name: Text | None = setting(
        None,
        "1 to 40 characters. Absent: the user's key and the model.",
        limit=Limit(1, 40),
        portal="Toestelnaam",
        manual="6.6.1",
    )
    mac: Text | None = setting(
        None,
        "The address on the phone's label: twelve hexadecimal digits.",
        portal="MAC-adres",
        manual="6.6.1",
    )
    username: Text | None = setting(
        None,
        "With which the phone fetches its configuration.",
        portal="Toestelconfiguratie gebruikersnaam",
        manual="6.6.1",
    )
    password: SecretText | None = setting(
        None,
        "With which the phone fetches its configuration: at least 6 characters with a capital, a small letter, a digit "
        "and a special character.",
        portal="Toestelconfiguratie wachtwoord",
        manual="6.6.1",
    )
    line: Count = setting(1, "The line of the phone that this user has; two users can share a phone on two lines.")
    sip_username: Text | None = setting(
        None,
        "The SIP account. Absent: the device's name.",
        manual="6.6.2",
    )
    sip_password: SecretText | None = setting(
        None,
        "The SIP account's password.",
        manual="6.6.2",
    )
    keys: list[Text] = setting([], "What the phone's line keys watch and dial, in order: keys, extensions or numbers.")
    serial: Text | None = setting(None, "The serial number on the label; some redirect services ask for it.")
    mac_crc: Text | None = setting(None, "The four characters behind the MAC on a Gigaset label.", limit=Limit(4, 4))
