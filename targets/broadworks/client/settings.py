"""The settings of BroadWorks: `[platforms.NAME]` of a platform, and `[targets.broadworks]`, in the project's file."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from nummerplan.model.deployment.platform import Site
from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import Barring
from nummerplan.model.plan.fields.field_types import problem
from nummerplan.model.settings.project import PlatformTable, TargetTable
from nummerplan.model.settings.setting_types import ReadableText, SettingPath
from nummerplan.targets.broadworks.client.address import Address, Certificates, read_address
from nummerplan.targets.broadworks.client.offered.shared_call_appearance import FITTING, OPTIONS
from nummerplan.targets.broadworks.client.offered.voicemail_transfer import NONE, USUAL
from nummerplan.targets.broadworks.client.profile import DEFAULT, RELEASES
from nummerplan.targets.broadworks.client.setting_types import Between, ListedText
from nummerplan.targets.broadworks.protocol import Record, requests

CLASSES: tuple[str, ...] = get_args(Barring)


def _readable_address(text: str) -> str:
    try:
        read_address(text)
    except SettingError as error:
        raise problem(error.message) from None
    return text


def _transfer_code(text: str) -> str:
    if text != NONE and not re.fullmatch(r"[*#][0-9*#]{1,6}", text):
        raise problem(say("{text} is no code such as {usual}, and not {none}", text=text, usual=USUAL, none=NONE))
    return text


def _call_types() -> tuple[str, ...]:
    """The call types of numbers that the platform distinguishes, by the protocol's names."""
    permissions = requests()["UserOutgoingCallingPlanOriginatingModifyRequest"].fields[-1].type
    return tuple(field.xml for field in permissions.fields) if isinstance(permissions, Record) else ()


class BroadWorksPlatform(PlatformTable):
    """`[platforms.NAME]` with `kind = "broadworks"`. `rate` is in commands a second, `timeout` in seconds."""

    kind: Literal["broadworks"] = Field(description="`broadworks`")
    address: Annotated[ReadableText, AfterValidator(_readable_address)] | None = Field(
        None,
        description="where the platform is: `tls://HOST:2209`, `tcp://HOST:2208`, `https://HOST` or `http://HOST`",
    )
    user: ReadableText | None = Field(None, description="the administrator that logs in")
    password: ReadableText | None = Field(
        None,
        description="the name of the secret that is the administrator's password, such as `platforms/hosted`",
    )
    login: Annotated[ReadableText, ListedText(lambda: ("plain", "digest"))] | None = Field(
        None,
        description="`plain` (encrypted connections only, from R22 on) or `digest`; what is possible, `plain` first",
    )
    release: Annotated[ReadableText, ListedText(lambda: RELEASES)] | None = Field(
        None,
        description=f"the platform's release, {', '.join(RELEASES[:-1])} or {RELEASES[-1]}; "
        f"{DEFAULT} if it is not known; a login that may ask the platform for it does so",
    )
    rate: Annotated[float, Between(0.1, 100_000.0)] | None = Field(
        None, description="the most commands a second, of all companies and runs together; without it there is no limit"
    )
    timeout: Annotated[float, Between(1, 3600)] | None = Field(
        None, description="how many seconds the platform may take for an answer (60)"
    )
    ca_file: SettingPath | None = Field(
        None,
        description="a file of the authorities that the platform's certificate comes from, instead of the system's",
    )
    certificate: SettingPath | None = Field(
        None, description="our own certificate (PEM), where the platform asks for one"
    )
    certificate_key: SettingPath | None = Field(
        None, description="the key of our own certificate, if it is in another file"
    )
    # `schema` is a name that pydantic has taken.
    oci_schema: SettingPath | None = Field(
        None,
        alias="schema",
        description="a folder with the operator's own OCI schema, against which every document is held before it is "
        "sent",
    )
    call_types: dict[Annotated[str, ListedText(lambda: CLASSES)], Annotated[str, ListedText(_call_types)]] = Field(
        {},
        description='which call type of the platform holds a class of numbers: `{mobile = "specialServicesI"}`',
    )
    voicemail_transfer: Annotated[ReadableText, AfterValidator(_transfer_code)] = Field(
        USUAL,
        description="what is dialled before an extension to leave a message in that voicemail (`*55`), or `none`",
    )
    shared_call_appearance: Annotated[ReadableText, ListedText(lambda: OPTIONS)] = Field(
        FITTING,
        description="by which service a user's second telephone rings: `fitting` for the smallest that has room,"
        " one of them (`Shared Call Appearance 5`), or `none`",
    )
    device_types: dict[str, Annotated[str, Field(min_length=1)]] = Field(
        {}, description='what the platform calls a telephone model: `{yealink-t46u = "Yealink T46U"}`'
    )


def _known_release(text: str) -> str:
    if text not in RELEASES:
        known = ", ".join(RELEASES)
        raise problem(say("{release} is no release of BroadWorks; there are {known}", release=text, known=known))
    return text


class BroadWorksDocuments(TargetTable):
    """`[targets.broadworks]`: how documents are made for a plan that names no platform."""

    release: Annotated[str, AfterValidator(_known_release)] | None = Field(
        None,
        description=f"The release that the documents are for, {RELEASES[0]} to {RELEASES[-1]}; {DEFAULT} without it.",
    )
    oci_schema: SettingPath | None = Field(
        None,
        alias="schema",
        description="A folder with the operator's own OCI schema: what it does not allow is left out and reported.",
    )


SETTINGS = BroadWorksPlatform.meanings()
"""What each key of a platform means, for documentation."""


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
    table = BroadWorksPlatform.read(site.settings, ("platforms", site.name))
    address = read_address(_needed(site, "address", table.address))
    release = table.release or DEFAULT
    return PlatformSettings(
        address=address,
        user=_needed(site, "user", table.user),
        password=_needed(site, "password", table.password),
        login=_login(site, table.login, address, release),
        release=release,
        rate=table.rate,
        timeout=table.timeout or 60.0,
        certificates=Certificates(table.ca_file, table.certificate, table.certificate_key),
        schema=table.oci_schema,
    )


def _needed(site: Site, key: str, text: str | None) -> str:
    if text is None:
        raise _wrong(site, key, say("this is missing: {meaning}", meaning=SETTINGS[key]))
    return text


def _login(site: Site, login: str | None, address: Address, release: str) -> Literal["plain", "digest"]:
    possible = address.is_encrypted and release != "R21"
    if (login or ("plain" if possible else "digest")) == "digest":
        return "digest"
    if not possible:
        raise _wrong(site, "login", say("a plain password needs tls:// or https://, and a release from R22 on"))
    return "plain"


def _wrong(site: Site, key: str, problem: Message) -> SettingError:
    """A sentence that leads to the key."""
    return SettingError(say("[platforms.{platform}] {key}: {problem}", platform=site.name, key=key, problem=problem))
