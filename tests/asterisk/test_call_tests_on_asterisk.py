"""`nummerplan test --on asterisk`: the call tests of the examples, and what is said of calls that nobody can make."""

from pathlib import Path

import pytest
import tools
from command import CLEAN, nummerplan

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = ("--today", "2026-11-30")


@pytest.mark.parametrize("name", ["mijn-bedrijf", "retail-chain"])
def test_the_call_tests_of_an_example_hold_on_asterisk(name: str) -> None:
    tools.asterisk()
    done = nummerplan("test", EXAMPLES / name, "--on", "asterisk", *TODAY, at=EXAMPLES)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "calls made on Asterisk" in done.stdout


LEFT_OUT = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654001}
numbers: [088-7654000..088-7654009]
holidays: {vrij: {public: NL}}
users:
  balie: {last_name: Balie, extension: 201, number: 088-7654001, devices: [{model: generic-sip}]}
  thuis: {last_name: Thuis, extension: 202, number: 088-7654002, devices: [{model: generic-sip}], voicemail: {email: a@b.example}, simultaneous_ring: {numbers: [0612345678]}}
  stil: {last_name: Stil, extension: 203, forwarding: {not_reachable: balie}}
  weg: {last_name: Weg, extension: 204, number: 088-7654004, devices: [{model: generic-sip}], forwarding: {always: 0612345678}}
mobile: {subscriptions: {mobiel: {number: 0612345678}}}
calls:
  - {dial: 088-7654001, at: Mon 10:00, answered_by: balie}
  - {dial: "203", at: Mon 10:00, answered_by: balie}
  - {dial: 088-7654001, from: stil, at: Mon 10:00, answered_by: balie}
  - {dial: 088-7654002, at: Mon 10:00, absent: [thuis], answered_by: mobiel}
  - {dial: 088-7654001, at: "2036-12-25 10:00", answered_by: balie}
  - {dial: 088-7654004, at: Mon 10:00, answered_by: mobiel}
  - {dial: 088-7654001, never: {ends: message}}
  - {dial: 088-7654001, at: Mon 10:00}
"""  # noqa: E501


def test_each_call_that_is_not_made_is_said_and_counted(tmp_path: Path) -> None:
    tools.asterisk()
    (tmp_path / "plan.yaml").write_text(LEFT_OUT, "utf-8")
    done = nummerplan("test", tmp_path, "--on", "asterisk", *TODAY, at=tmp_path)
    said = done.stdout.replace("\n", " ")
    assert "nobody outside can dial the extension 203" in said
    assert "stil has no telephone to call with" in said
    assert "an own mobile that rings along takes the call" in said
    assert "the holidays of 2036 are not written out yet" in said
    assert "really called as far as the own mobile" in said
    assert "2 calls made" in done.stdout
    assert "4 left out" in done.stdout
    assert "promises, which are about all calls, are not called: 1" in done.stdout
    assert "tests that could not be run have no call: 1" in done.stdout


def test_a_plan_with_errors_is_not_called_and_that_is_said(tmp_path: Path) -> None:
    calls = (
        "calls:\n  - {dial: 088-7654000, at: Mon 10:00, answered_by: balie}\nhunt_groups: {leeg: {members: [wie]}}\n"
    )
    (tmp_path / "plan.yaml").write_text(CLEAN + calls, "utf-8")
    tools.asterisk()
    done = nummerplan("test", tmp_path, "--on", "asterisk", *TODAY, at=tmp_path)
    assert done.returncode == 1
    assert "not called, since it has errors" in done.stdout


def test_a_voicemail_and_a_colleague_are_called(tmp_path: Path) -> None:
    tools.asterisk()
    calls = """\
calls:
  - {dial: "201", at: Mon 10:00, answered_by: balie}
  - {dial: 088-7654000, at: Mon 10:00, absent: [balie], ends: {voicemail: balie}}
"""
    (tmp_path / "plan.yaml").write_text(CLEAN + calls, "utf-8")
    done = nummerplan("test", tmp_path, "--on", "asterisk", *TODAY, at=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 calls made" in done.stdout


def test_nothing_is_left_in_the_folder_of_temporary_files(tmp_path: Path) -> None:
    tools.asterisk()
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/plan.yaml").write_text(
        CLEAN + "calls:\n  - {dial: 088-7654000, at: Mon 10:00, answered_by: balie}\n", "utf-8"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    plan = tmp_path / "plan"
    done = nummerplan("test", plan, "--on", "asterisk", *TODAY, at=tmp_path, TMPDIR=str(temporary))
    assert done.returncode == 0, done.stdout + done.stderr
    assert [*temporary.iterdir()] == []


@pytest.mark.parametrize("form", ["tap", "junit", "json"])
def test_programs_read_too_what_was_not_called(form: str, tmp_path: Path) -> None:
    tools.asterisk()
    (tmp_path / "plan.yaml").write_text(LEFT_OUT, "utf-8")
    done = nummerplan("test", tmp_path, "--on", "asterisk", "--format", form, *TODAY, at=tmp_path)
    assert "not really called: " in done.stdout
    assert "2 calls made on Asterisk" in done.stdout


def test_an_expectation_that_asterisk_does_not_meet_is_no_secret(tmp_path: Path) -> None:
    tools.asterisk()
    calls = "calls:\n  - {dial: 088-7654000, at: Mon 10:00, absent: [balie], answered_by: balie}\n"
    (tmp_path / "plan.yaml").write_text(CLEAN + calls, "utf-8")
    done = nummerplan("test", tmp_path, "--on", "asterisk", *TODAY, at=tmp_path)
    assert done.returncode == 1
    assert "balie has the call" in done.stdout


def test_suggestions_are_not_called(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(CLEAN, "utf-8")
    assert nummerplan("test", tmp_path, "--suggest", "--on", "asterisk", at=tmp_path).returncode == 2
