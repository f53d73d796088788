"""`check --proof` shows calls of colleagues that are lost, and `--proof=all` lets them count."""

import json
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import CLEAN, nummerplan, write

# Callers from outside come to the desk, which has voicemail; the till has none, and only colleagues call it.
TILL = """\
  kassa{n}:
    first_name: Kees
    last_name: Kas
    extension: 21{n}
    devices: [{{model: yealink-t54w, mac: 80:5E:C0:12:35:5{n}, password: !secret devices/kassa}}]
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    text = CLEAN + "".join(TILL.format(n=number) for number in range(3))
    return str(write(tmp_path, a=text) / "a.plan.yaml")


def test_a_lost_call_of_a_colleague_is_shown_with_the_command_that_follows_it(plan: str, tmp_path: Path) -> None:
    done = nummerplan("check", "--proof", plan, at=tmp_path)
    assert done.returncode == 0  # the numbers lose nothing
    lines = done.stdout.splitlines()
    heading = lines.index("  extensions at which one can be lost: 3: 210, 211, 212")
    assert lines[heading + 1].startswith("    a colleague calls extension 210: at any time, ")
    assert lines[heading + 1].endswith(": the caller hears a busy tone")
    command = shlex.split(lines[heading + 2])
    assert (command[:2], "internal" in command) == (["nummerplan", "trace"], True)
    followed = nummerplan(*command[1:], "--format", "json", at=tmp_path)
    assert json.loads(followed.stdout)["lost"] is True


def test_of_many_extensions_some_are_shown(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN + "".join(TILL.format(n=number) for number in range(10)))
    shown = nummerplan("check", "--proof", at=tmp_path).stdout
    assert "extensions at which one can be lost: 10: 210, 211" in shown
    assert shown.count("    a colleague calls extension ") == 8


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--proof"], 0),
        (["--proof=numbers"], 0),
        (["--proof=all"], 1),
        (["--proof=all", "--fail-on", "error"], 0),
        (["--proof=some"], 2),
    ],
)
def test_the_exit_code_stays_with_the_numbers_unless_all_count(
    options: list[str], code: int, plan: str, tmp_path: Path
) -> None:
    assert nummerplan("check", *options, plan, at=tmp_path).returncode == code


def test_a_word_behind_proof_is_a_path(plan: str, tmp_path: Path) -> None:
    write(tmp_path / "all", b=CLEAN)
    alone = nummerplan("check", "--proof", "all", at=tmp_path)
    assert (alone.returncode, "proof of all/b.plan.yaml" in alone.stdout, plan in alone.stdout) == (0, True, False)
    named = nummerplan("check", "--", "--proof", at=tmp_path)
    assert named.returncode == 3


def test_test_dashboards_count_extensions_with_all(plan: str, tmp_path: Path) -> None:
    def failed(option: str) -> list[str]:
        text = nummerplan("check", option, plan, "--format", "junit", at=tmp_path).stdout
        cases = ElementTree.fromstring(text).iter("testcase")  # noqa: S314 - what this program wrote
        return [case.attrib["name"] for case in cases if case.find("failure") is not None]

    assert failed("--proof") == []
    assert failed("--proof=all") == ["extension 210", "extension 211", "extension 212"]
