"""`[platforms.NAME]` of a BroadWorks platform: what is wrong in it is said with the table and the key."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nummerplan.model.deployment.platform import Site
from nummerplan.model.errors import SettingError
from nummerplan.targets import broadworks
from nummerplan.targets.broadworks.client.address import Address, Certificates
from nummerplan.targets.broadworks.client.settings import SETTINGS, PlatformSettings, read_settings

LEAST = {"kind": "broadworks", "address": "tls://oci.example.nl", "user": "beheerder", "password": "platforms/hosted"}


def site(**settings: Any) -> Site:
    table = {key: value for key, value in (LEAST | settings).items() if value is not None}
    return Site("hosted", "broadworks", table, "sp", "groep", "example.nl")


def test_what_is_left_out_has_a_meaning() -> None:
    assert read_settings(site()) == PlatformSettings(
        Address("tls", "oci.example.nl", 2209), "beheerder", "platforms/hosted", "plain", "R22", None, 60.0
    )


def test_everything_can_be_said() -> None:
    said = site(
        address="https://oci.example.nl:8443/ws",
        login="digest",
        release="R24",
        rate=20,
        timeout=5.5,
        ca_file="/etc/ca.pem",
        certificate="ours.pem",
        certificate_key="ours.key",
        schema="xsd",
        call_types={"mobile": "specialServicesI"},
        device_types={"yealink-t46u": "Yealink T46U"},
    )
    certificates = Certificates(Path("/etc/ca.pem"), Path("ours.pem"), Path("ours.key"))
    address = Address("https", "oci.example.nl", 8443, "/ws")
    assert read_settings(said) == PlatformSettings(
        address, "beheerder", "platforms/hosted", "digest", "R24", 20.0, 5.5, certificates, Path("xsd")
    )


@pytest.mark.parametrize(
    ("address", "port", "login"),
    [
        ("tcp://h", 2208, "digest"),
        ("tls://h", 2209, "plain"),
        ("https://h/", 443, "plain"),
        ("http://[::1]", 80, "digest"),
    ],
)
def test_ports_and_logins_follow_from_the_address(address: str, port: int, login: str) -> None:
    found = read_settings(site(address=address))
    assert (found.address.port, found.login) == (port, login)
    assert read_settings(site(address=str(found.address))).address == found.address


def test_the_oldest_release_has_one_login() -> None:
    assert read_settings(site(release="R21")).login == "digest"


WRONG = [
    ({"address": None}, "[platforms.hosted] address: this is missing: where the platform is"),
    ({"user": None}, "[platforms.hosted] user: this is missing: the administrator that logs in"),
    ({"password": None}, "[platforms.hosted] password: this is missing: the name of the secret"),
    ({"adress": "x"}, "[platforms.hosted] adress: this is not known; did you mean address?"),
    ({"colour": "x"}, "[platforms.hosted] colour: this is not known; known here: kind, address, user, password"),
    ({"user": ["a"]}, "[platforms.hosted] user: a text was expected"),
    ({"user": " "}, "[platforms.hosted] user: a text was expected"),
    ({"user": "a\x1b[2J"}, "[platforms.hosted] user: a text was expected"),
    ({"release": "R20"}, "[platforms.hosted] release: R20 is not possible; possible are R21, R22, R23, R24, R25"),
    ({"login": "none"}, "[platforms.hosted] login: none is not possible; possible are plain, digest"),
    ({"login": "plain", "address": "tcp://h"}, "[platforms.hosted] login: a plain password needs tls:// or https://"),
    ({"login": "plain", "release": "R21"}, "[platforms.hosted] login: a plain password needs tls:// or https://"),
    ({"rate": 0}, "[platforms.hosted] rate: a number from 0.1 to 100000.0 was expected"),
    ({"rate": "20"}, "[platforms.hosted] rate: a number from"),
    ({"rate": True}, "[platforms.hosted] rate: a number from"),
    ({"call_types": "all"}, "[platforms.hosted] call_types: a table of texts was expected"),
    ({"call_types": {"mobile": 1}}, "[platforms.hosted] call_types: a table of texts was expected"),
    ({"call_types": {"mobil": "toll"}}, "[platforms.hosted] call_types: mobil is not possible; possible are inter"),
    ({"call_types": {"mobile": "specialServices"}}, "call_types: specialServices is not possible; possible are group,"),
    ({"device_types": {"snom-d785": ""}}, "[platforms.hosted] device_types: a table of texts was expected"),
    ({"timeout": float("nan")}, "[platforms.hosted] timeout: a number from 1 to 3600 was expected"),
    *(
        ({"address": address}, "[platforms.hosted] address: it is written tcp://HOST:2208")
        for address in (
            "oci.example.nl",
            "ftp://h",
            "tls://",
            "tls://h:0",
            "tls://h:99999",
            "tls://h:x",
            "tls://[",
            "https://h/a b",
            "https://h?x=1",
            "tls://\u0440.example",
        )
    ),
]


@pytest.mark.parametrize(("settings", "sentence"), WRONG)
def test_what_is_wrong_is_said(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingError, match=re.escape(sentence)):
        read_settings(site(**settings))


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingError, match="without a user") as refused:
        read_settings(site(address="tls://beheerder:Geheim-1@h"))
    assert "Geheim-1" not in str(refused.value)


@pytest.mark.parametrize("content", [None, "", "no certificate"])
@pytest.mark.parametrize("setting", ["authorities", "own"])
def test_a_file_without_a_certificate_is_said(content: str | None, setting: str, tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    if content is not None:
        file.write_text(content, "utf-8")
    key = {"authorities": "ca_file", "own": "certificate"}[setting]
    with pytest.raises(SettingError, match=f"{key}: {re.escape(str(file))} cannot be used: "):
        Certificates(**{setting: file}).context()


def test_every_setting_that_is_looked_at_is_documented() -> None:
    folder = Path(broadworks.__file__).parent
    sources = "".join(file.read_text("utf-8") for file in folder.rglob("*.py"))
    looked_at = set(re.findall(r'site\.settings(?:\.get\(|\[)"(\w+)"', sources))
    assert looked_at
    assert looked_at <= SETTINGS.keys()


START = """
import sys
from nummerplan.targets import all_targets, platforms
assert platforms()["broadworks"].settings
print(sorted({"ssl", "lxml", "broadworks_ocip"} & set(sys.modules)))
"""


def test_whoever_only_looks_at_targets_loads_no_protocol() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
