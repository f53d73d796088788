"""What a plan says arrives at the telephones: every file is read back by a reader of its format."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.model.artefact import Artefact, Rendering, SettingError
from nummerplan.model.phone_models import PHONE_MODELS
from nummerplan.targets.phones.clock import EUROPEAN_CLOCKS

RenderPlan = Callable[..., Rendering]

SETTINGS = {
    "registrar": "sip.example.net",
    "transport": "tls",
    "port": "5061",
    "ntp": "time.example.net",
    "provisioning_url": "https://phones.example.net/shop",
    "pickup_code": "*8",
}

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


def read_yealink(content: bytes) -> dict[str, str]:
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


def read_snom(content: bytes) -> dict[str, str]:
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


def read_sheet(content: bytes) -> dict[str, str]:
    return {row[0]: row[1].removesuffix("\n") for row in SheetReader(content).rows}


def files(rendering: Rendering) -> dict[str, Artefact]:
    found = {artefact.path: artefact for artefact in rendering.artefacts}
    assert len(found) == len(rendering.artefacts)
    return found


def losses(rendering: Rendering) -> list[str]:
    return [str(loss.message) for loss in rendering.losses]


def one_phone(user: Mapping[str, object], device: Mapping[str, object], company: str = "") -> str:
    """A plan with one user who has one telephone."""
    whole = {"first_name": "Jan", "extension": "201", **user, "devices": [device]}
    return f"company: {{name: Zaak{company}}}\nusers:\n  jan: {as_yaml(whole)}\n"


def as_yaml(value: object) -> str:
    """JSON is YAML, but for its way to write characters beyond U+FFFF."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(mark if " " <= mark <= "~" else f"\\U{ord(mark):08x}" for mark in text)


YEALINK = {"model": "yealink-t54w", "mac": "80:5E:C0:12:34:56"}
SNOM = {"model": "snom-d735", "mac": "00-04-13-AB-CD-01"}
YEALINK_FILE, SNOM_FILE = "yealink/805ec0123456.cfg", "snom/000413ABCD01.xml"


def test_a_line_arrives_at_a_yealink(render_plan: RenderPlan) -> None:
    device = {**YEALINK, "username": "prov", "password": "!", "sip_username": "jan.sip"}
    plan = one_phone({"infix": "de", "last_name": "Wit"}, device).replace('"!"', "!secret devices/jan")
    rendering = render_plan("phones", plan, settings=SETTINGS)
    assert files(rendering).keys() == {YEALINK_FILE}
    found = read_yealink(files(rendering)[YEALINK_FILE].content)
    expected = {
        "account.1.enable": "1",
        "account.1.display_name": "Jan de Wit",
        "account.1.user_name": "jan.sip",
        "account.1.auth_name": "jan.sip",
        "account.1.sip_server.1.address": "sip.example.net",
        "account.1.sip_server.1.port": "5061",
        "account.1.sip_server.1.transport_type": "2",
        "account.1.subscribe_mwi": "0",
        "lang.gui": "Dutch",
        "voice.tone.country": "Netherlands",
        "local_time.time_zone": "+1",
        "local_time.start_time": "3/5/7/2",
        "local_time.end_time": "10/5/7/3",
        "local_time.ntp_server1": "time.example.net",
        "static.auto_provision.server.url": "https://phones.example.net/shop/",
        "static.auto_provision.server.username": "prov",
        "static.auto_provision.server.password": "{{secret devices/jan}}",
    }
    assert {name: found[name] for name in expected} == expected
    assert rendering.losses == ()


def test_a_line_arrives_at_a_snom(render_plan: RenderPlan) -> None:
    rendering = render_plan("phones", one_phone({"last_name": "Wit"}, SNOM), settings=SETTINGS)
    assert files(rendering).keys() == {SNOM_FILE}
    found = read_snom(files(rendering)[SNOM_FILE].content)
    expected = {
        "user_active.1": "on",
        "user_realname.1": "Jan Wit",
        "user_name.1": "jan-snom-d735",
        "user_host.1": "sip.example.net",
        "user_outbound.1": "sip.example.net:5061;transport=tls",
        "language": "Nederlands",
        "timezone": "NLD+1",
        "tone_scheme": "NLD",
        "setting_server": "https://phones.example.net/shop/000413ABCD01.xml",
        "fwd_all_enabled.1": "off",
        "dnd_mode": "off",
    }
    assert {name: found[name] for name in expected} == expected
    assert rendering.losses == ()


@pytest.mark.parametrize(
    ("language", "row"), [("nl", "SIP-gebruikersnaam"), ("en", "SIP user name"), ("de", "SIP user name")]
)
def test_any_other_telephone_gets_a_sheet_in_the_language_of_the_company(
    render_plan: RenderPlan, language: str, row: str
) -> None:
    plan = one_phone({}, {"model": "generic-sip"}, f", language: {language}")
    rendering = render_plan("phones", plan, settings=SETTINGS)
    found = read_sheet(files(rendering)["generic-sip/jan-generic-sip.html"].content)
    assert found[row] == "jan-generic-sip"
    assert found["Registrar/Proxy" if language == "nl" else "Registrar/proxy"] == "sip.example.net"
    assert found["Port" if language != "nl" else "Poort"] == "5061"
    assert not any("sheet" in str(note) for note in rendering.notes)


def test_a_model_without_a_format_gets_the_sheet_and_the_notes_say_so(render_plan: RenderPlan) -> None:
    device = {"model": "poly-vvx250", "mac": "64:16:7F:12:34:58"}
    rendering = render_plan("phones", one_phone({}, device), settings=SETTINGS)
    assert files(rendering).keys() == {"generic-sip/jan-poly-vvx250.html"}
    notes = [str(note) for note in rendering.notes]
    assert "there are no files for the Poly VVX250 yet, so it gets the generic sheet: jan" in notes


def test_a_yealink_without_a_mac_address_gets_the_sheet(render_plan: RenderPlan) -> None:
    rendering = render_plan("phones", one_phone({}, {"model": "yealink-t54w"}), settings=SETTINGS)
    assert files(rendering).keys() == {"generic-sip/jan-yealink-t54w.html"}
    assert "a Yealink T54W without a MAC address gets the generic sheet: jan" in [str(note) for note in rendering.notes]


@pytest.mark.parametrize("key", sorted(PHONE_MODELS))
def test_every_model_of_the_catalogue_gets_one_well_formed_file(render_plan: RenderPlan, key: str) -> None:
    plan = one_phone({}, {"model": key, "mac": "80:5E:C0:12:34:56", "keys": ["jan", "0201234567"]})
    rendering = render_plan("phones", plan, settings=SETTINGS)
    ((path, artefact),) = files(rendering).items()
    readers = {"yealink": read_yealink, "snom": read_snom, "generic-sip": read_sheet}
    assert readers[path.partition("/")[0]](artefact.content)


TWO = """
company: {name: Zaak}
users:
  jan: {first_name: Jan, extension: 201, devices: [{model: MODEL, mac: 80:5E:C0:12:34:56, keys: [piet]}]}
  piet: {first_name: Piet, extension: 202, call_waiting: false, devices: [{model: MODEL, mac: 805ec0123456, line: 2}]}
"""


def test_two_users_share_a_telephone_on_two_lines(render_plan: RenderPlan) -> None:
    rendering = render_plan("phones", TWO.replace("MODEL", "yealink-t54w"), settings=SETTINGS)
    found = read_yealink(files(rendering)[YEALINK_FILE].content)
    assert (found["account.1.label"], found["account.2.label"]) == ("Jan", "Piet")
    assert [found[f"linekey.{key}.type"] for key in (1, 2, 3)] == ["15", "15", "16"]
    assert found["linekey.3.value"] == "202"
    assert losses(rendering) == ["call waiting is one switch for all lines of a Yealink; it is on"]


def test_the_lines_of_a_base_station_are_handsets(render_plan: RenderPlan) -> None:
    rendering = render_plan("phones", TWO.replace("MODEL", "yealink-w70b"), settings=SETTINGS)
    found = read_yealink(files(rendering)[YEALINK_FILE].content)
    assert (found["handset.2.name"], found["handset.2.incoming_lines"]) == ("Piet", "2")
    assert losses(rendering) == [
        "call waiting is one switch for all lines of a Yealink; it is on",
        "the Yealink W70B has no key left for Piet",
    ]


def test_a_line_that_a_telephone_does_not_have_is_said_to_be_left_out(render_plan: RenderPlan) -> None:
    device = {**YEALINK, "model": "yealink-t31p", "line": "3"}
    rendering = render_plan("phones", one_phone({}, device), settings=SETTINGS)
    assert losses(rendering) == ["the Yealink T31P has no line 3; it is left out"]


KEYS = """
company: {name: Zaak, main_number: 020-1234567}
numbers: [020-1234567, 020-1234568]
users:
  jan: {first_name: Jan, extension: 201, devices: [DEVICE]}
  piet: {first_name: Piet, last_name: Bel, extension: 202}
hunt_groups:
  verkoop: {name: Verkoop, extension: 101, members: [piet]}
auto_attendants:
  menu: {name: Menu, number: 020-1234567}
"""
LINE_KEYS = ["piet", "202", "verkoop", "menu", "020-1234568", "+32 2 555 01 00", "112", "nergens"]


def test_keys_watch_colleagues_and_dial_everything_else(render_plan: RenderPlan) -> None:
    snom = json.dumps({**SNOM, "keys": LINE_KEYS})
    found = read_snom(files(render_plan("phones", KEYS.replace("DEVICE", snom), settings=SETTINGS))[SNOM_FILE].content)
    assert [found[f"fkey.{key}"] for key in range(8)] == [
        "line",
        "blf 202|*8",
        "blf 202|*8",
        "speed 101",
        "speed 0201234567",
        "speed 0201234568",
        "speed +3225550100",
        "speed 112",
    ]
    assert (found["fkey.1.label"], found["fkey.3.label"]) == ("Piet Bel", "Verkoop")
    yealink = json.dumps({**YEALINK, "keys": LINE_KEYS})
    rendering = render_plan("phones", KEYS.replace("DEVICE", yealink), settings=SETTINGS)
    keys = read_yealink(files(rendering)[YEALINK_FILE].content)
    assert [keys[f"linekey.{key}.type"] for key in range(1, 9)] == ["15", "16", "16", "13", "13", "13", "13", "13"]
    assert keys["features.pickup.direct_pickup_code"] == "*8"
    assert losses(rendering) == ["nergens cannot be dialled; the key is left out"]


def test_keys_go_on_on_modules_and_what_does_not_fit_is_said(render_plan: RenderPlan) -> None:
    yealink = json.dumps({**YEALINK, "keys": ["piet"] * (26 + 180 + 2)})
    rendering = render_plan("phones", KEYS.replace("DEVICE", yealink), settings=SETTINGS)
    found = read_yealink(files(rendering)[YEALINK_FILE].content)
    assert found["linekey.27.value"] == found["expansion_module.1.key.1.value"] == "202"
    assert "expansion_module.3.key.60.type" in found
    assert [loss.route[-1] for loss in rendering.losses] == [206, 207]


def test_a_mailbox_that_is_heard_by_telephone_lights_the_lamp(render_plan: RenderPlan) -> None:
    user = {"voicemail": {"email": "a@b.example", "access": "phone"}}
    settings = {**SETTINGS, "voicemail_number": "*97"}
    assert (
        read_yealink(files(render_plan("phones", one_phone(user, YEALINK)))[YEALINK_FILE].content)[
            "voice_mail.number.1"
        ]
        == "1233"
    )
    found = read_snom(files(render_plan("phones", one_phone(user, SNOM), settings=settings))[SNOM_FILE].content)
    assert (found["user_mailbox.1"], found["dkey_retrieve"]) == ("*97", "speed *97")


def test_absent_settings_leave_marks_and_notes(render_plan: RenderPlan) -> None:
    rendering = render_plan("phones", one_phone({}, YEALINK))
    found = read_yealink(files(rendering)[YEALINK_FILE].content)
    assert found["account.1.sip_server.1.address"] == "{{setting registrar}}"
    assert found["account.1.sip_server.1.transport_type"] == "{{setting transport}}"
    assert found["account.1.sip_server.1.port"] == "0"
    notes = [str(note) for note in rendering.notes]
    assert "[targets.phones] sets no registrar: the files hold {{setting registrar}}" in notes
    assert "[targets.phones] sets no transport: the files hold {{setting transport}}" in notes


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("registrar", "sip.example.net\naccount.1.password = x"),
        ("registrar", "-x"),
        ("registrar", ""),
        ("port", "0"),
        ("port", "65536"),
        ("transport", "UDP"),
        ("ntp", "a b"),
        ("provisioning_url", "http://phones.example.net/"),
        ("provisioning_url", "https://user:secret@phones.example.net/"),
        ("provisioning_url", "https://phones.example.net/" + "a" * 300),
        ("outbound_proxy", "proxy;transport=udp"),
        ("pickup_code", "**\n"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(render_plan: RenderPlan, setting: str, text: str) -> None:
    with pytest.raises(SettingError, match=rf"^\[targets.phones\] {setting} is "):
        render_plan("phones", one_phone({}, YEALINK), settings={**SETTINGS, setting: text})


def test_what_a_vendor_is_not_known_to_understand_is_said(render_plan: RenderPlan) -> None:
    abroad = ", language: de, country: DE, time_zone: Europe/Berlin"
    snom = render_plan("phones", one_phone({}, SNOM, abroad), settings=SETTINGS)
    assert losses(snom) == [
        "how a Snom is told de is not known; it keeps its own setting",
        "how a Snom is told DE is not known; it keeps its own setting",
        "how a Snom is told Europe/Berlin is not known; it keeps its own setting",
    ]
    yealink = render_plan("phones", one_phone({}, YEALINK, abroad), settings=SETTINGS)
    found = read_yealink(files(yealink)[YEALINK_FILE].content)
    assert found["local_time.time_zone"] == "+1"
    assert "lang.gui" not in found
    assert "local_time.time_zone_name" not in found


@pytest.mark.parametrize("zone", sorted(EUROPEAN_CLOCKS))
def test_the_clocks_of_telephones_agree_with_the_time_zones_until_2037(zone: str) -> None:
    clock = EUROPEAN_CLOCKS[zone]
    for year in range(2026, 2038):
        for month, hour, before in ((3, clock.summer_begins, 0), (10, clock.summer_ends, 1)):
            sunday = max(
                datetime(year, month, day) for day in range(25, 32) if datetime(year, month, day).weekday() == 6
            )
            # On the wall clock of before the change, in UTC.
            moment = sunday + timedelta(hours=hour - clock.hours_ahead - before)
            ahead = [
                (moment + step).replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).utcoffset()
                for step in (timedelta(seconds=-1), timedelta())
            ]
            assert ahead == [
                timedelta(hours=clock.hours_ahead + before),
                timedelta(hours=clock.hours_ahead + 1 - before),
            ]


SECRETS = {"NUMMERPLAN_SECRET_SIP_JAN": "Zeer-Geheim_1", "NUMMERPLAN_SECRET_DEVICES_JAN": "Ook<Geheim>&2"}


def with_secrets(device: Mapping[str, object]) -> str:
    plan = one_phone({}, {**device, "sip_password": "!sip", "password": "!dev"})
    return plan.replace('"!sip"', "!secret sip/jan").replace('"!dev"', "!secret devices/jan")


@pytest.mark.parametrize("device", [YEALINK, SNOM, {"model": "generic-sip"}], ids=["yealink", "snom", "generic"])
def test_secrets_appear_when_a_provider_is_named_and_never_otherwise(
    render_plan: RenderPlan, device: Mapping[str, object]
) -> None:
    (redacted,) = render_plan("phones", with_secrets(device), settings=SETTINGS).artefacts
    assert not redacted.secret
    assert b"Geheim" not in redacted.content
    assert b"{{secret sip/jan}}" in redacted.content
    (revealed,) = render_plan("phones", with_secrets(device), SECRETS, SETTINGS).artefacts
    assert revealed.secret
    assert b"Zeer-Geheim_1" in revealed.content
    if device is SNOM:
        assert "Ook<Geheim>&2" in read_snom(revealed.content).values()
    if device is YEALINK:
        assert read_yealink(revealed.content)["static.auto_provision.server.password"] == "Ook<Geheim>&2"


@pytest.mark.parametrize("secret", ["regel\naccount.2.enable = 1", "é", " spatie", "\x07bel"])
def test_a_password_that_telephones_cannot_hold_is_left_out_and_not_shown(render_plan: RenderPlan, secret: str) -> None:
    provider = {**SECRETS, "NUMMERPLAN_SECRET_SIP_JAN": secret}
    for device in (YEALINK, SNOM):
        rendering = render_plan("phones", with_secrets(device), provider, SETTINGS)
        (artefact,) = rendering.artefacts
        assert secret.encode() not in artefact.content
        assert losses(rendering) == [
            "!secret sip/jan is left out: telephones take passwords of visible ASCII characters only"
        ]
    assert "account.2.enable" not in read_yealink(
        render_plan("phones", with_secrets(YEALINK), provider).artefacts[0].content
    )


def test_limits_of_a_yealink_are_said(render_plan: RenderPlan) -> None:
    device = {**YEALINK, "username": "u" * 101}
    assert losses(render_plan("phones", one_phone({"first_name": "%NULL%"}, device), settings=SETTINGS)) == [
        "%NULL% clears a setting of a Yealink; it is written NULL",
        "a Yealink takes user names and passwords of at most 100 characters",
    ]


NASTY = [
    "Jansen & Zn <\"'>",
    "Müller",
    "a#b ] = ; | %s {{ x }} {% y %}",
    "%NULL%",
    "👩‍💻 Ada",
    "x" * 200,
    "regel\naccount.9.enable = 1",
    "tab\tbel\x07",
    "\u2028scheiding\u0085hier",
    "]]></user_realname><admin>",
    "-->",
]


@settings(deadline=None)
@given(st.sampled_from(NASTY) | st.text(min_size=1, max_size=60), st.sampled_from(NASTY) | st.text(max_size=30))
def test_no_name_changes_anything_but_its_own_value(render_plan: RenderPlan, name: str, key: str) -> None:
    expected = "".join(c if c.isprintable() else " " for c in name).strip()
    for device, path, read, shown in (
        (YEALINK, YEALINK_FILE, read_yealink, "account.1.display_name"),
        (SNOM, SNOM_FILE, read_snom, "user_realname.1"),
        ({"model": "generic-sip"}, "generic-sip/jan-generic-sip.html", read_sheet, "Gebruiker"),
    ):
        whole = {**device, "keys": [key or "x", "jan"], "name": name}
        plain = files(
            render_plan("phones", one_phone({"first_name": "Jan"}, {**whole, "name": "jan"}), settings=SETTINGS)
        )
        nasty = files(render_plan("phones", one_phone({"first_name": name}, whole), settings=SETTINGS))
        before, after = read(plain[path].content), read(nasty[path].content)
        if device["model"] != "generic-sip":
            assert before.keys() == after.keys()
        elif "Gebruiker" in after:
            assert SheetReader(nasty[path].content).tags == SheetReader(plain[path].content).tags
        if name.isascii() and expected and expected != "%NULL%":
            assert after[shown] == expected


def test_the_same_plan_gives_the_same_bytes(render_plan: RenderPlan) -> None:
    plan = KEYS.replace("DEVICE", json.dumps({**YEALINK, "keys": LINE_KEYS}))
    assert render_plan("phones", plan, settings=SETTINGS) == render_plan("phones", plan, settings=SETTINGS)


def test_a_plan_without_telephones_gives_no_files_and_no_notes(render_plan: RenderPlan) -> None:
    assert render_plan("phones", "company: {name: Zaak}\n") == Rendering(())
