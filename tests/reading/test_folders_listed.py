"""Which folders a check looks into: as many as it needs, however many lie around the plan."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

PLAN = """
nummerplan: 1
company: {name: Voorbeeld, main_number: 0201234567, country: NL, music_on_hold: opnames/nl/wacht.wav}
numbers: [0201234567]
mailboxes:
  bedrijf: {extension: 999, number: 0201234567, record: false, greeting: audio/dicht.wav}
"""
WATCH = """
import sys

def hook(event, arguments):
    if event in ("os.listdir", "os.scandir"):
        sys.stderr.write(f"listed {arguments[0]}\\n")

sys.addaudithook(hook)
sys.argv = ["nummerplan", *sys.argv[1:]]
from nummerplan.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with 240 folders around and below it, some of which hold audio that it does not name."""
    plan = tmp_path / "bedrijf"
    for place in range(80):
        for other in (tmp_path / f"buren{place}", plan / f"archief{place}", plan / "opnames" / "nl" / f"oud{place}"):
            other.mkdir(parents=True)
            (other / "oud.wav").write_bytes(b"RIFF")
    for file in ("opnames/nl/wacht.wav", "audio/dicht.wav"):
        (plan / file).parent.mkdir(parents=True, exist_ok=True)
        (plan / file).write_bytes(b"RIFF")
    (plan / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (plan / "los.plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def listed(folder: Path, *arguments: str) -> list[str]:
    """The folders that a check lists, as seen from the folder it is started in."""
    command = [sys.executable, "-P", "-c", WATCH, "check", "--today", "2026-11-23", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode in {0, 1}, run.stderr
    found = (
        Path(folder, line.removeprefix("listed ")) for line in run.stderr.splitlines() if line.startswith("listed")
    )
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_relative_to(folder))


def test_one_file_lists_only_the_folders_in_which_its_plan_names_files(folder: Path) -> None:
    assert listed(folder, "bedrijf/los.plan.yaml") == ["bedrijf/audio", "bedrijf/opnames/nl"]


def test_a_plan_of_several_files_lists_its_own_folder_once_besides(folder: Path) -> None:
    assert listed(folder, "bedrijf/plan.yaml") == ["bedrijf", "bedrijf/audio", "bedrijf/opnames/nl"]


def test_a_plan_from_a_pipe_lists_nothing(folder: Path) -> None:
    watched = [sys.executable, "-P", "-c", WATCH, "check", "--today", "2026-11-23", "-"]
    run = subprocess.run(watched, cwd=folder, input=PLAN, capture_output=True, text=True, check=False)
    assert f"listed {folder}" not in run.stderr
    assert "listed ." not in run.stderr


def test_a_folder_is_walked_once_to_find_the_plans_in_it(folder: Path) -> None:
    found = Counter(listed(folder, "bedrijf"))
    assert len(found) == 164
    # Each of the two plans looks for its files, and one of them for its sections.
    again = {"bedrijf": 2, "bedrijf/audio": 3, "bedrijf/opnames/nl": 3}
    assert {path: times for path, times in found.items() if times > 1} == again
