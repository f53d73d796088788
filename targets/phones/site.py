"""What all telephones of a plan share: where they register, and the company's language, country and clock."""

import re
from dataclasses import dataclass
from typing import Literal

from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import Company

SETTINGS = (
    "registrar",
    "port",
    "transport",
    "outbound_proxy",
    "register_expires",
    "ntp",
    "provisioning_url",
    "pickup_code",
    "voicemail_number",
)

SipTransport = Literal["udp", "tcp", "tls"]
LONGEST_URL = 256
"""Characters of a provisioning address (Yealink's limit; others name none)."""

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])"
_SHAPES = {
    "registrar": (_HOST, "sip.example.net"),
    "port": ("[1-9][0-9]{0,4}", "5060"),
    "transport": ("udp|tcp|tls", "udp, tcp, tls"),
    "outbound_proxy": (_HOST + "(?::[1-9][0-9]{0,4})?", "proxy.example.net:5060"),
    "register_expires": ("[1-9][0-9]{0,6}", "3600"),
    "ntp": (_HOST, "time.example.net"),
    # User names and passwords do not belong in an address: it is shown and logged everywhere.
    "provisioning_url": (r"https://[A-Za-z0-9.\[\]:-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:%/-]*)?", "https://phones.example.net/shop/"),
    "pickup_code": ("[0-9*#]{1,10}", "*8"),
    "voicemail_number": ("[0-9*#+]{1,20}", "1233"),
}  # fmt: skip


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
    texts = {name: _checked(name, settings[name]) if name in settings else "" for name in SETTINGS}
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


def _checked(name: str, text: str) -> str:
    shape, example = _SHAPES[name]
    number = int(text) if name == "port" and text.isdecimal() and len(text) < 9 else 0
    if not re.fullmatch(shape, text) or number > 65535 or len(text) > LONGEST_URL:
        raise SettingError(
            say(
                "[targets.phones] {setting} is {text}, which is not of the expected form: {example}",
                setting=name,
                text=repr(text),
                example=example,
            )
        )
    return text
