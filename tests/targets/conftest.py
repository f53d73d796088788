"""From the text of a plan to what a target makes of it, on the same way that the command takes, and back."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as ET

import pytest

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import secrets_from
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.artefact import Rendering, Workbench
from nummerplan.targets import all_targets

RenderPlan = Callable[..., Rendering]


def _render(
    target: str,
    plan: str,
    secrets: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Rendering:
    linked = check_texts("plan.yaml", [(None, "plan.yaml", plan)], date(2026, 11, 23), Selection()).linked
    provider = secrets_from("env" if secrets is not None else None, Path("/nowhere"), secrets or {})
    bench = Workbench(linked, provider, telephone_audio(folder), dict(settings or {}))
    return next(found for found in all_targets() if found.name == target).render(bench)


@pytest.fixture(scope="session")
def render_plan() -> RenderPlan:
    """`render_plan("phones", text, secrets={...}, settings={...}, folder=...)`."""
    return _render


# Every parameter that a file may have, from the vendors' guides; a typing error in a template is none of them.
YEALINK_NAMES = re.compile(
    r"account\.\d+\.(enable|label|display_name|user_name|auth_name|password|subscribe_mwi|anonymous_call|dnd\.enable"
    r"|(always|busy|timeout)_fwd\.enable|sip_server\.1\.(address|port|transport_type|expires)|outbound_proxy_enable"
    r"|outbound_proxy\.1\.(address|port))|voice_mail\.number\.\d+|features\.(fwd|dnd)_mode|call_waiting\.enable"
    r"|features\.pickup\.direct_pickup_code|(linekey\.\d+|expansion_module\.\d\.key\.\d+)\.(type|line|value|label)"
    r"|lang\.(gui|wui)|voice\.tone\.country|static\.auto_provision\.server\.(url|username|password)"
    r"|local_time\.(time_zone|time_zone_name|summer_time|dst_time_type|start_time|end_time|offset_time|ntp_server1)"
    r"|static\.security\.(trust_certificates|cn_validation)"
    r"|handset\.\d+\.(name|incoming_lines|dial_out_lines|dial_out_default_line)"
)
SNOM_NAMES = {
    "user_active",
    "user_realname",
    "user_idle_text",
    "user_name",
    "user_pname",
    "user_pass",
    "user_host",
    "user_outbound",
    "user_expiry",
    "user_mailbox",
    "fwd_all_enabled",
    "fwd_busy_enabled",
    "fwd_time_enabled",
    "dkey_retrieve",
    "dnd_mode",
    "hide_identity",
    "call_waiting",
    "language",
    "web_language",
    "tone_scheme",
    "timezone",
    "ntp_server",
    "setting_server",
    "http_client_user",
    "http_client_pass",
}


class SheetReader(HTMLParser):
    """The rows of the tables of a sheet, and every tag that it has."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and self.lasttag in ("th", "td"):
            self.rows[-1][-1] += data


def as_yaml(value: object) -> str:
    """JSON is YAML, but for its way to write characters beyond U+FFFF."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(mark if " " <= mark <= "~" else f"\\U{ord(mark):08x}" for mark in text)


class PhoneKit:
    """Plans with one telephone, and a reader for each format."""

    settings: ClassVar = {
        "registrar": "sip.example.net",
        "transport": "tls",
        "port": "5061",
        "ntp": "time.example.net",
        "provisioning_url": "https://phones.example.net/shop",
        "pickup_code": "*8",
    }

    def yealink(self, content: bytes) -> dict[str, str]:
        """A file as the telephone reads it: no name twice, nothing but names, values and the first line."""
        first, *lines = content.decode().split("\n")
        assert first == "#!version:1.0.0.1"
        assert lines.pop() == ""
        found: dict[str, str] = {}
        for line in lines:
            name, equals, value = line.partition(" = ")
            assert equals, line
            assert YEALINK_NAMES.fullmatch(name), name
            assert name not in found, name
            found[name] = value
        return found

    def snom(self, content: bytes) -> dict[str, str]:
        """`user_name.1` for an element with an index; keys are `fkey.0`, with `fkey.0.label` and `fkey.0.context`."""
        root = ET.fromstring(content)  # noqa: S314 - written by ourselves a moment ago
        assert root.tag == "settings"
        found: dict[str, str] = {}
        for element in root.find("phone-settings") or []:
            assert element.tag in SNOM_NAMES
            name = ".".join(filter(None, (element.tag, element.get("idx"))))
            assert name not in found
            found[name] = element.text or ""
        for key in root.find("functionKeys") or []:
            found[f"fkey.{key.get('idx')}"] = key.text or ""
            found[f"fkey.{key.get('idx')}.label"] = key.get("label", "")
            found[f"fkey.{key.get('idx')}.context"] = key.get("context", "")
        return found

    def sheet(self, content: bytes) -> dict[str, str]:
        return {row[0]: row[1].removesuffix("\n") for row in SheetReader(content).rows}

    def one_phone(self, user: Mapping[str, object], device: Mapping[str, object], company: str = "") -> str:
        """A plan with one user who has one telephone."""
        whole = {"first_name": "Jan", "extension": "201", **user, "devices": [device]}
        return f"company: {{name: Zaak{company}}}\nusers:\n  jan: {as_yaml(whole)}\n"

    def tags(self, content: bytes) -> set[str]:
        """Every tag of a sheet."""
        return SheetReader(content).tags


@pytest.fixture(scope="session")
def kit() -> PhoneKit:
    """What tests of telephones need."""
    return PhoneKit()
