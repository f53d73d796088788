"""An operator's own schema, when there is one, has the last word before anything is sent."""

from pathlib import Path
from typing import Any

import pytest
from command import nummerplan

from nummerplan.model.errors import SettingError
from nummerplan.targets.broadworks.client.field_values import NIL, SecretReference
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.schema import MAIN_FILE, OciSchema

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
MESSAGES = (
    HEAD
    + """xmlns="C" targetNamespace="C">
  <xs:element name="BroadsoftDocument">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="sessionId" type="xs:string"/>
        <xs:element name="command" type="Command" maxOccurs="15"/>
      </xs:sequence>
      <xs:attribute name="protocol" type="xs:NMTOKEN" use="required"/>
    </xs:complexType>
  </xs:element>
  <xs:complexType name="Command" abstract="true"><xs:sequence/></xs:complexType>
</xs:schema>
"""
)
COMMANDS = (
    HEAD
    + """xmlns:core="C">
  <xs:import namespace="C" schemaLocation="{messages}"/>
  <xs:simpleType name="Pin"><xs:restriction base="xs:token"><xs:maxLength value="6"/></xs:restriction></xs:simpleType>
  <xs:complexType name="UserPortalPasscodeModifyRequest"><xs:complexContent><xs:extension base="core:Command">
  <xs:sequence>
    <xs:element name="userId" type="xs:token"/>
    <xs:element name="newPasscode" type="Pin"/>
  </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
  <xs:complexType name="UserCallForwardingAlwaysModifyRequest"><xs:complexContent><xs:extension base="core:Command">
  <xs:sequence>
    <xs:element name="userId" type="xs:token"/>
    <xs:element name="isActive" type="xs:boolean" minOccurs="0"/>
    <xs:element name="forwardToPhoneNumber" type="xs:token" minOccurs="0" nillable="true"/>
  </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
</xs:schema>
"""
)


def schema(folder: Path, messages: str = "Messages.xsd") -> OciSchema:
    (folder / "Messages.xsd").write_text(MESSAGES, "utf-8")
    (folder / MAIN_FILE).write_text(COMMANDS.replace("{messages}", messages), "utf-8")
    return OciSchema(folder)


def forward(**fields: Any) -> Query:
    return Query("UserCallForwardingAlwaysModifyRequest", {"user_id": "anna"} | fields)


def passcode(value: object) -> Query:
    return Query("UserPortalPasscodeModifyRequest", {"user_id": "anna", "new_passcode": value})


def test_what_is_as_the_schema_wants_it_passes(tmp_path: Path) -> None:
    commands = [forward(is_active=True, forward_to_phone_number=NIL), passcode("1234")]
    assert schema(tmp_path).problems(commands) == []


def test_what_is_not_is_said_with_its_command(tmp_path: Path) -> None:
    commands = [forward(is_active=True), passcode("1234567"), forward(is_ring_splash_active=True)]
    found = [str(problem) for problem in schema(tmp_path).problems(commands)]
    assert found[0].startswith("UserPortalPasscodeModifyRequest: the schema says: Element 'newPasscode'")
    assert "maximum length of '6'" in found[0]
    assert "UserCallForwardingAlwaysModifyRequest: the schema says: Element 'isRingSplashActive'" in found[-1]


def test_a_command_that_the_operator_does_not_have_is_said(tmp_path: Path) -> None:
    (found, *_) = schema(tmp_path).problems([Query("UserDeleteRequest", {"user_id": "anna"})])
    assert str(found).startswith("UserDeleteRequest: the schema says: ")


def test_secrets_are_judged_elsewhere(tmp_path: Path) -> None:
    assert schema(tmp_path).problems([passcode(SecretReference("a/name/longer/than/any/passcode"))]) == []


def test_a_folder_without_a_schema_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=rf"has no {MAIN_FILE}"):
        OciSchema(tmp_path)


@pytest.mark.parametrize("content", ["", "<x/>", "<xs:schema", HEAD + '><xs:element type="nothing"/></xs:schema>'])
def test_a_file_that_is_no_schema_is_said(content: str, tmp_path: Path) -> None:
    (tmp_path / MAIN_FILE).write_text(content, "utf-8")
    with pytest.raises(SettingError, match="is no schema that can be used"):
        OciSchema(tmp_path)


def test_a_schema_brings_in_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Neither a file outside its folder nor one over the network."""
    home = tmp_path / "schema"
    home.mkdir()
    (tmp_path / "Messages.xsd").write_text(MESSAGES, "utf-8")
    for place in ("../Messages.xsd", (tmp_path / "Messages.xsd").as_uri(), "http://127.0.0.1:9/Messages.xsd"):
        with pytest.raises(SettingError, match="is no schema that can be used"):
            schema(home, place)


PLAN = """
platform: {name: hosted, service_provider: sp, group: groep, domain: example.nl}
company: {name: Bakker, main_number: 0854879610}
numbers: [0854879610..0854879619]
users:
  anna:
    first_name: Anna
    last_name: Bos
    extension: 201
    number: 0854879610
    pin: !secret pin/anna
    forwarding: {always: 0612345678}
"""


def test_compile_holds_every_command_against_the_schema(tmp_path: Path) -> None:
    """What it does not allow is left out and told, with the place in the plan."""
    (tmp_path / "schema").mkdir()
    schema(tmp_path / "schema")
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    compiled = ("compile", "plan.yaml", "--target", "broadworks", "--out", "out")
    done = nummerplan(*compiled, "--oci-schema", "schema", at=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "loss: plan.yaml:6:3: UserAddRequest22: the schema says: " in done.stdout
    written = "".join(file.read_text("iso-8859-1") for file in (tmp_path / "out").rglob("*.xml"))
    assert "UserPortalPasscodeModifyRequest" in written
    assert "UserAddRequest22" not in written


def test_a_schema_is_for_targets_that_have_commands(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    compiled = ("compile", "plan.yaml", "--target", "voicemail", "--out", "out")
    done = nummerplan(*compiled, "--oci-schema", ".", at=tmp_path)
    assert done.returncode == 2
    assert "--oci-schema is for targets that make OCI-P commands" in done.stderr
