"""What all telephones of a plan share: where they register, and the company's language, country and clock."""

from dataclasses import dataclass
from typing import Literal

from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import Company
from nummerplan.targets.phones.settings import PhonesTable

SipTransport = Literal["udp", "tcp", "tls"]


@dataclass(frozen=True, slots=True)
class PhoneSettings:
    """The settings, checked. An empty text means that the setting is absent; `registrar` is then a placeholder."""

    registrar: str
    port: str
    transport: SipTransport | None
    outbound_proxy: str
    register_expires: str
    ntp: str
    provisioning_url: str
    pickup_code: str
    voicemail_number: str
    language: str
    country: str
    time_zone: str


def placeholder(setting: str) -> str:
    """What stands for a setting that the project does not name."""
    return f"{{{{setting {setting}}}}}"


def phone_settings(settings: dict[str, str], company: Company) -> tuple[PhoneSettings, list[Message]]:
    """The checked settings, and notes about those that files cannot do without. Raises `SettingError`."""
    table = PhonesTable.read(settings, ("targets", "phones"))
    texts = {name: text or "" for name, text in table}
    notes = [
        say("[targets.phones] sets no {setting}: the files hold {mark}", setting=name, mark=placeholder(name))
        for name in ("registrar", "transport")
        if not texts[name]
    ]  # fmt: skip
    transports: dict[str, SipTransport] = {"udp": "udp", "tcp": "tcp", "tls": "tls"}
    site = PhoneSettings(
        registrar=texts["registrar"] or placeholder("registrar"),
        port=texts["port"],
        transport=transports.get(texts["transport"]),
        outbound_proxy=texts["outbound_proxy"],
        register_expires=texts["register_expires"],
        ntp=texts["ntp"],
        provisioning_url=texts["provisioning_url"].rstrip("/"),
        pickup_code=texts["pickup_code"],
        voicemail_number=texts["voicemail_number"] or "1233",
        language=company.language,
        country=company.country,
        time_zone=company.time_zone,
    )
    return site, notes
