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
    assert "calls made on Asterisk" in done.stderr


def test_what_no_telephone_can_dial_is_said(tmp_path: Path) -> None:
    tools.asterisk()
    calls = """\
calls:
  - {dial: "201", at: Mon 10:00, answered_by: balie}
  - {dial: 088-7654000, at: Mon 10:00, absent: [balie], ends: {voicemail: balie}}
"""
    (tmp_path / "plan.yaml").write_text(CLEAN + calls, "utf-8")
    done = nummerplan("test", tmp_path, "--on", "asterisk", *TODAY, at=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 calls made" in done.stderr


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
