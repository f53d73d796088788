"""The laboratory's profile changes addresses, ports, secrets and the mailer; all else is as in production, exactly."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from real_calls import SETTINGS, START, bench_of, linked_plan, random_plan

from nummerplan import load
from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.model.artefact import Workbench
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.targets.asterisk import render
from nummerplan.targets.asterisk.lab.plan_calls import lab_files
from nummerplan.targets.asterisk.lab.profile import Lane

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mijn-bedrijf"
PUBLIC = {
    "bind": "192.0.2.10",
    "port": "5080",
    "media_address": "192.0.2.11",
    "external_address": "198.51.100.1",
    "local_network": "192.0.2.0/24",
    "trunk_host": "sip.carrier.example",
    "trunk_port": "5062",
    "trunk_match": "198.51.100.0/28",
    "trunk_username": "31887654000",
    "trunk_password": "trunk/password",
    "rtp_start": "20000",
}
ADDRESSES = re.compile(
    r"^(bind|match|contact|server_uri|client_uri|media_address|external_(?:media|signaling)_address|local_net) = .*"
)
SECRETS = re.compile(r"^password = .*")


class OtherSecrets:
    """Texts that the laboratory does not have, for telephones too for which the plan names no secret."""

    revealed = True

    def __call__(self, secret: Secret | str | None, /) -> str:
        return f"production-{secret}".replace("/", "-").replace(" ", "-")


def production(bench: Workbench) -> dict[str, bytes]:
    """The files as production gets them, with every secret known."""
    secrets = OtherSecrets()
    return {one.path: one.content for one in render(replace(bench, secrets=secrets)).artefacts}


def without_addresses(text: str) -> list[str]:
    """The lines with addresses, ports and secrets taken out."""
    return [SECRETS.sub("password = ", ADDRESSES.sub(r"\1 = ", line)) for line in text.splitlines()]


@pytest.mark.parametrize("seed", [None, 3, 14, 159])
def test_all_else_is_byte_for_byte_what_production_gets(seed: int | None) -> None:
    if seed is None:
        bench = Workbench(load(EXAMPLE).linked, NamedSecrets(), telephone_audio(EXAMPLE), PUBLIC)
    else:
        bench = replace(bench_of(linked_plan(random_plan(seed), START)), settings=PUBLIC)
    ours = {one.path: one.content for one in lab_files(bench, Lane(99, 1))}
    theirs = production(bench)
    assert ours.keys() == theirs.keys()
    different = {path for path in ours if ours[path] != theirs[path]}
    assert different <= {"pjsip.conf", "voicemail.conf"}
    one, other = (without_addresses(files["pjsip.conf"].decode()) for files in (ours, theirs))
    assert [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]] == []
    assert_mails_nobody(ours, theirs)


def assert_mails_nobody(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    """A message that is left in the laboratory is mailed to nobody, and nothing else of voicemail is another thing."""
    mailed = rb"(?m)^mailcmd = .*$"
    assert re.findall(mailed, ours["voicemail.conf"]) == [b"mailcmd = /bin/true"]
    assert re.sub(mailed, b"", ours["voicemail.conf"]) == re.sub(mailed, b"", theirs["voicemail.conf"])


def test_the_least_settings_get_an_address_for_speech_and_nothing_else() -> None:
    bench = replace(bench_of(linked_plan(random_plan(3), START)), settings=dict(SETTINGS))
    files = {one.path: one.content for one in lab_files(bench, Lane(99, 1)) if one.path.endswith(".conf")}
    ours, theirs = {name: content.decode() for name, content in files.items()}, production(bench)
    more = ("media_address = ", "bind_rtp_to_media_address = yes")
    kept = [line for line in without_addresses(ours["pjsip.conf"]) if line not in more]
    assert kept == without_addresses(theirs["pjsip.conf"].decode())
    assert {name for name in ours if files[name] != theirs[name]} <= {"pjsip.conf", "voicemail.conf"}
    assert_mails_nobody(files, theirs)
