"""`[targets.asterisk]`: the trunk to the carrier, and the addresses at which this Asterisk is."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import problem
from nummerplan.model.settings.project import TargetTable
from nummerplan.model.settings.setting_types import without_user

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])"
_ADDRESS = r"[0-9A-Fa-f.:]{2,45}(?:/[0-9]{1,3})?"
_PORT = "[1-9][0-9]{0,4}"
_PORTS = ("port", "trunk_port", "rtp_start", "rtp_end")
_MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}"


@dataclass(frozen=True, slots=True)
class _Shape:
    """The form of a setting: a number in it may be written as one. It is anchored at both ends."""

    pattern: str
    example: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        text = {"type": "string", "pattern": f"^(?:{self.pattern})$"}
        return {"anyOf": [text, {"type": "integer", "minimum": 0}], "examples": [self.example]}

    def _check(self, value: object, info: ValidationInfo) -> str:
        name = info.field_name or ""
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise problem(say("[targets.{target}] {name} is no text and no number", target="asterisk", name=name))
        text = str(value)
        if not re.fullmatch(self.pattern, text) or (name in _PORTS and int(text) > 65535):
            raise problem(
                say(
                    "[targets.asterisk] {setting} is {text}, which is not of the expected form: {example}",
                    setting=name,
                    text=repr(without_user(text)),
                    example=self.example,
                )
            )
        return text


_Host = Annotated[str, _Shape(_HOST, "sip.carrier.example")]
_Port = Annotated[str, _Shape(_PORT, "5060")]


class AsteriskTable(TargetTable):
    """`[targets.asterisk]`: the trunk to the carrier, and the addresses at which this Asterisk is."""

    bind: Annotated[str, _Shape(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:]{2,39}\]", "192.0.2.10")] | None = Field(
        None, description="The address at which Asterisk listens; all without it."
    )
    port: _Port | None = Field(None, description="The port at which Asterisk listens; 5060 without it.")
    transport: Annotated[str, _Shape("udp|tcp", "udp, tcp")] | None = Field(
        None, description="How telephones and the trunk speak to Asterisk: udp (without it) or tcp."
    )
    media_address: _Host | None = Field(None, description="The address for speech, where it is another than `bind`.")
    external_address: _Host | None = Field(None, description="This machine's address as the carrier sees it.")
    local_network: Annotated[str, _Shape(_ADDRESS, "192.168.1.0/24")] | None = Field(
        None, description="The network of the telephones, where `external_address` is given."
    )
    rtp_start: _Port | None = Field(None, description="The first port for speech; 10000 without it.")
    rtp_end: _Port | None = Field(None, description="The last port for speech; 20000 without it.")
    trunk_host: _Host | None = Field(
        None, description="The carrier's server. Without it there are no calls from and to outside."
    )
    trunk_port: _Port | None = Field(None, description="The carrier's port; 5060 without it.")
    trunk_match: Annotated[str, _Shape(f"{_ADDRESS}(?: *, *{_ADDRESS})*", "192.0.2.0/28, 198.51.100.7")] | None = Field(
        None, description="Addresses from which the carrier's calls come; without it those of `trunk_host`."
    )
    trunk_username: Annotated[str, _Shape(r"[A-Za-z0-9_.+@-]{1,80}", "31887654000")] | None = Field(
        None, description="The account at the carrier: Asterisk registers there and answers its questions."
    )
    trunk_password: Annotated[str, _Shape(r"[A-Za-z0-9_./-]{1,120}", "trunk/password")] | None = Field(
        None, description="The name of the secret that holds the account's password."
    )
    mail_from: Annotated[str, _Shape(_MAIL, "voicemail@example.net")] | None = Field(
        None, description="The sender of mails with messages; Asterisk's own without it."
    )
    mail_command: Annotated[str, _Shape(r"/[A-Za-z0-9/._-]+(?: -{1,2}[A-Za-z-]+)*", "/usr/sbin/sendmail -t")] | None = (
        Field(None, description="The program that sends a mail; `/usr/sbin/sendmail -t` without it.")
    )
