"""The certificate of a proof: what it rests on is written out, its bytes are stable, and its calls can be followed."""

import json
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.pipeline import check_paths
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import Node

ROOT = Path(__file__).parents[2]
TODAY = datetime(2026, 11, 23).date()

PLAN = """
nummerplan: 1
company:
  name: Bakker
  main_number: 088-7654000
  ring_limit: 90s
  max_redirections: 4
  managed_by_user: [forwarding, greetings]
  night_forwarding: {mode: schedule, to: post}
  business_hours: open
numbers: [088-7654000..088-7654009, 088-7654005]
schedules: {open: {mon-fri: 09:00-17:00}}
users:
  anna: {number: 088-7654000, extension: 201, devices: [{model: generic-sip}], forwarding: {missed: post}}
  bert: {number: 088-7654001, extension: 202, devices: [{model: generic-sip}], managed_by_user: [night_forwarding]}
mailboxes:
  post: {extension: 999}
"""


def check(where: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "nummerplan",
        "--lang",
        "en",
        "check",
        "--proof",
        "--today",
        "2026-11-23",
        *options,
    ]
    return subprocess.run([*command, str(where)], cwd=ROOT, capture_output=True, text=True, check=False)


def proof_of(where: Path) -> dict[str, Any]:
    (found,) = json.loads(check(where, "--format", "json").stdout)["proofs"]
    return dict(found)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_it_says_for_each_number_what_is_known(plan: Path) -> None:
    proof = proof_of(plan)
    entries = {(entry["name"], entry["callers"]): entry for entry in proof["entries"]}
    safe, losing = entries["088 765 4000", "external"], entries["088 765 4001", "external"]
    assert (safe["verdict"], safe["losses"], safe["situations"], safe["branches"]) == ("no_call_is_lost", [], 2, 6)
    (loss,) = losing["losses"]
    assert (losing["verdict"], loss["end"]) == ("calls_are_lost", "busy_tone")
    assert loss["witness"]["people"] == {"bert": "unreachable"}
    times = proof["times"][losing["times"]]
    assert times["clocks"] == [{"schedule": "open", "holidays": None}]
    assert times["situations"][loss["situation"]] == {
        "name": "Mon-Fri 09:00-17:00",
        "sample": "2026-11-23T09:00",
        "open": [True],
    }
    assert [key for key, callers in entries if callers == "internal"] == [
        "extension 201",
        "extension 202",
        "extension 999",
    ]
    assert proof["verdict"] == "calls_are_lost"


def test_it_lists_what_it_rests_on(plan: Path) -> None:
    proof = proof_of(plan)
    figures = {one["name"]: one["value"] for one in proof["assumptions"] if one["value"] is not None}
    assert figures == {
        "from": "2026-11-23",
        "until": "2028-05-23",
        "time_zone": "Europe/Amsterdam",
        "ring_seconds": 5,
        "ring_limit_seconds": 90,
        "max_redirections": 4,
        "ring_along_voicemail_seconds": 25,
        "menu_tries": 3,
        "dialling_seconds": 3,
        "mobile_ring_seconds": 25,
    }
    assert proof["left_to_users"] == [
        {"setting": "forwarding", "objects": ["anna"]},
        {"setting": "night_forwarding", "objects": ["bert"]},
    ]
    assert proof["unheld_numbers"] == [{"first": "+31887654002", "last": "+31887654009"}]


OF_SEMANTICS = (
    ("ends a call that has been unanswered for so long", "ring_limit_seconds"),
    ("keeps the situation of its arrival", "arrival"),
    ("Internal callers are never refused", "colleagues"),
    ("forwarding when equal", "equal_rings"),
    ("that leg rings nobody", "ring_along_forwarding"),
    ("after 25 s when nobody takes the call", "ring_along_voicemail_seconds"),
    ("Nothing else of a member is used", "group_members"),
    ("repeats the menu, three times in all", "menu_tries"),
    ("no longer one can come, at `hash`, or after 3 s", "dialling_seconds"),
    ("The letters are complete at `hash` or after 3 s", "dialling_seconds"),
    ("`trace` takes the first, and says so", "first_of_several_names"),
    ("rings for 25 s", "mobile_ring_seconds"),
    ("it ends at a number that is not in use", "mobile_bars"),
    ("a voicemail that is not the company's", "mobile_voicemail"),
)
"""What `docs/semantics.md` marks with (A), in its order, and the assumption that names it."""

ASSUMED = {
    "lines or licences": "lines",
    "a mailbox is never full": "mailboxes",
    "a call that a person has taken has ended well": "answered_calls",
    "what people switch by hand": "by_hand",
    "what a platform does at a setting that the plan leaves to it": "unmanaged",
    "how a person is does not change during a call": "people",
    "what happens at a number outside is not looked at": "outside",
}
"""What stands there under "What is assumed"."""


def test_every_assumption_of_the_semantics_is_listed(plan: Path) -> None:
    text = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    rules, proof = text.split("\n## Time\n")[1].split("\n## Proof\n")
    rules, assumed = rules.split("\n## What is assumed\n")
    marked = [" ".join(part.split()) for part in rules.split("(A)")[:-1]]
    assert len(marked) == len(OF_SEMANTICS)
    for before, (words, name) in zip(marked, OF_SEMANTICS, strict=True):
        assert words in before, name
    points = [" ".join(point.split()) for point in assumed.split("\n- ")[1:]]
    assert points[-1] == "and all that is marked (A)."
    for point, words in zip(points[:-1], ASSUMED, strict=True):
        assert words in point
    plan.write_text(PLAN.replace("{number: 088-7654000,", "{unmanaged: [voicemail], number: 088-7654000,"))
    listed = [one["name"] for one in proof_of(plan)["assumptions"]]
    assert {name for _, name in OF_SEMANTICS} | {*ASSUMED.values()} <= {*listed}
    assert len(listed) == len({*listed})
    assert "It holds under [what is assumed](#what-is-assumed)" in proof


def test_a_setting_that_stays_the_platforms_is_an_assumption(plan: Path) -> None:
    plan.write_text(PLAN.replace("{extension: 999}", "{extension: 999, unmanaged: [greeting, record]}"))
    found = [one for one in proof_of(plan)["assumptions"] if one["name"] == "unmanaged"]
    assert [one["value"] for one in found] == ["post.greeting", "post.record"]
    assert found[0]["message"] == "what the platform does at post.greeting is not known"


def test_people_read_what_is_taken_for_granted_once(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "other.plan.yaml").write_text(PLAN, encoding="utf-8")
    lines = check(tmp_path).stdout.splitlines()
    assert sum("proof of " in line for line in lines) == 2
    taken = lines[lines.index("what the proof takes for granted (docs/semantics.md):") + 1 :]
    assert "  a mailbox is never full" in taken
    assert "  a call that has been unanswered for 90 s is ended by the caller's network, or by his patience" in taken
    assert len(taken) == len({*taken})
    assert {f"  {one['message']}" for one in proof_of(plan)["assumptions"][2:]} == {*taken}


def test_people_are_told_what_the_proof_does_not_know(plan: Path) -> None:
    lines = check(plan, "--format", "concise").stdout.split("proof of ")[1].splitlines()
    assert lines[0].endswith("plan.yaml, from 2026-11-23 until 2028-05-23:")
    assert lines[-3:] == [
        "  numbers that nobody holds, and that are not in use for callers: 8",
        "  people switch their forwarding by hand, and the proof knows only the plan's: 1: anna",
        "  people switch night forwarding by hand, and the proof knows only the plan's: 1: bert",
    ]


def test_the_same_day_gives_the_same_bytes_and_another_plan_another_sum(plan: Path) -> None:
    once, twice = (check(plan, "--format", "json").stdout for _ in range(2))
    assert once == twice
    (first,) = json.loads(once)["proofs"]
    plan.write_text(PLAN.replace("4001", "4002"), encoding="utf-8")
    assert proof_of(plan)["sha256"] != first["sha256"]


def test_the_sum_is_that_of_the_files_as_they_are_on_disk(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"\xef\xbb\xbfnummerplan: 1\r\ncompany: {main_number: 088-7654000}\r\n")
    (tmp_path / "users.yaml").write_bytes(b"anna: {number: 088-7654000, extension: 201}\n")
    sums = {path.name: sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    proof = proof_of(tmp_path)
    assert {Path(file["file"]).name: file["sha256"] for file in proof["files"]} == sums
    printed = sorted(f"{value}  {name}\n" for name, value in sums.items())
    assert proof["sha256"] == sha256("".join(printed).encode()).hexdigest()


@pytest.mark.parametrize("example", ["six", "loops", "menus", "groups", "night", "forwarding"])
def test_each_lost_call_can_be_followed_from_what_the_certificate_says_of_it(example: str) -> None:
    where = ROOT / "examples" / "defects" / example
    cases = {checked.linked.name: checked.linked for checked in check_paths([where], TODAY)[0]}
    followed = 0
    for proof in json.loads(check(where, "--format", "json").stdout)["proofs"]:
        for loss in (loss for entry in proof["entries"] for loss in entry["losses"]):
            said = loss["witness"]
            call = Call(
                Node(said["dial"]["kind"], said["dial"]["key"]),
                datetime.fromisoformat(said["at"]),
                Caller(**said["from"]),
                tuple(said["press"]),
                said["people"],
            )
            trace = follow(call, cases[proof["plan"]])
            assert (trace.end.key, len(trace.hops)) == (loss["end"], len(loss["steps"]))
            followed += 1
    assert followed


def test_a_busy_tone_that_the_plan_asks_for_by_name_is_no_lost_call() -> None:
    done = check(ROOT / "examples" / "defects" / "callers", "--format", "json")
    (proof,) = json.loads(done.stdout)["proofs"]
    assert "033 461 1702 can come to a busy tone" in done.stdout
    assert [entry["losses"] for entry in proof["entries"]] == [[]] * len(proof["entries"])


def test_for_a_dashboard_each_number_is_a_test(plan: Path) -> None:
    done = check(plan, "--format", "junit")
    root = ET.fromstring(done.stdout)  # noqa: S314 - our own output
    suite = root.findall("testsuite")[-1]
    tests = {test.get("name"): [part.tag for part in test] for test in suite}
    assert tests == {"088 765 4000": ["system-out"], "088 765 4001": ["failure"]}
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert root.get("tests") == str(sum(int(suite.get("tests", "")) for suite in root))
    assert root.get("failures") == str(sum(int(suite.get("failures", "")) for suite in root))


def test_of_a_plan_that_is_not_read_whole_nothing_is_proven(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("users: {a: {extension: 201, rings: [1]}}\n")
    done = check(tmp_path, "--format", "json")
    (proof,) = json.loads(done.stdout)["proofs"]
    assert (done.returncode, proof["verdict"], proof["entries"]) == (1, "not_proven", [])
    assert "is not proven: it could not be read whole" in done.stderr
    suite = ET.fromstring(check(tmp_path, "--format", "junit").stdout).findall("testsuite")[-1]  # noqa: S314
    assert [failure.get("type") for failure in suite.iter("failure")] == ["not_proven"]


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab"])
def test_formats_without_room_for_a_proof_refuse_it(form: str) -> None:
    done = check(ROOT / "examples" / "mijn-bedrijf", "--format", form)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--proof goes with --format concise, json, junit, text" in done.stderr
