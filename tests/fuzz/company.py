"""The company that inputs are made from: plan, settings, baseline, saved plan and journals, made by the commands."""

import io
import json
import sqlite3
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from fuzz.answers import Platform, spoken_to, state_of
from fuzz.sandbox import Sandbox
from nummerplan.compiler.deployment.planning import saved_plan

PLAN = """\
nummerplan: 1
company:
  name: Bakker
  main_number: 088-7654000
  country: NL
  language: nl
  caller_id: company
  block_outgoing: [international, 0906]
  business_hours: kantoor
  holidays: nl
  music_on_hold: audio/x.wav
  night_forwarding:
    mode: schedule
    to: post
  usage_alert_eur: 250
platform:
  name: hosted
  service_provider: SP
  group: bakker
  domain: bakker.example
numbers:
  - 088-7654000
  - 088-7654001..088-7654009
schedules:
  kantoor:
    name: Werktijden
    mon-fri: 08:30-17:30
  eten:
    daily: 17:30-19:00
holidays:
  nl:
    public: NL
    dates:
      2026-12-24: {name: Kerstavond, closed: 12:00-24:00}
defaults:
  users:
    voicemail: {when: [busy, no_answer], rings: 5}
users:
  anna:
    first_name: Anna
    last_name: Balie
    extension: 201
    number: 088-7654001
    username: anna@bakker.example
    password: !secret users/anna
    devices:
      - {model: yealink-t54w, mac: 80:5E:C0:12:34:56, password: !secret devices/anna}
    forwarding:
      not_reachable: 0612345678
    voicemail: {email: anna@bakker.example, access: phone}
  bert:
    first_name: Bert
    infix: van
    last_name: Kaas
    extension: 202
    devices:
      - {model: generic-sip, password: !secret devices/bert}
    simultaneous_ring: {numbers: [0612345679], answer_confirmation: true}
    blocked_callers:
      anonymous: true
      rules:
        - {name: Enquetes, numbers: [020-7654321], during: eten}
    forwarding: {missed: {to: anna, rings: 5}}
hunt_groups:
  verkoop:
    name: Verkoop
    extension: 301
    policy: regular
    members: [anna, bert]
    next_member_after: {rings: 3}
    overflow: {after: 45s, to: post}
    when_busy: anna
auto_attendants:
  menu:
    name: Menu
    extension: 555
    number: 088-7654000
    business_hours_menu:
      greeting: audio/x.wav
      keys:
        1: {transfer: verkoop, label: verkoop}
        9: {operator: anna}
        star: repeat_menu
    night_forwarding: follow
mailboxes:
  post:
    extension: 401
    email: post@bakker.example
    greeting: audio/x.wav
  fax:
    kind: fax
    extension: 402
    number: 088-7654009
    email: fax@bakker.example
mobile:
  subscriptions:
    anna_mobiel:
      number: 0612345678
      label: Anna
      forwarding:
        no_answer: 0887654001
calls:
  - name: verkoop
    dial: 088-7654000
    at: 2026-12-01 10:00
    press: 1
    rings_first: [anna]
  - name: een ander
    dial: 201
    from: bert
    at: Mon 10:00
    answered_by: bert
  - name: niemand raakt zoek
    never: {ends: lost}
"""
"""Most of what the language has, a key a line, and one call test that fails."""

SETTINGS = """\
[check]
select = []
ignore = ["NP108"]
fail-on = "warning"
baseline = "bekend.json"

[secrets]
provider = "env"

[targets.phones]
registrar = "sip.hostedpbx.example"
port = "5060"
transport = "tls"
ntp = "nl.pool.ntp.org"
provisioning_url = "https://phones.hostedpbx.example/bakker"

[targets.asterisk]
bind = "127.0.0.1"
trunk_host = "sip.carrier.example"

[targets.broadworks]
release = "R24"

[platforms.hosted]
kind = "broadworks"
address = "tcp://127.0.0.1:9"
user = "beheerder"
password = "platforms/hosted"
login = "digest"
release = "R25"
rate = 50
timeout = 5
voicemail_transfer = "*55"

[platforms.hosted.call_types]
mobile = "specialServicesI"
0900 = "premiumServicesI"
0906 = "premiumServicesII"
0909 = "chargeableDirectoryAssisted"

[platforms.hosted.device_types]
yealink-t54w = "Yealink T54W"
"""
KEY = bytes(range(32))
TODAY = ("--today", "2026-11-30")
Run = Callable[..., tuple[int, str]]
"""Runs a command in this process: its exit code, and all that it wrote."""


@dataclass(frozen=True)
class Company:
    """What all inputs begin with."""

    files: Mapping[str, bytes]
    baseline: bytes
    saved: bytes
    states: tuple[Mapping[str, bytes], ...]
    """Folders for state: after two deployments, and while one is cut off."""
    platform: Platform


def silence() -> bytes:
    """A tenth of a second."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return content.getvalue()


def company(sandbox: Sandbox, run: Run) -> Company:
    """Deploy the company to a platform, change it, and save what that needs; the platform holds the first."""
    later = PLAN.replace("Balie", "Jansen").replace("after: 45s", "after: 20s")
    files = {"plan.yaml": PLAN.encode(), "audio/x.wav": silence(), "nummerplan.toml": SETTINGS.encode()}
    files |= {"bekend.json": b'{"version": 1, "findings": []}'}
    sandbox.fill(files, {"nummerplan/key": KEY})
    platform = Platform(Path("plan.yaml"))
    with spoken_to(platform):
        _well(run("deploy", "--yes", *TODAY))
        _well(run("check", "--baseline", "bekend.json", "--update-baseline", *TODAY), (0, 1))
        baseline = Path("bekend.json").read_bytes()
        platform.keep()
        first = state_of(sandbox.state)
        Path("plan.yaml").write_text(later, "utf-8")
        _well(run("plan", "--out", "saved.json", *TODAY))
        saved = Path("saved.json").read_bytes()
        _well(run("deploy", "--yes", "--force", *TODAY))
        second = state_of(sandbox.state)
        platform.begin(platform.dice, {})
    sandbox.fill(files, {**second})
    _cut_off(sandbox.state)
    cut_off = state_of(sandbox.state)
    files |= {"later.yaml": later.encode(), "bekend.json": baseline, "saved.json": saved}
    return Company(files, baseline, saved, (first, second, cut_off), platform)


def _cut_off(state: Path) -> None:
    """The last run of the journal was not finished."""
    (place,) = state.rglob("journal.sqlite")
    with sqlite3.connect(place) as database:
        database.execute(
            "UPDATE run SET state = 'running', remains = NULL, ended = NULL WHERE id = (SELECT max(id) FROM run)"
        )
        database.execute("UPDATE command SET state = 'sent' WHERE number > 1")
    database.close()


def _well(done: tuple[int, str], codes: tuple[int, ...] = (0,)) -> None:
    if done[0] not in codes:
        raise AssertionError(done)


def resealed(saved: bytes, change: Callable[[str], str]) -> bytes:
    """A saved plan that somebody changed who has the key of the journals."""
    text = change(saved.decode())
    with patch.object(saved_plan, "fingerprint_key", lambda journals: KEY):
        try:
            data = json.loads(text)
            for plan in data["plans"]:
                plan["seal"] = saved_plan._seal(plan, Path())
            return json.dumps(data).encode()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # it is no saved plan any more
            return text.encode("utf-8", "surrogateescape")
