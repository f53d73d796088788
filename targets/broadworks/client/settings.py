"""The settings of a BroadWorks platform: `[platforms.NAME]` in the project's file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from nummerplan.model.deployment.platform import Site
from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import Barring
from nummerplan.targets.broadworks.client.address import Address, Certificates, read_address
from nummerplan.targets.broadworks.client.profile import DEFAULT, RELEASES
from nummerplan.targets.broadworks.protocol import Record, requests

SETTINGS: Mapping[str, str] = {
    "kind": "`broadworks`",
    "address": "where the platform is: `tls://HOST:2209`, `tcp://HOST:2208`, `https://HOST` or `http://HOST`",
    "user": "the administrator that logs in",
    "password": "the name of the secret that is the administrator's password, such as `platforms/hosted`",
    "login": "`plain` (encrypted connections only, from R22 on) or `digest`; what is possible, `plain` first",
    "release": f"the platform's release, {', '.join(RELEASES[:-1])} or {RELEASES[-1]}; {DEFAULT} if it is not known",
    "rate": "the most commands a second, of all companies and runs together; without it there is no limit",
    "timeout": "how many seconds the platform may take for an answer (60)",
    "ca_file": "a file of the authorities that the platform's certificate comes from, instead of the system's",
    "certificate": "our own certificate (PEM), where the platform asks for one",
    "certificate_key": "the key of our own certificate, if it is in another file",
    "schema": "a folder with the operator's own OCI schema, against which every document is held before it is sent",
    "call_types": 'which call type of the platform holds a class of numbers: `{mobile = "specialServicesI"}`',
    "device_types": 'what the platform calls a telephone model: `{yealink-t46u = "Yealink T46U"}`',
}
"""What each key means, for documentation; any other key is refused."""

CLASSES: tuple[str, ...] = get_args(Barring)
_LONGEST_WAIT = 3600
_SLOWEST, _FASTEST = 0.1, 100_000.0


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """How to speak to a platform. `password` is the name of a secret, `timeout` in seconds, `rate` in commands."""

    address: Address
    user: str
    password: str
    login: Literal["plain", "digest"] = "digest"
    release: str = DEFAULT
    rate: float | None = None
    timeout: float = 60.0
    certificates: Certificates = field(default_factory=Certificates)
    schema: Path | None = None


def read_settings(site: Site) -> PlatformSettings:
    """The settings of a site, checked. Raises `SettingError` with the table and the key."""
    table = _Table(site.name, site.settings)
    table.known(SETTINGS)
    try:
        address = read_address(table.text("address"))
    except SettingError as problem:
        raise table.wrong("address", problem.message) from None
    table.texts("call_types", CLASSES, _call_types())
    table.texts("device_types")
    release = table.one_of("release", RELEASES, DEFAULT)
    return PlatformSettings(
        address=address,
        user=table.text("user"),
        password=table.text("password"),
        login=_login(table, address, release),
        release=release,
        rate=table.number("rate", _SLOWEST, _FASTEST),
        timeout=table.number("timeout", 1, _LONGEST_WAIT) or 60.0,
        certificates=Certificates(table.path("ca_file"), table.path("certificate"), table.path("certificate_key")),
        schema=table.path("schema"),
    )


def _login(table: "_Table", address: Address, release: str) -> Literal["plain", "digest"]:
    possible = address.is_encrypted and release != "R21"
    if table.one_of("login", ("plain", "digest"), "plain" if possible else "digest") == "digest":
        return "digest"
    if not possible:
        raise table.wrong("login", say("a plain password needs tls:// or https://, and a release from R22 on"))
    return "plain"


def _call_types() -> tuple[str, ...]:
    """The call types of numbers that the platform distinguishes, by the protocol's names."""
    permissions = requests()["UserOutgoingCallingPlanOriginatingModifyRequest"].fields[-1].type
    return tuple(field.xml for field in permissions.fields) if isinstance(permissions, Record) else ()


class _Table:
    """`[platforms.NAME]` as it stands in the project's file."""

    def __init__(self, name: str, settings: Mapping[str, Any]) -> None:
        self._name = name
        self._settings = settings

    def wrong(self, key: str, problem: Message) -> SettingError:
        """A sentence that leads to the key."""
        return SettingError(
            say("[platforms.{platform}] {key}: {problem}", platform=self._name, key=key, problem=problem)
        )

    def known(self, keys: Mapping[str, str]) -> None:
        """Refuse keys that mean nothing."""
        from difflib import get_close_matches

        for key in self._settings:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                raise self.wrong(
                    key,
                    say("this is not known; did you mean {meant}?", meant=near[0])
                    if near
                    else say("this is not known; known here: {known}", known=", ".join(keys)),
                )

    def optional(self, key: str) -> str | None:
        """A text, if it is there."""
        text = self._settings.get(key)
        if text is not None and (not isinstance(text, str) or not text.strip() or not text.isprintable()):
            raise self.wrong(key, say("a text was expected"))
        return text

    def text(self, key: str) -> str:
        """A text that has to be there."""
        text = self.optional(key)
        if text is None:
            raise self.wrong(key, say("this is missing: {meaning}", meaning=SETTINGS[key]))
        return text

    def one_of(self, key: str, options: tuple[str, ...], default: str) -> str:
        """One of some texts."""
        text = self.optional(key)
        if text is not None and text not in options:
            raise self.wrong(key, _impossible(text, options))
        return text or default

    def number(self, key: str, least: float, most: float) -> float | None:
        """A number within limits, if it is there."""
        number = self._settings.get(key)
        if number is None:
            return None
        if not isinstance(number, int | float) or isinstance(number, bool) or not least <= number <= most:
            raise self.wrong(key, say("a number from {least} to {most} was expected", least=least, most=most))
        return float(number)

    def texts(self, key: str, names: tuple[str, ...] = (), options: tuple[str, ...] = ()) -> None:
        """Refuse anything but a table of texts, with these names and values if there are any."""
        table = self._settings.get(key, {})
        if not isinstance(table, Mapping) or not all(isinstance(value, str) and value for value in table.values()):
            raise self.wrong(key, say("a table of texts was expected"))
        for words, known in ((table.keys(), names), (table.values(), options)):
            for word in words:
                if known and word not in known:
                    raise self.wrong(key, _impossible(word, known))

    def path(self, key: str) -> Path | None:
        """A file or folder, seen from the working directory, if it is named."""
        text = self.optional(key)
        return Path(text).expanduser() if text is not None else None


def _impossible(word: str, options: tuple[str, ...]) -> Message:
    return say("{value} is not possible; possible are {options}", value=word, options=", ".join(options))
