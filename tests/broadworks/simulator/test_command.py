"""`nummerplan platform serve`: what it prints, prepares and refuses."""

import ssl
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import trustme
from broadworks_simulator import ADMINISTRATOR, HERE, Wire, in_process, port_of, user

NAME = f"<userId>admin</userId><password>{ADMINISTRATOR.password}</password>"

PLAN = """
platform: {name: hosted, service_provider: sp, group: bakker, domain: bakker.example}
company: {name: Bakker, main_number: 020-7654321, time_zone: Europe/Brussels}
numbers: [020-7654321, 0854879610..0854879612]
users:
  balie: {first_name: Bo, last_name: Balie, extension: 201, username: bo@winkel.example}
"""

PROJECT = """
[platforms.hosted]
kind = "broadworks"
device_types = {yealink-t54w = "Yealink-T54W", snom-d735 = "Snom D735"}
"""

TENANTS = """
[[tenants]]
service_provider = "sp"
group = "een"
domains = ["een.example"]
numbers = ["+31854879610..+31854879612", "+31854879620"]
administrator = "een-admin"

[[tenants]]
service_provider = "sp"
group = "twee"
domains = ["twee.example"]
user_services = ["Call Waiting"]
user_limit = 1
"""


def refused(*options: str) -> str:
    """What the command says when it does not start."""
    command = [sys.executable, "-m", "nummerplan", "platform", "serve", "--port", "0", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"LC_ALL": "C"}, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_its_addresses_are_its_only_output_and_interrupting_it_is_no_error() -> None:
    with in_process(soap=True) as platform:
        assert platform.addresses == [
            f"tcp://127.0.0.1:{platform.port}",
            f"http://127.0.0.1:{port_of(platform.addresses[1])}/webservice/services/ProvisioningService",
        ]
        with Wire(platform.port) as wire:
            wire.log_in().done(user("een", "<phoneNumber>+31854879615</phoneNumber>"))
    assert platform.process.returncode == 0


def test_a_password_that_nobody_gave_is_made_up_and_shown_once(tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "platform.sqlite")]
    command = [sys.executable, "-m", "nummerplan", "platform", "serve", "--port", "0", *state]
    shown = []
    for _ in range(2):
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"LC_ALL": "C"}
        ) as process:
            assert process.stdout
            assert process.stderr
            port = port_of(process.stdout.readline().strip())
            if not shown:
                shown.append(process.stderr.readline().split("is ")[1].split(";")[0])
            with Wire(port) as wire:
                wire.log_in("nummerplan", shown[0])
            process.terminate()
            assert process.stderr.read() == ""
            assert process.wait() == 0
    assert len(shown[0]) >= 20


def test_it_prepares_what_a_plan_needs(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "nummerplan.toml").write_text(PROJECT, encoding="utf-8")
    here = "<serviceProviderId>sp</serviceProviderId><groupId>bakker</groupId>"
    with in_process("--for", str(tmp_path)) as platform, Wire(platform.port) as wire:
        wire.log_in()
        numbers = [number.text for number in wire.one(f"GroupDnGetListRequest {here}").element]
        assert numbers == ["+31-207654321", "+31-854879610", "+31-854879611", "+31-854879612"]
        domains = [domain.text for domain in wire.one(f"GroupDomainGetAssignedListRequest {here}").element]
        assert domains == ["bakker.example", "bakker.example", "winkel.example"]
        types = wire.one(
            "SystemDeviceTypeGetAvailableListRequest19 <allowConference>false</allowConference>"
            "<allowMusicOnHold>false</allowMusicOnHold><onlyConference>false</onlyConference>"
            "<onlyVideoCapable>false</onlyVideoCapable><onlyOptionalIpAddress>false</onlyOptionalIpAddress>"
        ).element
        found = [one.text for one in types.findall("deviceType")]
        assert found == ["Generic SIP Phone", "Snom D735", "Yealink-T54W"]
        assert wire.one(f"GroupGetRequest22V5 {here}").element.findtext("timeZone") == "Europe/Brussels"


def test_it_prepares_the_groups_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tenants.toml"
    file.write_text(TENANTS, encoding="utf-8")
    with in_process("--tenants", str(file)) as platform:
        with Wire(platform.port) as wire:
            here = HERE.replace(">demo</serviceP", ">sp</serviceP").replace("groupId>demo", "groupId>een")
            reply = wire.log_in("een-admin").one(f"GroupDnGetListRequest {here}")
            assert len(reply.element) == 4
        with Wire(platform.port) as wire:
            two = here.replace("een", "twee")
            wire.log_in().done(user("x").replace(HERE, two).replace("@demo", "@twee"))
            assert wire.one(user("y").replace(HERE, two).replace("@demo", "@twee")).summary.startswith("[Error 9125]")
            assign = "UserServiceAssignListRequest <userId>x@twee.example</userId><serviceName>{}</serviceName>"
            wire.done(assign.format("Call Waiting"))
            assert wire.one(assign.format("Authentication")).summary.startswith("[Error 4400]")


def test_it_speaks_tls_and_then_takes_a_plain_password(tmp_path: Path) -> None:
    authority = trustme.CA()
    own = authority.issue_cert("localhost")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    own.cert_chain_pems[0].write_to_path(certificate)
    own.private_key_pem.write_to_path(key)
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with in_process("--tls", str(certificate), str(key), soap=True) as platform:
        assert [address.partition(":")[0] for address in platform.addresses] == ["tls", "https"]
        with Wire(platform.port) as wire:
            wire.socket = context.wrap_socket(wire.socket, server_hostname="localhost")
            assert wire.one(f"LoginRequest22V5 {NAME}").type == "LoginResponse22V5"
        with Wire(platform.port) as plain:  # whoever speaks no TLS is sent away, and nobody else suffers
            plain.socket.sendall(b"hallo\n" * 100)
            with suppress(ConnectionResetError):
                assert not plain.socket.recv(100).startswith(b"<?xml")
        with Wire(port_of(platform.addresses[1])) as soap:
            soap.socket = context.wrap_socket(soap.socket, server_hostname="localhost")
            soap.socket.sendall(b"GET /webservice/services/ProvisioningService?wsdl HTTP/1.0\r\n\r\n")
            assert soap.socket.recv(100).startswith(b"HTTP/1.1 200")


def test_it_misbehaves_when_it_is_told_to() -> None:
    with in_process("--misbehave", "fail@2", "--misbehave", "drop-before@3") as platform, Wire(platform.port) as wire:
        wire.log_in().done(user("een"))
        assert wire.one(user("twee")).summary == "[Error 9999] simulator: fails as ordered"
        with pytest.raises(EOFError):
            wire.one(user("drie"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--misbehave", "sulk"),
            "--misbehave: 'sulk' is not a fault with a share (drop-after=5%), a place (cut@17) or a request",
        ),
        (("--for", "weg"), "there is no plan at weg"),
        (("--administrator", "\udcc5\r"), "--administrator is no name that could be typed"),
        (("--tenants", "weg.toml"), "weg.toml cannot be read"),
        (("--state", "/dev/null/x"), "the simulator cannot be served: /dev/null/x: Not a directory"),
        (("--state", __file__), "test_command.py: file is not a database"),
        (("--host", "192.0.2.1"), "the simulator cannot be served"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(options: tuple[str, ...], sentence: str) -> None:
    said = refused(*options)
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no [[tenants]]"),
        ("[[tenants]]\ngroup = 'x'", "a tenant has no service_provider"),
        ("[[tenants]]\nkleur = 'rood'", "a tenant has no kleur"),
        ("[[tenants]]\nservice_provider = 'a'\ngroup = 'b'\ndomains = 'c'", "domains is a list of texts"),
        ("[[tenants]]\nservice_provider = 'a'\ngroup = 'b'\ndomains = [1]", "domains is a list of texts"),
        (
            "[[tenants]]\nservice_provider = 'a'\ngroup = 'b'\ndomains = ['c']\nnumbers = ['0201234567']",
            "no number in E.164",
        ),
    ],
)
def test_a_file_of_groups_that_is_wrong_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "tenants.toml"
    file.write_text(text, encoding="utf-8")
    assert sentence in refused("--tenants", str(file))


def test_a_plan_without_a_platform_cannot_be_prepared_for(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("users:\n  balie: {extension: 201}\n", encoding="utf-8")
    said = refused("--for", str(tmp_path))
    assert "does not say where the company lives" in said
    assert "platform: {name: NAME, service_provider: SP, group: G, domain: D}" in said
