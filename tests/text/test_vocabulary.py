"""The same noun reads the same in every output: trace, proof, call tests, difference, drawing and findings."""

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import environment

from nummerplan.cli import nummerplan

PLAN = """\
nummerplan: 1
company: {name: Zaak, main_number: 088-7654000, max_redirections: 2}
numbers: [088-7654000..088-7654019]
users:
  opa:
    extension: 200
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    voicemail: {email: opa@zaak.example, when: [busy, no_answer]}
  anna:
    extension: 201
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    forwarding: {busy: opa, not_reachable: opa}
  bea:
    extension: 202
    number: 088-7654002
    devices: [{model: yealink-t54w}]
    forwarding: {no_answer: opa, not_reachable: opa}
  cor: {extension: 203, number: 088-7654003, devices: [{model: yealink-t54w}], night_forwarding: on}
  dirk: {extension: 204, number: 088-7654004, forwarding: {always: emma}}
  emma: {extension: 205, forwarding: {always: dirk}}
  frans: {extension: 206, number: 088-7654006, forwarding: {always: gijs}}
  gijs: {extension: 207, forwarding: {always: hein}}
  hein: {extension: 208, forwarding: {always: opa}}
  ine:
    extension: 209
    number: 088-7654009
    devices: [{model: yealink-t54w}]
    blocked_callers: {anonymous: true}
    voicemail: {email: ine@zaak.example, when: [busy, no_answer]}
  jan: {extension: 210, number: 088-7654010, forwarding: {always: "0201234567"}}
  kim: {extension: 211, number: 088-7654012, devices: [{model: yealink-t54w}], voicemail: {email: kim@zaak.example}}
  loes: {extension: 212, number: 088-7654013, forwarding: {always: eigen}}
  mees: {extension: 213, number: 088-7654015, simultaneous_ring: {numbers: [zakelijk]}}
  noor:
    extension: 214
    number: 088-7654016
    devices: [{model: yealink-t54w}]
    forwarding: {missed: {to: otto, rings: 12}}
  otto: {extension: 215, devices: [{model: yealink-t54w}], forwarding: {missed: {to: groep, rings: 12}}}
hunt_groups:
  groep:
    extension: 220
    number: 088-7654014
    policy: simultaneous
    members: [opa, anna]
    overflow: {after: 20s, to: opa}
auto_attendants:
  menu:
    extension: 221
    number: 088-7654005
    business_hours_menu: {greeting: {say: welkom}, keys: {1: opa, 2: hang_up}}
mailboxes:
  bandje: {extension: 230, number: 088-7654007, record: false, greeting: {say: dicht}}
  faxen: {extension: 231, number: 088-7654008, kind: fax, email: fax@zaak.example}
  postvak: {extension: 232, number: 088-7654011, email: post@zaak.example}
mobile:
  subscriptions:
    eigen: {number: "0612345678", forwarding: {no_answer: 088-7654000, not_reachable: 088-7654000}}
    zakelijk: {number: "0612345679", business_voicemail: true}
calls:
"""

SAFER = {
    "{busy: opa, not_reachable: opa}": "{missed: opa}",
    "{no_answer: opa, not_reachable: opa}": "{missed: opa}",
    ", night_forwarding: on": "",
    "forwarding: {always: dirk}": "forwarding: {always: opa}",
    "forwarding: {always: gijs}": "forwarding: {always: opa}",
    "blocked_callers: {anonymous: true}": "",
    "voicemail: {email: kim@zaak.example}": "voicemail: {email: kim@zaak.example}, forwarding: {not_reachable: opa}",
    "2: hang_up": "2: anna, 9: {operator: opa}",
}
"""What another plan says instead, in which none of these calls is lost, refused or ended."""

LOST = {
    "it rings until the caller gives up": ("088-7654001", "absent: [anna]"),
    "the caller hears a busy tone": ("088-7654002", "busy: [bea]"),
    "the number is not in use": ("088-7654003", ""),
    "the call is in a loop": ("088-7654004", ""),
    "the call is redirected too often": ("088-7654006", ""),
    "the call is cut off": ("088-7654005", ""),
}
WELL = {
    "a message can be left at mailbox postvak": ("088-7654011", ""),
    "the announcement is played at mailbox bandje": ("088-7654007", ""),
    "the fax is received at mailbox faxen": ("088-7654008", ""),
    "the call is refused": ("088-7654009", "from: anonymous"),
    "the menu hangs up": ("088-7654005", "press: 2"),
    "the call is handed over to the number outside": ("088-7654010", ""),
}
ENDS = LOST | WELL
STATES = {
    "anna is absent": ("088-7654001", "absent: [anna]", ("proof", "findings")),
    "bea is busy": ("088-7654002", "busy: [bea]", ("difference", "proof", "findings")),
    "kim is not registered": ("088-7654012", "unreachable: [kim]", ("difference",)),
}
"""Each with a call in which it matters, and what else than the test of that call shows it; a difference does not name
who is absent, because everybody is of whom it says nothing."""
PLACES = {
    "user anna": "088-7654001",
    "the voicemail of opa": "088-7654000",
    "hunt group groep": "088-7654014",
    "menu menu": "088-7654005",
    "mailbox postvak": "088-7654011",
    "mobile eigen": "088-7654013",
    "020 123 4567": "088-7654010",
}
CALLERS = {
    "a caller from outside": "from: external",
    "a caller without a number": "from: anonymous",
    "a colleague": "from: internal",
    "user bea": "from: bea",
    "020 765 4321": "from: 020-7654321",
}


def run(folder: Path, *arguments: str) -> str:
    done = CliRunner(env=environment()).invoke(nummerplan, arguments, standalone_mode=False, catch_exceptions=False)
    return done.output.replace(f"{folder}/", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan with a call test that fails for each end, state, place and caller; and one in which calls are safer."""
    folder = tmp_path_factory.mktemp("vocabulary")
    tests = [f"  - {{dial: {number}, {more}{', ' if more else ''}answered_by: cor}}" for number, more in ENDS.values()]
    tests += [f"  - {{dial: {number}, {state}, answered_by: cor}}" for number, state, _ in STATES.values()]
    tests += [f"  - {{dial: {number}, absent: [opa, anna], answered_by: cor}}" for number in PLACES.values()]
    tests += [f"  - {{dial: 088-7654001, {caller}, answered_by: cor}}" for caller in CALLERS.values()]
    (folder / "plan.yaml").write_text(PLAN + "\n".join(tests) + "\n")
    safer = PLAN.removesuffix("calls:\n")
    for former, text in SAFER.items():
        assert former in safer
        safer = safer.replace(former, text)
    (folder / "safer.plan.yaml").write_text(safer)
    return folder


@cache
def outputs(folder: Path) -> dict[str, str]:
    plan, day = str(folder / "plan.yaml"), ("--today", "2026-11-23")
    return {
        "test": run(folder, "test", *day, plan),
        "graph": run(folder, "graph", plan),
        "difference": run(folder, "diff", *day, plan, str(folder / "safer.plan.yaml")),
        "proof": run(folder, "check", *day, "--proof", "--format", "concise", plan).partition("proof of")[2],
        "findings": run(folder, "check", *day, plan),
    }


def trace(folder: Path, number: str, setting: str = "") -> str:
    name, _, value = setting.partition(": ")
    options = (f"--{name}", value.strip("[]")) if setting else ()
    return run(folder, "trace", str(folder / "plan.yaml"), "--dial", number, "--at", "2026-11-24 10:00", *options)


@pytest.mark.parametrize("end", LOST)
def test_a_lost_end_reads_the_same_everywhere(end: str, folder: Path) -> None:
    assert trace(folder, *LOST[end]).endswith(f" s: lost: {end}\n")
    shown = outputs(folder)
    assert f"but: lost: {end}\n" in shown["test"]
    for output in ("difference", "proof", "findings"):
        assert end in shown[output], output
    if end not in ("the call is in a loop", "the call is redirected too often"):  # what comes back is an arrow
        assert f'(["lost#58; {end}"])' in shown["graph"]


@pytest.mark.parametrize("end", WELL)
def test_another_end_reads_the_same_everywhere(end: str, folder: Path) -> None:
    assert trace(folder, *WELL[end]).endswith(f" s: {end}\n")
    assert f"but: {end}\n" in outputs(folder)["test"]
    if end != "the call is handed over to the number outside":  # a number outside is drawn as a place
        assert f'(["{end.partition(" at ")[0]}"])' in outputs(folder)["graph"]
    if end in ("the call is refused", "the menu hangs up"):
        assert end in outputs(folder)["difference"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_a_person_reads_the_same_everywhere(state: str, folder: Path) -> None:
    number, setting, others = STATES[state]
    assert f"{number}, {state}  [" in outputs(folder)["test"]
    for output in others:
        assert state in outputs(folder)[output], output
    if state != "anna is absent":  # what happens then is that nobody answers
        assert f"user {state}" in trace(folder, number, setting)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_reads_the_same_everywhere(place: str, folder: Path) -> None:
    assert place in trace(folder, PLACES[place], "absent: opa")
    for output in ("test", "graph"):
        assert place in outputs(folder)[output], output


@pytest.mark.parametrize("caller", CALLERS)
def test_a_caller_reads_the_same_everywhere(caller: str, folder: Path) -> None:
    beginning = f"Tue 2026-11-24 10:00, {caller} calls 088 765 4001\n"
    assert trace(folder, "088-7654001", CALLERS[caller]).startswith(beginning)
    assert f", {caller} calls 088 765 4001\n" in outputs(folder)["test"]
    if caller in ("a caller from outside", "a caller without a number"):
        assert caller in outputs(folder)["graph"]


def test_keys_and_days_read_the_same_everywhere(folder: Path) -> None:
    assert "the caller presses 2 in menu menu" in trace(folder, "088-7654005", "press: 2")
    shown = outputs(folder)
    assert "the caller presses 2: was" in shown["difference"]
    assert "088-7654005, the caller presses 2" in shown["test"]
    assert "for example: Mon 2026-11-23 10:00, a caller from outside calls" in shown["findings"]


def test_what_the_voicemail_of_a_mobile_takes_is_left_there(folder: Path) -> None:
    shown = trace(folder, "088-7654015", "unreachable: [zakelijk]")
    assert shown.endswith(": a message can be left at the voicemail of zakelijk\n")


def test_where_a_call_comes_too_late_to_ring_nobody_is_said_not_to_answer(folder: Path) -> None:
    shown = run(
        folder, "trace", str(folder / "plan.yaml"), "--dial", "088-7654016", "--at", "2026-11-24 10:00",
        "--absent", "noor", "--absent", "otto",
    )  # fmt: skip
    assert "no time to ring is left at hunt group groep" in shown
    assert "in 0 s" not in shown


def test_dutch_sentences_have_dutch_days_keys_and_order(folder: Path) -> None:
    plans = (str(folder / "plan.yaml"), str(folder / "safer.plan.yaml"))
    shown = run(folder, "diff", "--lang", "nl", "--today", "2026-11-23", *plans)
    assert "088 765 4009 (van een beller zonder nummer): was: de oproep wordt geweigerd; nu: gebruiker ine" in shown
    assert "was: keuzemenu menu, 10 s, daarna: de verbinding wordt verbroken; nu:" in shown
    pressed = ("--dial", "088-7654005", "--at", "2026-11-24 10:00", "--press", "star", "--press", "hash")
    (folder / "keys.plan.yaml").write_text(
        PLAN.replace("{1: opa,", "{star: repeat_menu, hash: opa, 1: opa,") + "  []\n"
    )
    shown = run(folder, "trace", "--lang", "nl", str(folder / "keys.plan.yaml"), *pressed)
    assert "de beller kiest ster in keuzemenu menu" in shown
    assert "de beller kiest hekje in keuzemenu menu" in shown
    hours = "nummerplan: 1\nschedules: {s: {name: Open ma-vr, mon-thu: 09:00-17:00, thu: 16:00-20:00}}\n"
    (folder / "days.plan.yaml").write_text(hours)
    shown = run(folder, "check", "--lang", "nl", str(folder / "days.plan.yaml"))
    assert "de naam zegt vr, maar tijdschema s heeft die dag geen uren" in shown
    assert "deze uren overlappen andere van tijdschema s vanaf do 16:00" in shown
