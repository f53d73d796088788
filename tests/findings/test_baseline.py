"""A baseline: findings that are accepted for now, known again wherever the text around them moves."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from command import BROKEN, CLEAN, WARNED, nummerplan, write

MENDED = "no findings in 1 plan (1 object); 1 in the baseline\n"


def known(folder: Path, *paths: str, file: str = "known.json") -> Path:
    """A folder whose present findings are written to a baseline."""
    done = nummerplan("check", *paths, "--baseline", file, "--update-baseline", at=folder)
    assert done.returncode in (0, 3), done.stderr
    return folder


def checked(folder: Path, *arguments: str | Path, file: str | Path = "known.json") -> list[str]:
    """The lines of a check with the baseline; the last one sums up."""
    form = ("--format", "concise", "--baseline", str(file))
    return nummerplan("check", *form, *map(str, arguments), at=folder).stdout.splitlines()


def test_what_is_known_is_counted_and_not_shown(tmp_path: Path) -> None:
    write(tmp_path, a=WARNED)
    written = nummerplan("check", "--baseline", "known.json", "--update-baseline", at=tmp_path)
    assert (written.returncode, written.stdout) == (0, MENDED)
    assert written.stderr.startswith("taken in: a.plan.yaml:10:23: NP616 mac-missing: ")
    assert written.stderr.endswith("\n1 finding written to known.json\n")
    again = nummerplan("check", "--baseline", "known.json", at=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, MENDED, "")
    assert nummerplan("check", at=tmp_path).returncode == 1


def test_lines_may_move(tmp_path: Path) -> None:
    known(write(tmp_path, a=WARNED))
    moved = WARNED.replace("users:\n", "# many\n\n# lines\nusers:\n").replace(
        "    first_name", "    # more\n    first_name"
    )
    write(tmp_path, a=moved.replace("\n", "\r\n"))
    assert checked(tmp_path)[-1] == MENDED.strip()


def test_another_object_or_another_value_is_new(tmp_path: Path) -> None:
    known(write(tmp_path, a=WARNED))
    for change in (("balie:", "winkel:"), ("t54w", "t31p")):
        write(tmp_path, a=WARNED.replace(*change))
        assert "NP616" in checked(tmp_path)[0]


def test_each_entry_stands_for_one_finding(tmp_path: Path) -> None:
    known(write(tmp_path, a=WARNED))
    one = "{model: yealink-t54w, password: !secret devices/balie}"
    write(tmp_path, a=WARNED.replace(f"[{one}]", f"[{one}, {one}]"))
    lines = checked(tmp_path, "--select", "mac-missing")
    assert [line.split(": ")[1] for line in lines[:-1]] == ["warning[NP616] mac-missing"]
    assert lines[-1] == "1 warning in 1 plan (1 object); 1 in the baseline"


def test_it_can_be_used_from_any_folder_and_moved_with_the_plans(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "north").mkdir(parents=True)
    (repository / "north" / "plan.yaml").write_text(WARNED, "utf-8")
    (repository / "plan.yaml").write_text(CLEAN.replace("088-7654000", "020-1234567"), "utf-8")
    known(repository)
    north = repository / "north"
    assert checked(north, file="../known.json")[-1] == MENDED.strip()
    assert checked(north, "plan.yaml", file="../known.json")[-1] == MENDED.strip()
    assert checked(tmp_path, "repository/north", file="repository/known.json")[-1] == MENDED.strip()
    assert checked(tmp_path, north, file=repository / "known.json")[-1] == MENDED.strip()
    shutil.move(repository, tmp_path / "elsewhere")
    assert checked(tmp_path / "elsewhere" / "north", file="../known.json")[-1] == MENDED.strip()


def test_a_baseline_elsewhere_knows_a_plan_by_its_folder(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name / "north", a=WARNED)
    (tmp_path / "lists").mkdir()
    known(tmp_path / "one", file="../lists/known.json")
    assert checked(tmp_path / "two", file="../lists/known.json")[-1] == MENDED.strip()


def test_the_same_finding_in_another_plan_is_new(tmp_path: Path) -> None:
    known(write(tmp_path, a=WARNED))
    write(tmp_path, b=WARNED.replace("088-7654000", "020-1234567"))
    assert checked(tmp_path)[0].startswith("b.plan.yaml:10:23: warning[NP616]")


def test_updating_forgets_what_was_mended_and_learns_what_is_new(tmp_path: Path) -> None:
    known(write(tmp_path, a=WARNED))
    known(write(tmp_path, a=CLEAN))
    assert json.loads((tmp_path / "known.json").read_text("utf-8")) == {"version": 1, "findings": []}
    write(tmp_path, a=WARNED)
    assert checked(tmp_path)[-1] == "1 warning in 1 plan (1 object)"


def test_it_holds_no_line_numbers_and_no_values(tmp_path: Path) -> None:
    known(write(tmp_path, a=WARNED))
    rows = json.loads((tmp_path / "known.json").read_text("utf-8"))["findings"]
    assert len(rows) == 1
    content = rows[0].pop("content")
    assert rows == [{"plan": "a.plan.yaml", "rule": "mac-missing", "object": "users.balie"}]
    assert len(content) == 16


def test_what_was_not_read_is_never_known(tmp_path: Path) -> None:
    write(tmp_path, a=BROKEN)
    assert nummerplan("check", "--baseline", "known.json", "--update-baseline", at=tmp_path).returncode == 1
    assert checked(tmp_path)[0].startswith("a.plan.yaml:3:1: error[NP001]")
    assert nummerplan("check", "gone.yaml", "--baseline", "known.json", at=tmp_path).returncode == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"findings": null}',
        '{"findings": [1]}',
        '{"findings": [{"plan": "a"}]}',
        '{"findings": [{"plan": [], "rule": "b", "object": "c", "content": "d"}]}',
        "[" * 100_000,
        "\xff",
    ],
    ids=lambda text: text[:30],
)
def test_what_is_no_baseline_is_wrong_usage(text: str, tmp_path: Path) -> None:
    (write(tmp_path, a=WARNED) / "known.json").write_bytes(text.encode("latin-1"))
    done = nummerplan("check", "--baseline", "known.json", at=tmp_path)
    said = "nummerplan: known.json is no baseline; remove it, and write one with --update-baseline\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    (tmp_path / "known.json").unlink()
    known(tmp_path)
    assert checked(tmp_path)[-1] == MENDED.strip()


@pytest.mark.parametrize(
    ("file", "options", "said"),
    [
        ("gone.json", [], "the baseline gone.json cannot be read: No such file or directory"),
        (".", [], "the baseline . cannot be read: Is a directory"),
        ("no/where.json", ["--update-baseline"], "no/where.json cannot be written: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(file: str, options: list[str], said: str, tmp_path: Path) -> None:
    done = nummerplan("check", "--baseline", file, *options, at=write(tmp_path, a=WARNED))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"nummerplan: {said}\n")


@pytest.mark.parametrize("made", ["pipe", "plan"])
def test_only_a_baseline_is_overwritten_by_a_baseline(made: str, tmp_path: Path) -> None:
    plan, file = tmp_path / "a.plan.yaml", tmp_path / "known.json"
    plan.write_text(WARNED, "utf-8")
    if made == "pipe":
        os.mkfifo(file)
    else:
        file.write_text(WARNED, "utf-8")
    done = nummerplan("check", plan, "--baseline", file, "--update-baseline", at=tmp_path)
    assert done.returncode == 2
    assert "is not overwritten" in done.stderr
    assert stat.S_ISFIFO(file.stat().st_mode) or file.read_text("utf-8") == WARNED
    done = nummerplan("check", plan, "--baseline", file, at=tmp_path)  # and who reads it does not wait
    assert "is no baseline" in done.stderr
