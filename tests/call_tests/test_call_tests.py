"""`nummerplan test`: what comes of the call tests of a plan, and how it is told."""

import json
import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from command import BROKEN, nummerplan

TODAY = ("--today", "2026-11-23")

PLAN = """\
nummerplan: 1
company:
  name: Bakker
  main_number: 088-7654000
  business_hours: office
  holidays: nl
  show_company_name: true
  block_outgoing: [international]
  night_forwarding: {mode: schedule, to: band}
numbers: [088-7654000..088-7654009]
schedules:
  office: {mon-fri: 08:30-17:30}
holidays:
  nl: {public: NL}
users:
  balie:
    extension: 201
    number: 088-7654001
    devices: [{model: generic-sip}]
    forwarding: {missed: {to: band, rings: 4}}
  vera:
    extension: 211
    devices: [{model: generic-sip}]
    voicemail: {email: vera@bakker.example, when: [busy, no_answer]}
  wim:
    extension: 212
    number: 088-7654002
    hide_caller_id: true
    devices: [{model: generic-sip}]
    forwarding: {missed: balie}
hunt_groups:
  winkel:
    extension: 101
    policy: circular
    members: [vera, wim]
    next_member_after: {rings: 3}
    overflow: {after: 30s, to: balie}
auto_attendants:
  menu:
    extension: 500
    number: 088-7654000
    business_hours_menu:
      keys: {1: winkel, 2: {transfer: vera}, 9: {operator: balie}, hash: hang_up}
mailboxes:
  band: {extension: 999, record: false}
calls:
"""
LINE = PLAN.count("\n") + 1
"""The line of the first call test."""


def results(tmp_path: Path, calls: str, *options: str, code: int | None = None) -> str:
    """Run the tests of the plan with these calls; give what is written."""
    (tmp_path / "plan.yaml").write_text(PLAN + calls, encoding="utf-8")
    done = nummerplan("test", *TODAY, *options, "plan.yaml", at=tmp_path)
    if code is not None:
        assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def failure_texts(tmp_path: Path, calls: Iterable[str]) -> list[list[str]]:
    """What is said under each of these failed tests, without their calls."""
    text = results(tmp_path, "".join(f"  - {{{call}}}\n" for call in calls), code=1)
    found: list[list[str]] = []
    for line in text.splitlines()[1:-1]:
        if line.startswith("  FAILED  "):
            found.append([])
        elif line[10] != " ":
            found[-1].append(re.sub(r"plan\.yaml:\d+", "plan.yaml", line.strip()))
    return found


KEPT = [
    "dial: 088-7654000, at: 2026-11-24 10:00, press: 1, rings_first: vera",
    "dial: 088-7654000, at: 2026-11-24 10:00, press: 1, on_call: vera, rings: wim, answered_by: 212",
    "dial: 101, at: 2026-11-24 10:00, absent: [vera, wim], rings: [vera, wim, balie], answered_by: balie",
    "dial: 101, at: 2026-11-24 10:00, absent: [vera, wim, balie], ends: {mailbox: 999}",
    "dial: 211, from: balie, absent: vera, ends: {voicemail: vera}",
    "dial: 211, from: internal, rings: vera",
    "dial: 088-7654001, ends: not_lost",
    "dial: 088-7654001, at: {schedule: office, holidays: nl}, ends: answered",
    "dial: 088-7654001, at: {holidays: nl}, ends: kept",
    "dial: 088-7654001, at: Fri 10:00, ends: answered",
    "dial: 088-7654001, at: 2026-12-25 10:00, rings: [], ends: {mailbox: band}",
    "dial: 088-7654009, ends: not_in_use",
    "dial: 088-7654000, at: 2026-11-24 10:00, press: hash, ends: hung_up",
    "dial: 088-7654000, at: 2026-11-24 10:00, press: [wait], answered_by: balie",
    "dial: 020-6666666, from: 201, allowed: true, shows_number: 088-7654000, shows_name: Bakker",
    "dial: 020-6666666, from: wim, allowed: true, shows_number: anonymous, shows_name: anonymous, "
    "ends: {outside: 020-6666666}",
    "dial: +49 30 123456, from: 201, allowed: false",
    "never: {ends: lost}",
    "always: {ends: not_lost}",
    "at: {schedule: office, holidays: nl}, dial: 088-7654000, always: {reaches: person, within: 10s}",
    "at: {schedule: office, holidays: nl}, dial: winkel, absent: vera, always: {reaches: wim, within: 15s}",
    "at: 2026-11-24 20:00, never: {reaches: person}",
    "at: 2026-11-24 20:00, always: {reaches: band, within: 0s}",
    "dial: 088-7654000, never: {reaches: vera, ends: lost}",
    "from: internal, dial: 101, never: {reaches: balie, within: 0s, ends: refused}",
]


def test_what_comes_as_expected(tmp_path: Path) -> None:
    text = results(tmp_path, "".join(f"  - {{{call}}}\n" for call in KEPT), code=0)
    lines = text.splitlines()
    assert lines[0] == "plan.yaml"
    assert [line[:10] for line in lines[1:-1]] == ["  ok      "] * len(KEPT)
    assert lines[-1] == f"{len(KEPT)} call tests in 1 plan: all ok"


BROKEN_TESTS = {
    "dial: 101, at: 2026-11-24 10:00, rings_first: wim": ("expected: first to ring: wim\nbut: first to ring: vera"),
    "dial: 999, rings_first: wim": "expected: first to ring: wim\nbut: nobody rings",
    "dial: 101, at: office, absent: vera, rings: [vera]": ("expected: who rings: vera\nbut: who rings: vera, wim"),
    "dial: 101, at: office, answered_by: balie": "expected: balie has the call\nbut: vera has the call",
    "dial: 088-7654001, at: office, ends: answered": (  # a schedule that is named alone knows no holidays
        "expected: somebody answers\nbut: the announcement is played at mailbox band"
    ),
    "dial: 088-7654001, ends: answered": (
        "expected: somebody answers\nbut: the announcement is played at mailbox band"
    ),
    "dial: 088-7654009, ends: not_lost": ("expected: the caller is not lost\nbut: lost: the number is not in use"),
    "dial: +49 30 123456, from: 201, allowed: true": (
        "expected: the call may be made\nbut: balie may not call +49 30 123456: block_outgoing covers it"
    ),
    "dial: 020-6666666, from: 201, shows_number: 0887654002": (
        "expected: the other side sees 088 765 4002\n"
        "but: balie may call 020 666 6666; the other side sees 088 765 4000 Bakker"
    ),
}


def test_what_does_not_is_told_with_what_was_expected_and_what_came(tmp_path: Path) -> None:
    found = [re.sub(r"  \[plan\.yaml:\d+\]", "", "\n".join(said)) for said in failure_texts(tmp_path, BROKEN_TESTS)]
    assert dict(zip(BROKEN_TESTS, found, strict=True)) == BROKEN_TESTS


def test_a_failed_call_is_shown_step_by_step_and_can_be_replayed(tmp_path: Path) -> None:
    call = "{name: sales, dial: 088-7654000, at: 2026-11-24 10:00, press: 1, absent: vera, answered_by: vera}"
    assert results(tmp_path, f"  - {call}\n", code=1) == (
        "plan.yaml\n"
        f"  FAILED  sales  [plan.yaml:{LINE}:5]\n"
        f"          expected: vera has the call  [plan.yaml:{LINE}:97]\n"
        "          but: wim has the call\n"
        "            Tue 2026-11-24 10:00, a caller from outside calls 088 765 4000\n"
        "            the moment falls in: Mon-Fri 08:30-17:30 except holidays\n"
        "            ├─ 088 765 4000 belongs to menu menu  [plan.yaml:41:13]\n"
        "            ├─ the caller presses 1 in menu menu: the call goes on to hunt group winkel  [plan.yaml:43:17]\n"
        "            └─ hunt group winkel is called  [plan.yaml:35:5]\n"
        "               vera rings for 15 s\n"
        "               wim rings and answers\n"
        "            ends after 15 s: wim has the call\n"
        "            nummerplan trace plan.yaml --dial +31887654000 --at '2026-11-24 10:00' --press 1 --absent vera\n"
        "1 call test in 1 plan: 0 ok, 1 failed\n"
    )


REFUSED = {
    "dial: 101": "this test expects nothing: say rings_first, rings, answered_by or ends",
    "rings: vera": "whom does the call dial? say dial: NUMBER",
    "dial: 299, ends: lost": "299 is no number, extension or key of this plan",
    "dial: 101, from: nobody, ends: lost": "nobody is no caller: external, anonymous, a number, an extension or a key",
    "dial: 101, at: {schedule: nights}, ends: lost": "nights is no schedule of this plan",
    "dial: 101, at: {schedule: office, holidays: be}, ends: lost": "be is no holiday calendar of this plan",
    "dial: 101, at: soon, ends: lost": (
        'soon is no moment; write "2026-12-25 10:00", "Mon 10:00" or the key of a schedule'
    ),
    "dial: 101, at: now, ends: lost": (
        "a call test gives the same result at any hour: write a date and time, Mon 10:00, or leave at out"
    ),
    "dial: 101, press: A, ends: lost": "A is no key of a telephone; press 0 to 9, star or hash",
    "dial: 101, busy: vera, absent: 211, ends: lost": "vera cannot be busy and absent in one call",
    "dial: 101, busy: winkel, ends: lost": "winkel is no user and no mobile of this plan",
    "dial: 101, rings: [vera, 211]": "vera stands here twice; name everyone once, in the order of ringing",
    "dial: 101, answered_by: winkel": "winkel is no user and no mobile of this plan",
    "dial: 101, ends: {mailbox: vera}": "vera is no mailbox of this plan",
    "dial: 101, ends: {voicemail: winkel}": "winkel is no user and no mobile of this plan",
    "dial: 101, ends: {outside: 201}": "201 is no phone number outside the company",
    "dial: 101, ends: {mailbox: band, voicemail: vera}": (
        "a call ends at one place: name a mailbox, a voicemail or a number outside"
    ),
    "dial: 101, ends: {}": "a call ends at one place: name a mailbox, a voicemail or a number outside",
    "dial: 101, allowed: true": ("this is for calls to a number outside that a colleague dials: from: EXTENSION"),
    "dial: 020-6666666, from: 201, rings: vera": "this call goes to a number outside, where nobody of this plan rings",
    "dial: 020-6666666, from: 201, busy: vera, allowed: true": (
        "this call goes to a number outside, where nobody of this plan rings"
    ),
    "dial: 020-6666666, from: 201, shows_number: x": "x is no phone number",
    "dial: 020-6666666, from: 201, ends: {}": (
        "a call ends at one place: name a mailbox, a voicemail or a number outside"
    ),
    "dial: 101, press: 1, never: {ends: lost}": "a promise is about all keys; dial what lies behind the key instead",
    "dial: 101, rings: vera, never: {ends: lost}": "this is about one call; a promise is about all: write two tests",
    "never: {within: 30s}": "a promise says what calls come to: ends or reaches",
    "always: {reaches: nobody}": "nobody is neither person nor a key of this plan",
    "never: {ends: {mailbox: vera}}": "vera is no mailbox of this plan",
}


def test_a_test_that_makes_no_sense_fails_with_a_sentence_and_its_place(tmp_path: Path) -> None:
    found = ["\n".join(said) for said in failure_texts(tmp_path, REFUSED)]
    assert all(re.search(r"  \[plan\.yaml:\d+\]$", said) for said in found)
    assert dict(zip(REFUSED, (said.rpartition("  [")[0] for said in found), strict=True)) == REFUSED


def test_a_broken_promise_shows_its_smallest_call(tmp_path: Path) -> None:
    (said, *rest) = results(tmp_path, "  - {dial: 088-7654000, never: {reaches: balie}}\n", code=1).splitlines()[2:]
    assert said.strip() == f"expected: never: user balie has the call  [plan.yaml:{LINE}:25]"
    assert rest[0].strip() == (
        "but: Mon 2026-11-23 08:30, a caller from outside calls 088 765 4000: balie has the call, after 10 s"
    )
    assert rest[-2].strip() == "nummerplan trace plan.yaml --dial +31887654000 --at '2026-11-23 08:30'"


def test_a_promise_holds_whatever_the_history_of_a_group(tmp_path: Path) -> None:
    calls = (
        "  - {dial: winkel, at: {schedule: office, holidays: nl}, absent: wim, always: {reaches: vera, within: 14s}}\n"
    )
    said = results(tmp_path, calls, code=1)
    assert "after earlier calls, group winkel offers this one to wim and vera" in said
    plan = (tmp_path / "plan.yaml").read_text().replace("circular", "regular")
    (tmp_path / "plan.yaml").write_text(plan)
    assert nummerplan("test", *TODAY, at=tmp_path).returncode == 0


def test_the_replayed_command_ends_as_the_test_says(tmp_path: Path) -> None:
    promises = [
        "dial: 088-7654000, never: {ends: {voicemail: vera}}",
        "at: office, dial: 088-7654000, always: {ends: answered}",
        "dial: 101, from: internal, never: {reaches: balie}",
        "from: anonymous, never: {ends: {mailbox: band}}",
    ]
    found = json.loads(results(tmp_path, "".join(f"  - {{{call}}}\n" for call in promises), "--format", "json", code=1))
    for test in found["plans"][0]["tests"]:
        assert not test["ok"]
        program, *words = shlex.split(test["replay"])
        assert program == "nummerplan"
        again = json.loads(nummerplan(*words, "--format", "json", at=tmp_path).stdout)
        assert {key: again[key] for key in ("end", "answered_by", "seconds")} == {
            key: test["call"][key] for key in ("end", "answered_by", "seconds")
        }


def test_a_dated_test_means_the_same_on_any_day(tmp_path: Path) -> None:
    calls = (
        "  - {dial: 088-7654001, at: 2026-12-25 10:00, ends: {mailbox: band}}\n"
        "  - {dial: 088-7654001, at: 2026-11-24 10:00, ends: answered}\n"
        "  - {dial: 088-7654001, at: 2034-04-27 10:00, ends: {mailbox: band}}\n"
        "  - {dial: 088-7654001, at: Mon 10:00, ends: answered}\n"
    )
    (tmp_path / "plan.yaml").write_text(PLAN + calls)
    for today in ("2024-01-01", "2026-11-23", "2027-03-29", "2040-05-07"):  # the third is Easter Monday
        assert nummerplan("test", "--today", today, at=tmp_path).returncode == 0, today


def test_a_plan_with_errors_says_so_and_runs_what_can_be_run(tmp_path: Path) -> None:
    calls = (
        "  - {dial: 101, at: {schedule: office, holidays: nl}, ends: answered}\n"
        "  - {dial: 101, at: {schedule: office, holidays: nl}, ends: answerd, rings_first: vera}\n"
        "  - nonsense\n"
        "  - {dial: 101, at: office, within: 3s, ends: answered}\n"
        "  - {dial: 101, at: office, ends: lost}\n"
    )
    (tmp_path / "plan.yaml").write_text(PLAN + calls)
    done = nummerplan("test", *TODAY, at=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "plan.yaml has errors; nummerplan check shows them\n"
    lines = done.stdout.splitlines()
    heads = [line[:8].strip() for line in lines if line.startswith("  ") and line[2] != " "]
    assert heads == ["ok", "ok", "FAILED", "FAILED", "FAILED"]  # answerd is read as what was surely meant
    assert f"a mapping (key: value) is expected here, not a text  [plan.yaml:{LINE + 2}:5]" in done.stdout
    assert f"within is not a key of the plan language here  [plan.yaml:{LINE + 3}:" in done.stdout
    assert f"expected: the caller is lost  [plan.yaml:{LINE + 4}:" in done.stdout


def test_what_cannot_be_read_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "a.plan.yaml").write_text(BROKEN)
    done = nummerplan("test", at=tmp_path)
    assert (done.returncode, done.stdout) == (1, "no call tests in 0 plans\n")
    assert "a.plan.yaml:" in done.stderr
    assert nummerplan("test", "nowhere", at=tmp_path).returncode == 3
    (tmp_path / "empty").mkdir()
    done = nummerplan("test", "empty", at=tmp_path)
    assert done.returncode == 3
    assert "there is no plan here" in done.stderr


def test_a_plan_without_tests_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.removesuffix("calls:\n"))
    done = nummerplan("test", at=tmp_path)
    assert (done.returncode, done.stdout) == (0, "no call tests in 1 plan\n")


MIXED = (
    '  - {name: "<a> & # \\x1b[1m\\u202e", dial: 101, at: office, ends: lost}\n'
    + f"  - {{{KEPT[0]}}}\n"
    + ('  - {name: "no call", dial: 299, ends: lost}\n')
)


def test_junit_is_well_formed_and_counts(tmp_path: Path) -> None:
    text = results(tmp_path, MIXED, "--format", "junit", "--coverage", code=1)
    root = ElementTree.fromstring(text)  # noqa: S314 - our own output
    suite = root.find("testsuite")
    assert suite is not None
    assert {name: suite.attrib[name] for name in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
    }
    cases = suite.findall("testcase")
    assert [len(linked) for linked in cases] == [1, 0, 1]
    assert cases[0].attrib["name"] == "<a> & # \\x1b[1m\\u202e"
    assert cases[0].attrib["line"] == str(LINE)
    assert "but: vera has the call" in (cases[0][0].text or "")
    assert suite.find("properties/property[@name='coverage']") is not None


def test_tap_has_a_point_for_each_test(tmp_path: Path) -> None:
    lines = results(tmp_path, MIXED, "--format", "tap", "--coverage", code=1).splitlines()
    assert lines[:3] == ["TAP version 14", "1..3", "not ok 1 - <a> & \\# \\\\x1b[1m\\\\u202e"]
    assert [line for line in lines if re.match(r"(not )?ok ", line)][1:] == [
        "ok 2 - 088-7654000, 2026-11-24 10:00, the caller presses 1",
        "not ok 3 - no call",
    ]
    assert lines.count("  ---") == lines.count("  ...") == 2
    assert "\x1b" not in "".join(lines)


def test_json_says_everything(tmp_path: Path) -> None:
    found = json.loads(results(tmp_path, MIXED, "--format", "json", code=1))
    (plan,) = found["plans"]
    assert (found["version"], plan["plan"], plan["coverage"]) == (1, "plan.yaml", None)
    first, second, third = plan["tests"]
    assert first["unmet"][0]["setting"] == "ends"
    assert (first["call"]["end"], first["line"], second["ok"], second["calls"]) == ("answered", LINE, True, 1)
    assert third["problem"]["message"] == "299 is no number, extension or key of this plan"


def test_dutch(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN + MIXED)
    done = nummerplan("--lang", "nl", "test", *TODAY, at=tmp_path)
    assert "  MISLUKT  no call" in done.stdout
    assert done.stdout.splitlines()[-1] == "3 oproeptests in 1 plan: 1 goed, 2 mislukt"


def test_every_name_is_shown_harmlessly(tmp_path: Path) -> None:
    assert "\x1b" not in results(tmp_path, MIXED)
    assert "\u202e" not in results(tmp_path, MIXED)
