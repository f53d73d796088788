"""The plans that `make bench` measures with are such as people write: the promised shape, and nothing to report."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("bench")
    subprocess.run([sys.executable, "-B", ROOT / "tests" / "bench", "200", "--write", written], check=True)
    return written


def test_a_plan_to_measure_with_is_clean(folder: Path) -> None:
    command = [sys.executable, "-m", "nummerplan", "--lang", "en", "check", "--today", "2026-11-23", "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr, run.returncode) == ("no findings in 1 plan (215 objects)\n", "", 0)


def test_it_has_ten_lines_a_user_and_every_kind_of_object(folder: Path) -> None:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    sections = text.split("\nusers:\n")[1].split("\nhunt_groups:\n")
    assert sections[0].count("\n") + 1 == 200 * 10
    assert 10.2 < text.count("\n") / 200 < 11
    # Two sites of five groups, a menu with an operator by day and one by night, a mailbox; and one mailbox for all.
    promised = {"extension:": 215, " number:": 202, "mac:": 200, "missed:": 98, "policy:": 10, "operator:": 4}
    assert {key: text.count(key) for key in promised} == promised


def test_beyond_nine_thousand_people_some_have_a_number_only(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", ROOT / "tests" / "bench", "10000", "--write", tmp_path], check=True)
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    extensions = [line.split()[1] for line in text.splitlines() if line.startswith("    extension: ")]
    assert 8000 < len(extensions) < 9000
    assert len(set(extensions)) == len(extensions)
    assert 104_000 < text.count("\n") < 107_000


def test_measuring_shows_both_sides_of_each_comparison() -> None:
    command = [sys.executable, "-B", ROOT / "tests" / "bench", "100", "--runs", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    rows = [line.split() for line in run.stdout.splitlines()]
    assert [row[0] for row in rows if "ratio" in row] == ["--version", "check", "users", "a", "users"]
    measured, faulty, *proofs = [row for row in rows if row[:1] == ["100"]]
    assert measured[2] == "0"
    assert int(faulty[2]) > 25
    assert [row[1] for row in proofs] == ["alike", "differ"]
    assert [row[-1] for row in rows if "calls" in row[:2]] == ["20000"]
    for row in (measured, faulty):
        lines, check, loader, ratio, peak = (float(row[place]) for place in (1, 3, 5, 7, 8))
        assert lines > 1000
        assert min(check, loader, peak) > 0
        assert ratio == pytest.approx(check / loader, rel=0.5)
    check, loader, ratio = (float(row[place]) for row in rows if row[:2] == ["a", "plan"] for place in (2, 5, 8))
    assert ratio == pytest.approx(check / loader, rel=0.1)


def test_planning_against_a_full_platform_is_measured() -> None:
    command = [sys.executable, "-B", ROOT / "tests" / "bench" / "full_platform.py", "100"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    deployed, unchanged, changed = (line.split() for line in run.stdout.splitlines())
    assert int(deployed[3]) > 500
    for row in (unchanged, changed):
        seconds, megabytes = (float(row[row.index(unit) - 1]) for unit in ("s", "MB"))
        assert min(seconds, megabytes) > 0
        assert row[-7:] == ["at", "most", "60", "s", "and", "1000", "MB"]
