"""Where one call goes: the manual's stories (6.1.1 and 6.2), and `docs/semantics.md` sentence by sentence."""

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from nummerplan.compiler.calls.describe_call import CallError, Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.linked_plan import LinkedPlan

EXAMPLE = Path(__file__).parents[2] / "examples" / "mijn-bedrijf" / "plan.yaml"
NOW = datetime(2026, 11, 24, 10, 0)


def case_of(text: str) -> LinkedPlan:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert not [*findings, *bound.findings]
    return link(bound.plan, "plan.yaml", date(2026, 11, 23))


def traced(
    text: str | LinkedPlan, dial: str, *press: str, caller: str = "external", at: str = "now", **states: str
) -> Trace:
    linked = text if isinstance(text, LinkedPlan) else case_of(text)
    people = {state: tuple(names.split()) for state, names in states.items()}
    return follow(describe(Description(dial, caller, at, press, people), linked, NOW), linked)


def end_of(trace: Trace) -> str:
    """How a call ends, in short: `answered by vera`, or the last place and the end."""
    if trace.answered_by:
        return f"answered by {trace.answered_by}"
    return f"{trace.hops[-1].edge.source}: {trace.end.key}" if trace.hops else trace.end.key


@pytest.fixture(scope="module")
def company() -> LinkedPlan:
    return case_of(EXAMPLE.read_text())


STORIES = [
    # 6.1.1: in office hours
    (("088-7654000", "1"), {}, "answered by verkoper1"),
    (("088-7654000", "2"), {}, "answered by support1"),
    (("088-7654000", "9"), {}, "answered by receptie"),
    (("088-7654000",), {}, "answered by receptie"),
    (("088-7654002",), {}, "answered by support1"),
    (("088-7654002",), {"absent": "support1"}, "answered by support2"),
    (("088-7654000", "1"), {"busy": "verkoper1"}, "answered by verkoper2"),
    (("088-7654000", "1"), {"absent": "verkoper1 verkoper2 receptie"}, "voicemail receptie: message"),
    (("088-7654000", "1"), {"unreachable": "verkoper1 verkoper2"}, "answered by victor_mobiel"),
    (("212",), {"caller": "211"}, "answered by verkoper2"),
    # 6.2: after hours, for callers from outside
    (("088-7654000", "1"), {"at": "Tue 20:00"}, "mailbox company: announced"),
    (("088-7654002",), {"at": "Sun 10:00"}, "mailbox company: announced"),
    (("0854879610",), {"at": "2026-12-25 10:00"}, "mailbox company: announced"),
    (("088-7654000",), {"at": "2026-12-24 11:59"}, "answered by receptie"),
    (("088-7654000",), {"at": "2026-12-24 12:00"}, "mailbox company: announced"),
    (("209",), {"at": "Tue 20:00", "caller": "211"}, "answered by receptie"),
    (("0854879618",), {"at": "Tue 20:00"}, "mailbox fax: fax"),
    # 5.2.4: who is refused
    (("221",), {"caller": "anonymous"}, "user support1: refused"),
    (("221",), {"caller": "020-7654321", "at": "Tue 18:00"}, "user support1: refused"),
    (("221",), {"caller": "020-7654321", "at": "Tue 16:00"}, "answered by support1"),
    (("221",), {"caller": "222", "at": "Tue 18:00"}, "answered by support1"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "world", "ending"), STORIES)
def test_the_stories_of_the_manual(
    keys: tuple[str, ...], world: dict[str, str], ending: str, company: LinkedPlan
) -> None:
    assert end_of(traced(company, *keys, **world)) == ending  # type: ignore[arg-type]  # words by name


def test_every_step_knows_its_reason_and_its_time(company: LinkedPlan) -> None:
    trace = traced(company, "088-7654000", "1", absent="verkoper1 verkoper2")
    assert [(hop.edge.condition, hop.edge.route, hop.at) for hop in trace.hops] == [
        ("holds", ("auto_attendants", "hoofdmenu", "number"), 0),
        ("pressed", ("auto_attendants", "hoofdmenu", "business_hours_menu", "keys", "1", "transfer"), 0),
        ("overflow", ("hunt_groups", "verkoop", "overflow", "to"), 30),
        ("answered", ("users", "receptie", "devices"), 30),
    ]
    assert [tuple(ring) for ring in trace.hops[2].rings] == [("verkoper1", 0, 15), ("verkoper2", 15, 30)]


MENU = """
users:
  balie: {extension: 201, last_name: Balie, devices: [{model: generic-sip}], voicemail: {email: b@x.example}}
  jan: {extension: 202, last_name: Smit, devices: [{model: generic-sip}]}
auto_attendants:
  menu:
    extension: 500
    business_hours_menu:
      keys: {1: jan, 3: {play: default}, 5: dial_by_name, 8: dial_by_extension, 9: {operator: balie},
             star: repeat_menu, hash: hang_up}
"""


@pytest.mark.parametrize(
    ("keys", "ending", "seconds"),
    [
        ("", "answered by balie", 10),
        ("1", "answered by jan", 0),
        ("*1", "answered by jan", 0),
        ("33*1", "answered by jan", 0),
        ("71", "answered by jan", 0),
        ("771", "answered by jan", 0),
        ("7771", "answered by balie", 10),
        ("#", "auto attendant menu: hung_up", 0),
        ("8202", "answered by jan", 0),
        ("8299", "answered by balie", 13),
        ("57648", "answered by jan", 3),
        ("599", "answered by balie", 13),
        ("8", "answered by balie", 13),
        ("82991", "answered by balie", 13),
        ("8299#1", "answered by jan", 0),
        ("8202#9", "answered by jan", 0),
    ],
)
def test_keys_at_a_menu(keys: str, ending: str, seconds: int) -> None:
    trace = traced(MENU, "500", *([keys] if keys else []))
    assert (end_of(trace), trace.seconds) == (ending, seconds)


def test_silence_without_a_reception_is_cut_off() -> None:
    assert end_of(traced(MENU.replace(", 9: {operator: balie}", ""), "500")) == "auto attendant menu: cut_off"


def test_two_menus_that_send_silent_callers_to_each_other_go_round() -> None:
    text = """
auto_attendants:
  a: {extension: 501, business_hours_menu: {keys: {9: {operator: b}, 1: "1233"}}}
  b: {extension: 502, business_hours_menu: {keys: {9: {operator: a}}}}
"""
    assert traced(text, "501").end.key == "loop"
    assert traced(text, "501", "91").end.key == "loop"
    assert traced(text, "501", "991").end.key == "outside"


def test_more_than_five_redirections_are_too_many() -> None:
    users = "".join(f"  u{n}: {{extension: 20{n}, forwarding: {{always: u{n + 1}}}}}\n" for n in range(6))
    last = "  u6: {extension: 206, devices: [{model: generic-sip}]}\n"
    plan = f"users:\n{users}{last}"
    assert traced(plan, "200").end.key == "too_many_redirections"
    assert end_of(traced(plan, "201")) == "answered by u6"


GROUP = """
users:
  a: {extension: 201, devices: [{model: generic-sip}], forwarding: {missed: z}}
  b: {extension: 202, devices: [{model: generic-sip}]}
  c: {extension: 203, devices: [{model: generic-sip}]}
  z: {extension: 209, devices: [{model: generic-sip}]}
hunt_groups:
  g: {extension: 300, members: [a, b, c], policy: regular, next_member_after: {rings: 2}, overflow: {after: 45s, to: z}}
"""


@pytest.mark.parametrize(
    ("change", "states", "ending", "rings", "seconds"),
    [
        ({}, {}, "answered by a", "a", 0),
        ({}, {"absent": "a b"}, "answered by c", "a b c", 20),
        ({}, {"absent": "a b c"}, "answered by z", "a b c a b z", 45),
        ({}, {"busy": "a", "absent": "c"}, "answered by b", "b", 0),
        ({}, {"on_call": "a", "unreachable": "b"}, "answered by c", "c", 0),
        ({}, {"unreachable": "a b c"}, "answered by z", "z", 0),
        ({}, {"busy": "a b", "unreachable": "c"}, "answered by z", "z", 0),
        ({"policy: regular": "policy: simultaneous"}, {"absent": "a"}, "answered by b", "a b c", 0),
        ({"policy: regular": "policy: simultaneous"}, {"absent": "a b c"}, "answered by z", "a b c z", 45),
        ({", next_member_after: {rings: 2}": ""}, {"absent": "a"}, "answered by z", "a z", 45),
        ({"policy: regular": "ring_busy_members: true"}, {"on_call": "a b c"}, "answered by z", "a b c a b z", 45),
        ({"policy: regular": "when_busy: busy_tone"}, {"busy": "a b c"}, "hunt group g: busy_by_name", "", 0),
        ({"policy: regular": "when_busy: wait"}, {"busy": "a b c"}, "answered by z", "z", 45),
        (
            {"policy: regular": "not_reachable: busy_tone"},
            {"unreachable": "a b c"},
            "hunt group g: busy_by_name",
            "",
            0,
        ),
        ({", overflow: {after: 45s, to: z}": ""}, {"absent": "a b c"}, "hunt group g: gives_up", None, 120),
    ],
)
def test_a_hunt_group(
    change: dict[str, str], states: dict[str, str], ending: str, rings: str | None, seconds: int
) -> None:
    text = GROUP
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    trace = traced(text, "300", **states)  # type: ignore[arg-type]  # states by name
    assert (end_of(trace), trace.seconds) == (ending, seconds)
    if rings is not None:
        assert " ".join(trace.rings()) == rings


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nummerplan", "trace", str(EXAMPLE), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, input=typed)


def test_the_command_shows_a_tree() -> None:
    done = run("--dial", "088-7654000", "--at", "2026-11-24 10:00", "--press", "1", "--absent", "211")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split("  [")[0] for line in done.stdout.splitlines()]
    assert lines == [
        "Tue 2026-11-24 10:00, a caller from outside calls 088 765 4000",
        "the moment falls in: Mon-Fri 08:30-17:30 except holidays",
        "├─ 088 765 4000 belongs to menu hoofdmenu",
        "├─ the caller presses 1 in menu hoofdmenu: the call goes on to hunt group verkoop",
        "└─ hunt group verkoop is called",
        "   verkoper1 rings for 15 s",
        "   verkoper2 rings and answers",
        "ends after 15 s: verkoper2 has the call",
    ]
    assert "plan.yaml:" in done.stdout


def test_the_command_writes_json() -> None:
    done = json.loads(run("--dial", "0854879612", "--at", "2026-11-24 10:00", "--format", "json").stdout)
    assert (done["end"], done["lost"], done["answered_by"]) == ("answered", False, "verkoper2")
    assert done["steps"][0]["setting"] == ["users", "verkoper2", "number"]


def test_the_command_asks_for_keys_as_a_menu_does() -> None:
    done = run("--dial", "088-7654000", "--at", "2026-11-24 10:00", "--interactive", typed="x\n*\n2\n")
    assert done.stderr.count("hoofdmenu (1 2 9 star)") == 3
    assert "x is no key of a telephone" in done.stderr
    assert "support1 has the call" in done.stdout


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0906-1234", "receptie may not call 0906 1234: block_outgoing covers it"),
        ("+32 2 501 02 11", "receptie may not call +32 2 501 02 11: block_outgoing covers it"),
        ("020-7654321", "receptie may call 020 765 4321; the other side sees 088 765 4000 Mijn bedrijf"),
        ("112", "receptie may call 112; the other side sees 088 765 4000 Mijn bedrijf"),
    ],
)
def test_outgoing_calls(number: str, said: str) -> None:
    assert run("--from", "209", "--dial", number).stdout.strip() == said


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        (Description("123"), "123 is no number, extension or key of this plan"),
        (Description("209", at="yesterday"), "yesterday is no moment"),
        (Description("209", at="2026-02-30 10:00"), "2026-02-30 10:00 is no moment"),
        (Description("209", caller="nobody"), "nobody is no caller"),
        (Description("209", press=("A",)), "A is no key of a telephone"),
        (Description("209", states={"busy": ("hoofdmenu",)}), "hoofdmenu is no user and no mobile of this plan"),
    ],
)
def test_what_is_no_call_is_refused(description: Description, reason: str, company: LinkedPlan) -> None:
    with pytest.raises(CallError, match=reason):
        describe(description, company)
