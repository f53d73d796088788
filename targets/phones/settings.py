"""`[targets.phones]`: where telephones register, and what is the same for all of them."""

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

LONGEST_URL = 256
"""Characters of a provisioning address (Yealink's limit; others name none)."""

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])"
# User names and passwords do not belong in an address: it is shown and logged everywhere.
_URL = r"https://[A-Za-z0-9.\[\]:-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:%/-]*)?"


@dataclass(frozen=True, slots=True)
class _Shape:
    """The form of a setting: a number in it may be written as one. It is anchored at both ends."""

    pattern: str
    example: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        text = {"type": "string", "pattern": f"^(?:{self.pattern})$", "maxLength": LONGEST_URL}
        return {"anyOf": [text, {"type": "integer", "minimum": 0}], "examples": [self.example]}

    def _check(self, value: object, info: ValidationInfo) -> str:
        name = info.field_name or ""
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise problem(say("[targets.{target}] {name} is no text and no number", target="phones", name=name))
        text = str(value)
        number = int(text) if name == "port" and text.isdecimal() and len(text) < 9 else 0
        if not re.fullmatch(self.pattern, text) or number > 65535 or len(text) > LONGEST_URL:
            raise problem(
                say(
                    "[targets.phones] {setting} is {text}, which is not of the expected form: {example}",
                    setting=name,
                    text=repr(without_user(text)),
                    example=self.example,
                )
            )
        return text


class PhonesTable(TargetTable):
    """`[targets.phones]`: where the telephones of all plans register, and what is the same for all of them."""

    registrar: Annotated[str, _Shape(_HOST, "sip.example.net")] | None = Field(
        None, description="Where telephones register."
    )
    port: Annotated[str, _Shape("[1-9][0-9]{0,4}", "5060")] | None = Field(
        None, description="The registrar's port; without it telephones ask the DNS."
    )
    transport: Annotated[str, _Shape("udp|tcp|tls", "udp, tcp, tls")] | None = Field(
        None, description="How telephones speak to the registrar: udp, tcp or tls."
    )
    outbound_proxy: Annotated[str, _Shape(_HOST + "(?::[1-9][0-9]{0,4})?", "proxy.example.net:5060")] | None = Field(
        None, description="`host` or `host:port`; without it there is none."
    )
    register_expires: Annotated[str, _Shape("[1-9][0-9]{0,6}", "3600")] | None = Field(
        None, description="Seconds; without it each telephone keeps its own value."
    )
    ntp: Annotated[str, _Shape(_HOST, "time.example.net")] | None = Field(
        None, description="A time server; without it telephones use the one that DHCP names."
    )
    provisioning_url: Annotated[str, _Shape(_URL, "https://phones.example.net/shop/")] | None = Field(
        None, description="The https folder from which telephones fetch their files."
    )
    pickup_code: Annotated[str, _Shape("[0-9*#]{1,10}", "*8")] | None = Field(
        None, description="What a telephone dials before a colleague's extension to take his call."
    )
    voicemail_number: Annotated[str, _Shape("[0-9*#+]{1,20}", "1233")] | None = Field(
        None, description="What the message key dials; 1233 without it."
    )
