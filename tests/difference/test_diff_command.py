"""`nummerplan diff` as people start it: paths, revisions, several plans, formats and exit codes."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import BROKEN, CLEAN, environment, nummerplan

Git = Callable[..., str]
DAY = ("--today", "2026-11-23")
NOBODY = "nobody who calls notices a difference\n"
SHORTER = CLEAN.replace("[busy, no_answer]}", "[busy, no_answer], rings: 3}")
CAUSE = "user balie: voicemail.rings is 3 instead of 5: 2 numbers and extensions notice\n"
NOTICED = CAUSE + (
    "at any time, 088 765 4000 and extension 201: was user balie for 25 s, then the voicemail of balie; "
    "now user balie for 15 s, then the voicemail of balie\n"
)


@pytest.fixture
def repository(tmp_path: Path, git: Git) -> Path:
    """A repository with the plan in the folder shop; its working tree says something else."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "plan.yaml").write_text(CLEAN)
    git("init", "--quiet", "--initial-branch=main", at=tmp_path)
    git("add", ".", at=tmp_path)
    git("commit", "--quiet", "--message=A plan", at=tmp_path)
    (tmp_path / "shop" / "plan.yaml").write_text(SHORTER)
    return tmp_path


def test_two_files(tmp_path: Path) -> None:
    (tmp_path / "old.plan.yaml").write_text(CLEAN)
    (tmp_path / "new.plan.yaml").write_text(SHORTER)
    done = nummerplan("diff", *DAY, "old.plan.yaml", "new.plan.yaml", at=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(NOTICED)
    same = nummerplan("diff", *DAY, "old.plan.yaml", "old.plan.yaml", at=tmp_path)
    assert (same.returncode, same.stdout) == (0, NOBODY)


def test_a_plan_in_several_files_is_that_in_one(tmp_path: Path) -> None:
    (tmp_path / "old.plan.yaml").write_text(CLEAN)
    head, users = CLEAN.split("users:\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "plan.yaml").write_text(head)
    (tmp_path / "folder" / "users.yaml").write_text(users)
    done = nummerplan("diff", *DAY, "old.plan.yaml", "folder", at=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, NOBODY, "")


@pytest.mark.parametrize(
    ("old", "new", "folder"),
    [
        ("git:main", ".", ""),
        ("git:main", "shop", ""),
        ("git:main", ".", "shop"),
        ("git:HEAD:shop", "shop/plan.yaml", ""),
        ("git:HEAD:./plan.yaml", "plan.yaml", "shop"),
        ("git:HEAD:shop/plan.yaml", "plan.yaml", "shop"),
    ],
)
def test_a_revision_is_read_from_anywhere_in_the_repository(old: str, new: str, folder: str, repository: Path) -> None:
    done = nummerplan("diff", *DAY, old, new, at=repository / folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(NOTICED)


def test_nothing_is_checked_out(repository: Path, git: Git) -> None:
    before = git("status", "--porcelain", at=repository)
    nummerplan("diff", *DAY, "git:main", "git:main", at=repository)
    assert git("status", "--porcelain", at=repository) == before
    assert (repository / "shop" / "plan.yaml").read_text() == SHORTER


@pytest.mark.parametrize(
    ("old", "sentence"),
    [
        ("git:nope", "git knows no revision nope here"),
        ("git:--help", "--help is no revision: write git:main, git:v1.2 or git:HEAD~1"),
        ("git:", "git: is no revision"),
        ("git:main:../elsewhere", "../elsewhere is outside the repository"),
        ("nowhere.yaml", "there is no nowhere.yaml"),
    ],
)
def test_what_is_no_plan_is_told(old: str, sentence: str, repository: Path) -> None:
    done = nummerplan("diff", *DAY, old, ".", at=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_outside_any_repository(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(CLEAN)
    done = nummerplan("diff", "git:main", ".", at=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (done.returncode, done.stdout) == (2, "")
    assert "is in no git repository" in done.stderr


def test_without_git(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(CLEAN)
    done = nummerplan("diff", "git:main", ".", at=tmp_path, PATH="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git cannot be run" in done.stderr


def test_plans_are_matched_by_their_paths(repository: Path, git: Git) -> None:
    for name in ("west", "oost"):
        (repository / name).mkdir()
        (repository / name / "plan.yaml").write_text(CLEAN)
    git("add", ".", at=repository)
    git("commit", "--quiet", "--message=More plans", at=repository)
    (repository / "west" / "plan.yaml").write_text(SHORTER)
    (repository / "oost" / "plan.yaml").unlink()
    (repository / "zuid").mkdir()
    (repository / "zuid" / "plan.yaml").write_text(CLEAN)
    done = nummerplan("diff", *DAY, "git:main", ".", at=repository)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:7] == [
        "oost/plan.yaml:",
        "git:main:oost/plan.yaml is gone",
        "west/plan.yaml:",
        *NOTICED.splitlines(),
        "zuid/plan.yaml:",
        "zuid/plan.yaml is new: there is nothing to compare it with",
    ]


def test_what_cannot_be_read_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "old.plan.yaml").write_text(CLEAN)
    (tmp_path / "new.plan.yaml").write_text(BROKEN)
    done = nummerplan("diff", *DAY, "old.plan.yaml", "new.plan.yaml", at=tmp_path)
    assert done.returncode == 3
    assert "not compared: new.plan.yaml:" in done.stdout


def test_a_link_in_a_revision_is_not_followed(tmp_path: Path, git: Git) -> None:
    (tmp_path / "plan.yaml").symlink_to("/etc/passwd")
    git("init", "--quiet", "--initial-branch=main", at=tmp_path)
    git("add", ".", at=tmp_path)
    git("commit", "--quiet", "--message=A link", at=tmp_path)
    done = nummerplan("diff", "git:main", "git:main", at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no plan in" in done.stderr


def test_recordings_of_a_revision_are_compared_by_what_is_in_them(tmp_path: Path, git: Git) -> None:
    plan = CLEAN + "mailboxes: {nacht: {extension: 999, record: false, greeting: dicht.wav}}\n"
    (tmp_path / "plan.yaml").write_text(plan)
    (tmp_path / "dicht.wav").write_bytes(b"RIFF one")
    git("init", "--quiet", "--initial-branch=main", at=tmp_path)
    git("add", ".", at=tmp_path)
    git("commit", "--quiet", "--message=A greeting", at=tmp_path)
    (tmp_path / "dicht.wav").rename(tmp_path / "gesloten.wav")
    (tmp_path / "plan.yaml").write_text(plan.replace("dicht", "gesloten"))
    renamed = "nobody who calls notices: mailbox nacht: greeting is gesloten.wav instead of dicht.wav\n"
    assert nummerplan("diff", *DAY, "git:main", ".", at=tmp_path).stdout == renamed + NOBODY
    (tmp_path / "gesloten.wav").rename(tmp_path / "dicht.wav")
    (tmp_path / "plan.yaml").write_text(plan)
    (tmp_path / "dicht.wav").write_bytes(b"RIFF two")
    assert (
        "now mailbox nacht (a new recording in dicht.wav)"
        in nummerplan("diff", *DAY, "git:main", ".", at=tmp_path).stdout
    )


def test_markdown_is_a_table_in_which_no_name_does_anything(tmp_path: Path) -> None:
    evil = CLEAN.replace("balie:", '"a|<b>@team [x](http://h) `c`":')
    (tmp_path / "old.plan.yaml").write_text(evil)
    (tmp_path / "new.plan.yaml").write_text(evil.replace("[busy, no_answer]}", "[busy, no_answer], rings: 3}"))
    done = nummerplan("diff", *DAY, "--format", "markdown", "old.plan.yaml", "new.plan.yaml", at=tmp_path)
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert rows[:2] == ["| when | who calls what | was | now |", "| --- | --- | --- | --- |"]
    for row in rows[2:]:
        assert row.count("|") == 5
        assert not set("<>@[]`") & set(row)
        assert "://" not in row


def test_json_has_an_example_call_for_both_sides(tmp_path: Path) -> None:
    (tmp_path / "old.plan.yaml").write_text(CLEAN)
    (tmp_path / "new.plan.yaml").write_text(SHORTER)
    done = nummerplan("diff", *DAY, "--format", "json", "old.plan.yaml", "new.plan.yaml", at=tmp_path)
    found = json.loads(done.stdout)
    assert (found["version"], found["alike"]) == (1, False)
    first = found["plans"][0]["differences"][0]
    assert first["entry"] == {"kind": "number", "key": "+31887654000"}
    assert first["was"]["call"]["people"] == {"balie": "absent"}
    for side, seconds in (("was", 25), ("now", 15)):
        command = [sys.executable, "-m", *shlex.split(first[side]["trace"])]
        traced = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
        assert f"balie rings for {seconds} s" in traced.stdout


def test_another_time_zone_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.plan.yaml").write_text(CLEAN)
    (tmp_path / "new.plan.yaml").write_text(CLEAN.replace("name: Bakker,", "name: Bakker, time_zone: Europe/London,"))
    done = nummerplan("diff", *DAY, "old.plan.yaml", "new.plan.yaml", at=tmp_path)
    assert done.returncode == 1
    assert "the time zone was Europe/Amsterdam and is now Europe/London" in done.stdout


def test_control_characters_are_shown_harmlessly(tmp_path: Path) -> None:
    escaping = CLEAN.replace("balie:", '"b\\e[31m":')
    (tmp_path / "old.plan.yaml").write_text(escaping)
    (tmp_path / "new.plan.yaml").write_text(escaping.replace("[busy, no_answer]}", "[busy, no_answer], rings: 3}"))
    for form in ("text", "markdown"):
        done = nummerplan("diff", *DAY, "--format", form, "old.plan.yaml", "new.plan.yaml", at=tmp_path)
        assert "\x1b" not in done.stdout
        assert "x1b" in done.stdout
