"""`nummerplan check`: which plans it finds, what it says of them, and with which exit code."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from command import ADVISED, BROKEN, CLEAN, WARNED, nummerplan, write

from nummerplan.compiler.findings.report import all_formats
from nummerplan.compiler.reading.discover import discover


def concise(*arguments: str | Path, at: Path, stdin: str | None = None) -> tuple[int, list[str]]:
    """The exit code, and the lines that are shown."""
    done = nummerplan("check", "--format", "concise", *arguments, at=at, stdin=stdin)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def codes(lines: list[str]) -> list[str]:
    """`a.plan.yaml NP616` for each finding."""
    found = (re.fullmatch(r"(.+?):\d+:\d+: \w+\[(NP\d+)\].*", line) for line in lines)
    return [f"{match[1]} {match[2]}" for match in found if match]


@pytest.mark.parametrize(
    ("plan", "code", "summary"),
    [
        (CLEAN, 0, "no findings in 1 plan (1 object)"),
        (ADVISED, 0, "1 piece of advice in 1 plan (1 object)"),
        (WARNED, 1, "1 warning in 1 plan (1 object)"),
        (BROKEN, 1, "1 error in 1 plan (0 objects)"),
        ("nummerplan: 1\nusers: \xff", 3, "1 error in 0 plans (0 objects)"),
    ],
    ids=["clean", "advice", "warning", "not YAML", "not text"],
)
def test_the_exit_code_tells_the_worst(plan: str, code: int, summary: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(plan.encode("latin-1"))
    found, lines = concise(at=tmp_path)
    assert (found, lines[-1]) == (code, summary)


def test_one_bad_plan_does_not_hide_the_findings_in_another_and_the_highest_code_wins(tmp_path: Path) -> None:
    write(tmp_path, a=WARNED, b=BROKEN, c=CLEAN.replace("088-7654000", "020-1234567"))
    (tmp_path / "e.plan.yaml").write_bytes(b"\xff\xfe")
    code, lines = concise(at=tmp_path)
    assert code == 3
    assert codes(lines) == ["a.plan.yaml NP616", "b.plan.yaml NP001", "e.plan.yaml NP014"]
    assert lines[-1] == "2 errors, 1 warning in 3 plans (2 objects)"


def test_what_is_not_there_is_said_where_it_was_asked_for(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    (tmp_path / "empty").mkdir()
    code, lines = concise("a.plan.yaml", "gone.yaml", "empty", at=tmp_path)
    assert code == 3
    assert lines == [
        "gone.yaml:1:1: error[NP013] file-unreadable: the file cannot be read: No such file or directory",
        "empty:1:1: error[NP013] file-unreadable: "
        "there is no plan here: no plan.yaml and no file that ends in .plan.yaml",
        "2 errors in 1 plan (1 object)",
    ]


def test_a_plan_by_another_name_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    write(tmp_path / "north", a=CLEAN)
    (tmp_path / "south").mkdir()
    (tmp_path / "south" / "plan.yml").write_text(CLEAN, "utf-8")
    assert concise(at=tmp_path) == (0, ["no findings in 1 plan (1 object); not read: south/plan.yml"])
    alone = nummerplan("check", "south", at=tmp_path)
    assert alone.returncode == 3
    assert "= help: rename south/plan.yml to plan.yaml" in alone.stdout
    assert concise("south/plan.yml", at=tmp_path) == (0, ["no findings in 1 plan (1 object)"])


def divided(folder: Path) -> Path:
    """A plan in three files, with a fourth that belongs to no section."""
    head, users = WARNED.split("users:\n")
    folder.mkdir()
    (folder / "plan.yaml").write_text(head, "utf-8")
    (folder / "users.yaml").write_text(users, "utf-8")
    (folder / "schedules.yml").write_text("office: {mon-fri: 08:30-17:30}\n", "utf-8")
    (folder / "notes.yaml").write_text("anything: goes\n", "utf-8")
    return folder


def test_a_part_means_the_whole_plan_once_and_what_is_no_part_is_named(tmp_path: Path) -> None:
    folder = divided(tmp_path / "bakker")
    summary = "2 warnings in 1 plan (1 object); not read: "
    parts = ["users.yaml", "plan.yaml", ".", folder / "users.yaml", "../bakker"]
    for given in (["users.yaml"], ["schedules.yml"], ["."], parts):
        code, lines = concise(*given, at=folder)
        assert code == 1
        assert [line.rpartition("/")[2] for line in codes(lines)] == ["schedules.yml NP402", "users.yaml NP616"]
        assert lines[-1].startswith(summary)
        assert lines[-1].endswith("notes.yaml")


def test_links_are_not_followed_and_hidden_folders_are_left_alone(tmp_path: Path) -> None:
    for name in (".git", ".venv", "node_modules", "site"):
        write(tmp_path / name, a=WARNED)
    (tmp_path / "site" / "up").symlink_to("..")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "loop.plan.yaml").symlink_to("loop.plan.yaml")
    code, lines = concise(at=tmp_path)
    assert code == 3
    assert codes(lines) == ["loop.plan.yaml NP013", "site/a.plan.yaml NP616"]
    assert codes(concise(".venv", at=tmp_path)[1]) == [".venv/a.plan.yaml NP616"]
    assert "Too many levels of symbolic links" in concise("loop", at=tmp_path)[1][0]


def test_a_folder_that_may_not_be_read_is_not_clean(tmp_path: Path) -> None:
    """Asked as another user: root may read everything."""
    write(tmp_path, a=CLEAN)
    closed = write(tmp_path / "closed", a=WARNED)
    for folder in (tmp_path, *tmp_path.parents):
        if os.geteuid() == 0 and not folder.stat().st_mode & 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)
    closed.chmod(0)
    looking = (
        "import os, sys, pathlib; from nummerplan.compiler.reading.discover import discover\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "found = discover([pathlib.Path(sys.argv[1])]); print(found.closed[0][1], len(found.plans), found.empty)"
    )
    done = subprocess.run(
        [sys.executable, "-c", looking, str(tmp_path)], capture_output=True, text=True, check=False, cwd="/"
    )
    closed.chmod(0o755)
    assert (done.stdout, done.stderr) == ("Permission denied 1 []\n", "")


def test_a_folder_is_looked_into_once_however_often_it_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a", x=CLEAN)
    found = discover([tmp_path / "a", tmp_path / "a" / ".." / "a", tmp_path])
    assert [plan.root for plan in found.plans] == [tmp_path / "a" / "x.plan.yaml"]


def test_a_plan_from_a_pipe(tmp_path: Path) -> None:
    code, lines = concise("-", at=tmp_path, stdin=WARNED)
    assert (code, codes(lines)) == (1, ["- NP616"])
    assert concise("-", at=tmp_path, stdin="")[0] == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--select", "NP616"], ["NP616"]),
        (["--select", "mac-missing"], ["NP616"]),
        (["--select", "NP1,NP6"], ["NP103", "NP105", "NP616"]),
        (["--select", "NP1", "--select", "mac-missing"], ["NP103", "NP105", "NP616"]),
        (["--ignore", "NP1"], ["NP616"]),
        (["--ignore", "mac-missing", "--ignore", "number-not-assigned"], ["NP103"]),
        (["--select", "NP1", "--ignore", "NP105"], ["NP103"]),
        (["--select", "NP4"], []),
    ],
)
def test_rules_are_chosen_by_name_code_or_beginning(options: list[str], expected: list[str], tmp_path: Path) -> None:
    write(tmp_path, a=WARNED.replace("number: 088-7654000\n", "number: 088-7654009\n"))
    code, lines = concise(*options, at=tmp_path)
    assert [line.split()[1] for line in codes(lines)] == expected
    assert code == bool(expected)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("NP999", "there is no rule NP999; nummerplan rules lists them"),
        ("NP", None),
        ("mac-misssing", "there is no rule mac-misssing; did you mean mac-missing?"),
        ("np616", "there is no rule np616; did you mean NP616?"),
        ("%s{0}", "there is no rule %s{0}; nummerplan rules lists them"),
    ],
)
def test_an_unknown_rule_is_wrong_usage(option: str, name: str, said: str | None, tmp_path: Path) -> None:
    done = nummerplan("check", option, name, at=write(tmp_path, a=CLEAN))
    assert (done.returncode, done.stderr) == ((2, f"nummerplan: {said}\n") if said else (0, ""))


@pytest.mark.parametrize("options", [["--select", "NP6"], ["--ignore", "NP0"], ["--ignore", "syntax,file-not-text"]])
def test_what_was_not_read_is_never_clean_whatever_is_chosen(options: list[str], tmp_path: Path) -> None:
    write(tmp_path, a=BROKEN)
    code, lines = concise(*options, at=tmp_path)
    assert (code, codes(lines)) == (1, ["a.plan.yaml NP001"])
    assert concise(*options, "gone.yaml", at=tmp_path)[0] == 3


@pytest.mark.parametrize(
    ("plan", "level", "code"),
    [
        (ADVISED, "advice", 1),
        (ADVISED, "warning", 0),
        (WARNED, "error", 0),
        (WARNED, "advice", 1),
        (BROKEN, "error", 1),
    ],
)
def test_the_level_that_fails_is_chosen(plan: str, level: str, code: int, tmp_path: Path) -> None:
    assert concise("--fail-on", level, at=write(tmp_path, a=plan))[0] == code


def test_holidays_count_from_the_day_that_is_given(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN.replace("users:", "holidays: {eigen: {dates: {2026-12-24: Kerstavond}}}\nusers:"))
    for day, expected in (("2026-12-24", []), ("2026-12-25", ["a.plan.yaml NP406"])):
        assert codes(concise("--select", "holidays-past", "--today", day, at=tmp_path)[1]) == expected
    assert nummerplan("check", "--today", "morgen", at=tmp_path).returncode == 2


@pytest.mark.parametrize("form", all_formats())
def test_every_format_tells_the_finding_and_keeps_the_exit_code(form: str, tmp_path: Path) -> None:
    done = nummerplan("check", "--format", form, at=write(tmp_path, a=WARNED))
    assert (done.returncode, done.stderr) == (1, "")
    assert "NP616" in done.stdout
    assert "a.plan.yaml" in done.stdout
    if form in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)
    if form == "junit":
        assert ET.fromstring(done.stdout).tag == "testsuites"  # noqa: S314 - our own output
