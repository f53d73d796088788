"""What a plan says arrives at the telephones: every file is read back by a reader of its format."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from nummerplan.model.artefact import Artefact, Rendering
from nummerplan.model.errors import SettingError
from nummerplan.targets import phone_catalogue
from nummerplan.targets.phones.clock import EUROPEAN_CLOCKS

RenderPlan = Callable[..., Rendering]


def files(rendering: Rendering) -> dict[str, Artefact]:
    found = {artefact.path: artefact for artefact in rendering.artefacts}
    assert len(found) == len(rendering.artefacts)
    return found


def losses(rendering: Rendering) -> list[str]:
    return [str(loss.message) for loss in rendering.losses]


YEALINK = {"model": "yealink-t54w", "mac": "80:5E:C0:12:34:56"}
SNOM = {"model": "snom-d735", "mac": "00-04-13-AB-CD-01"}
YEALINK_FILE, SNOM_FILE = "yealink/805ec0123456.cfg", "snom/000413ABCD01.xml"


def test_a_line_arrives_at_a_yealink(render_plan: RenderPlan, kit: Any) -> None:
    device = {**YEALINK, "username": "prov", "password": "!", "sip_username": "jan.sip"}
    plan = kit.one_phone({"infix": "de", "last_name": "Wit"}, device).replace('"!"', "!secret devices/jan")
    rendering = render_plan("phones", plan, settings=kit.settings)
    assert files(rendering).keys() == {YEALINK_FILE}
    found = kit.yealink(files(rendering)[YEALINK_FILE].content)
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


def test_who_is_renamed_keeps_his_account(render_plan: RenderPlan, kit: Any) -> None:
    def account(plan: str) -> str:
        found = files(render_plan("phones", plan, settings=kit.settings))[YEALINK_FILE]
        return str(kit.yealink(found.content)["account.1.user_name"])

    plan = kit.one_phone({"renamed_from": "johan"}, YEALINK)
    assert account(plan) == "johan-yealink-t54w"
    assert account(plan + "  johan: {extension: 202}\n") == "jan-yealink-t54w", "a Johan is still there"


def test_a_line_arrives_at_a_snom(render_plan: RenderPlan, kit: Any) -> None:
    rendering = render_plan("phones", kit.one_phone({"last_name": "Wit"}, SNOM), settings=kit.settings)
    assert files(rendering).keys() == {SNOM_FILE}
    found = kit.snom(files(rendering)[SNOM_FILE].content)
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
    render_plan: RenderPlan, kit: Any, language: str, row: str
) -> None:
    plan = kit.one_phone({}, {"model": "generic-sip"}, f", language: {language}")
    rendering = render_plan("phones", plan, settings=kit.settings)
    found = kit.sheet(files(rendering)["generic-sip/jan-generic-sip.html"].content)
    assert found[row] == "jan-generic-sip"
    assert found["Registrar/Proxy" if language == "nl" else "Registrar/proxy"] == "sip.example.net"
    assert found["Port" if language != "nl" else "Poort"] == "5061"
    assert not any("sheet" in str(note) for note in rendering.notes)


def test_a_model_without_a_format_gets_the_sheet_and_the_notes_say_so(render_plan: RenderPlan, kit: Any) -> None:
    device = {"model": "poly-vvx250", "mac": "64:16:7F:12:34:58"}
    rendering = render_plan("phones", kit.one_phone({}, device), settings=kit.settings)
    assert files(rendering).keys() == {"generic-sip/jan-poly-vvx250.html"}
    notes = [str(note) for note in rendering.notes]
    assert "there are no files for the Poly VVX250 yet, so it gets the generic sheet: jan" in notes


def test_a_yealink_without_a_mac_address_gets_the_sheet(render_plan: RenderPlan, kit: Any) -> None:
    rendering = render_plan("phones", kit.one_phone({}, {"model": "yealink-t54w"}), settings=kit.settings)
    assert files(rendering).keys() == {"generic-sip/jan-yealink-t54w.html"}
    assert "a Yealink T54W without a MAC address gets the generic sheet: jan" in [str(note) for note in rendering.notes]


@pytest.mark.parametrize("key", sorted(phone_catalogue().models))
def test_every_model_of_the_catalogue_gets_one_well_formed_file(render_plan: RenderPlan, kit: Any, key: str) -> None:
    plan = kit.one_phone({}, {"model": key, "mac": "80:5E:C0:12:34:56", "keys": ["jan", "0201234567"]})
    rendering = render_plan("phones", plan, settings=kit.settings)
    ((path, artefact),) = files(rendering).items()
    readers = {"yealink": kit.yealink, "snom": kit.snom, "generic-sip": kit.sheet}
    assert readers[path.partition("/")[0]](artefact.content)


WAITING = """
company: {name: Zaak}
users:
  jan: {first_name: Jan, extension: 201, call_waiting: false, devices: [{model: MODEL, mac: 80:5E:C0:12:34:56}]}
hunt_groups:
  alle: {name: Alle, extension: 301, members: [jan], ring_busy_members: BUSY_TOO}
"""


@pytest.mark.parametrize(("busy_too", "yealink", "snom"), [("false", "0", "off"), ("true", "1", "on")])
def test_who_is_rung_on_a_call_by_a_group_has_call_waiting(
    busy_too: str, yealink: str, snom: str, render_plan: RenderPlan, kit: Any
) -> None:
    plan = WAITING.replace("BUSY_TOO", busy_too)
    rendering = render_plan("phones", plan.replace("MODEL", "yealink-t54w"), settings=kit.settings)
    assert kit.yealink(files(rendering)[YEALINK_FILE].content)["call_waiting.enable"] == yealink
    rendering = render_plan("phones", plan.replace("MODEL", "snom-d735"), settings=kit.settings)
    (text,) = (one.content.decode() for name, one in files(rendering).items() if name.startswith("snom/"))
    assert f'<call_waiting perm="R">{snom}</call_waiting>' in text


TWO = """
company: {name: Zaak}
users:
  jan: {first_name: Jan, extension: 201, devices: [{model: MODEL, mac: 80:5E:C0:12:34:56, keys: [piet]}]}
  piet: {first_name: Piet, extension: 202, call_waiting: false, devices: [{model: MODEL, mac: 805ec0123456, line: 2}]}
"""


def test_two_users_share_a_telephone_on_two_lines(render_plan: RenderPlan, kit: Any) -> None:
    rendering = render_plan("phones", TWO.replace("MODEL", "yealink-t54w"), settings=kit.settings)
    found = kit.yealink(files(rendering)[YEALINK_FILE].content)
    assert (found["account.1.label"], found["account.2.label"]) == ("Jan", "Piet")
    assert [found[f"linekey.{key}.type"] for key in (1, 2, 3)] == ["15", "15", "16"]
    assert found["linekey.3.value"] == "202"
    assert losses(rendering) == ["call waiting is one switch for all lines of a Yealink; it is on"]


def test_the_lines_of_a_base_station_are_handsets(render_plan: RenderPlan, kit: Any) -> None:
    rendering = render_plan("phones", TWO.replace("MODEL", "yealink-w70b"), settings=kit.settings)
    found = kit.yealink(files(rendering)[YEALINK_FILE].content)
    assert (found["handset.2.name"], found["handset.2.incoming_lines"]) == ("Piet", "2")
    assert losses(rendering) == [
        "call waiting is one switch for all lines of a Yealink; it is on",
        "the Yealink W70B has no key left for Piet",
    ]


def test_a_line_that_a_telephone_does_not_have_is_said_to_be_left_out(render_plan: RenderPlan, kit: Any) -> None:
    device = {**YEALINK, "model": "yealink-t31p", "line": "3"}
    rendering = render_plan("phones", kit.one_phone({}, device), settings=kit.settings)
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


def test_keys_watch_colleagues_and_dial_everything_else(render_plan: RenderPlan, kit: Any) -> None:
    snom = json.dumps({**SNOM, "keys": LINE_KEYS})
    found = kit.snom(
        files(render_plan("phones", KEYS.replace("DEVICE", snom), settings=kit.settings))[SNOM_FILE].content
    )
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
    rendering = render_plan("phones", KEYS.replace("DEVICE", yealink), settings=kit.settings)
    keys = kit.yealink(files(rendering)[YEALINK_FILE].content)
    assert [keys[f"linekey.{key}.type"] for key in range(1, 9)] == ["15", "16", "16", "13", "13", "13", "13", "13"]
    assert keys["features.pickup.direct_pickup_code"] == "*8"
    assert losses(rendering) == ["nergens cannot be dialled; the key is left out"]


def test_keys_go_on_on_modules_and_what_does_not_fit_is_said(render_plan: RenderPlan, kit: Any) -> None:
    yealink = json.dumps({**YEALINK, "keys": ["piet"] * (26 + 180 + 2)})
    rendering = render_plan("phones", KEYS.replace("DEVICE", yealink), settings=kit.settings)
    found = kit.yealink(files(rendering)[YEALINK_FILE].content)
    assert found["linekey.27.value"] == found["expansion_module.1.key.1.value"] == "202"
    assert "expansion_module.3.key.60.type" in found
    assert [loss.route[-1] for loss in rendering.losses] == [206, 207]


def test_a_mailbox_that_is_heard_by_telephone_lights_the_lamp(render_plan: RenderPlan, kit: Any) -> None:
    user = {"voicemail": {"email": "a@b.example", "access": "phone"}}
    settings = {**kit.settings, "voicemail_number": "*97"}
    assert (
        kit.yealink(files(render_plan("phones", kit.one_phone(user, YEALINK)))[YEALINK_FILE].content)[
            "voice_mail.number.1"
        ]
        == "1233"
    )
    found = kit.snom(files(render_plan("phones", kit.one_phone(user, SNOM), settings=settings))[SNOM_FILE].content)
    assert (found["user_mailbox.1"], found["dkey_retrieve"]) == ("*97", "speed *97")


def test_absent_settings_leave_marks_and_notes(render_plan: RenderPlan, kit: Any) -> None:
    rendering = render_plan("phones", kit.one_phone({}, YEALINK))
    found = kit.yealink(files(rendering)[YEALINK_FILE].content)
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
def test_a_setting_that_cannot_be_used_is_refused(render_plan: RenderPlan, kit: Any, setting: str, text: str) -> None:
    with pytest.raises(SettingError, match=rf"^\[targets.phones\] {setting} is "):
        render_plan("phones", kit.one_phone({}, YEALINK), settings={**kit.settings, setting: text})


def test_what_a_vendor_is_not_known_to_understand_is_said(render_plan: RenderPlan, kit: Any) -> None:
    abroad = ", language: de, country: DE, time_zone: Europe/Berlin"
    snom = render_plan("phones", kit.one_phone({}, SNOM, abroad), settings=kit.settings)
    assert losses(snom) == [
        "how de is set on a Snom is not known; it keeps its own setting",
        "how DE is set on a Snom is not known; it keeps its own setting",
        "how Europe/Berlin is set on a Snom is not known; it keeps its own setting",
    ]
    yealink = render_plan("phones", kit.one_phone({}, YEALINK, abroad), settings=kit.settings)
    found = kit.yealink(files(yealink)[YEALINK_FILE].content)
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
