"""`check --since git:REV`: plans that did not change are asked only what is asked of all plans together."""

import json
import subprocess
from pathlib import Path

import pytest
from command import nummerplan as run

PLAN = """\
nummerplan: 1
company: {{name: {name}, main_number: {number}0}}
numbers: [{number}0..{number}9]
users:
  anna: {{first_name: Anna, extension: 201, number: {number}0, devices: [{{model: yealink-t54w, mac: {mac}}}]}}
  bert: {{extension: 202, forwarding: {{busy: {{to: cees}}}}, devices: [{{model: generic-sip}}]}}
"""
TOWNS = ("ede", "oss", "urk")
FLAWED = "destination-unknown"


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """A repository of three plans, each with the same mistake, as of the commit `start`."""
    for count, name in enumerate(TOWNS):
        folder = tmp_path / name
        folder.mkdir()
        mac = f"80:5E:C0:00:00:0{count}"
        (folder / "plan.yaml").write_text(PLAN.format(name=name, number=f"02055501{count}", mac=mac), "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    git(tmp_path, "tag", "start")
    return tmp_path


def git(at: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=at, check=True, capture_output=True)


def commit(at: Path) -> None:
    git(at, "add", "-A")
    git(at, "commit", "-q", "-m", "now")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def judged(at: Path, *options: str, since: str = "git:start") -> set[str]:
    """The plans of which the mistake that all have is told."""
    done = run("check", "--format", "json", "--since", since, *options, at=at)
    assert done.returncode in (0, 1), done.stderr
    data = json.loads(done.stdout)
    found = {one["file"].split("/")[0] for one in data["findings"] if one["rule"] == FLAWED}
    assert data["coverage"]["plans"] == len(found)
    assert data["coverage"]["unchanged"] == len(TOWNS) - len(found)
    assert data["coverage"]["since"] == since.removeprefix("git:")
    return found


def test_nothing_changed(towns: Path) -> None:
    done = run("check", "--since", "git:start", at=towns)
    assert done.returncode == 0
    summary = "no findings in 0 plans (0 objects); 3 plans are as in start and were not judged by themselves\n"
    assert done.stdout == summary


def test_a_plan_changed(towns: Path) -> None:
    edit(towns / "ede" / "plan.yaml", "extension: 202", "extension: 203")
    assert judged(towns) == {"ede"}
    commit(towns)
    assert judged(towns) == {"ede"}
    assert judged(towns, since="git:HEAD") == set()


def test_a_file_of_a_plan_came_or_went(towns: Path) -> None:
    schedules = towns / "oss" / "schedules.yaml"
    schedules.write_text("kantoor: {mon-fri: 09:00-17:00}\n", "utf-8")
    assert judged(towns) == {"oss"}
    commit(towns)
    git(towns, "tag", "with-hours")
    schedules.unlink()
    assert judged(towns, since="git:with-hours") == {"oss"}
    commit(towns)
    assert judged(towns, since="git:with-hours") == {"oss"}


def test_a_recording_that_a_plan_names_changed(towns: Path) -> None:
    edit(towns / "urk" / "plan.yaml", "company: {", "company: {music_on_hold: audio/wacht.wav, ")
    commit(towns)
    git(towns, "tag", "with-music")
    (towns / "urk" / "audio").mkdir()
    (towns / "urk" / "audio" / "wacht.wav").write_bytes(b"RIFF")
    (towns / "ede" / "README").write_text("nothing of a plan", "utf-8")
    assert judged(towns, since="git:with-music") == {"urk"}


def test_settings_changed_that_hold_for_plans(towns: Path) -> None:
    (towns / "ede" / "nummerplan.toml").write_text("[check]\n", "utf-8")
    assert judged(towns) == {"ede"}
    (towns / "nummerplan.toml").write_text("[check]\nfail-on = 'error'\n", "utf-8")
    assert judged(towns) == {*TOWNS}
    commit(towns)
    git(towns, "tag", "settings")
    assert judged(towns, since="git:settings") == set()
    (towns / "nummerplan.toml").unlink()
    assert judged(towns, since="git:settings") == {*TOWNS}


def test_the_baseline_changed(towns: Path) -> None:
    (towns / "nummerplan.toml").write_text("[check]\nbaseline = 'known.json'\n", "utf-8")
    run("check", "--select", "NP610", "--update-baseline", "--baseline", "known.json", at=towns)
    commit(towns)
    git(towns, "tag", "known")
    assert judged(towns, since="git:known") == set()
    run("check", "--select", "NP108", "--update-baseline", "--baseline", "known.json", at=towns)
    assert judged(towns, since="git:known") == {*TOWNS}


def test_a_linked_plan_changed_where_it_really_stands(towns: Path) -> None:
    (towns / "echt").mkdir()
    (towns / "urk" / "plan.yaml").replace(towns / "echt" / "urk.txt")
    (towns / "urk" / "plan.yaml").symlink_to("../echt/urk.txt")
    commit(towns)
    git(towns, "tag", "linked")
    edit(towns / "echt" / "urk.txt", "extension: 202", "extension: 204")
    assert judged(towns, since="git:linked") == {"urk"}


def test_what_is_asked_of_all_plans_together_is_asked_of_all(towns: Path) -> None:
    edit(towns / "ede" / "plan.yaml", "80:5E:C0:00:00:00", "80:5E:C0:00:00:01")
    done = run("check", "--since", "git:start", "--format", "concise", at=towns)
    assert "mac-in-two-plans" in done.stdout
    assert "oss/plan.yaml" in done.stdout
    assert f"oss/plan.yaml:6:50: error[NP201] {FLAWED}" not in done.stdout
    assert "2 plans are as in start and were not judged by themselves" in done.stdout


def test_since_the_branch_left_main(towns: Path) -> None:
    git(towns, "checkout", "-q", "-b", "feature")
    edit(towns / "ede" / "plan.yaml", "extension: 202", "extension: 203")
    commit(towns)
    git(towns, "checkout", "-q", "main")
    edit(towns / "oss" / "plan.yaml", "extension: 202", "extension: 203")
    commit(towns)
    git(towns, "checkout", "-q", "feature")
    assert judged(towns, since="git:main") == {"ede", "oss"}
    assert judged(towns, since="git:main...") == {"ede"}


def test_only_what_changed_is_fixed_and_proven(towns: Path) -> None:
    for name in TOWNS:
        edit(towns / name / "plan.yaml", "forwarding: {busy: {to: cees}}", "forwarding: {bussy: anna}")
    commit(towns)
    git(towns, "tag", "misspelt")
    edit(towns / "oss" / "plan.yaml", "Anna", "Anne")
    assert run("check", "--fix", "--since", "git:misspelt", at=towns).returncode == 1
    assert ["bussy" in (towns / name / "plan.yaml").read_text("utf-8") for name in TOWNS] == [True, False, True]
    data = json.loads(run("check", "--proof", "--format", "json", "--since", "git:misspelt", at=towns).stdout)
    assert [proof["plan"] for proof in data["proofs"]] == ["oss/plan.yaml"]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("main", "--since takes a git revision: git:main, git:v1.2 or git:HEAD~1, not main"),
        ("git:", "git: is no revision: write git:main, git:v1.2 or git:HEAD~1"),
        ("git:nergens", "git knows no revision nergens here"),
        ("git:--output=plan.yaml", "--output=plan.yaml is no revision: write git:main, git:v1.2 or git:HEAD~1"),
        ("git:...", "git: is no revision: write git:main, git:v1.2 or git:HEAD~1"),
    ],
)
def test_a_revision_that_is_none(towns: Path, since: str, said: str) -> None:
    before = (towns / "ede" / "plan.yaml").read_bytes()
    done = run("check", "--since", since, at=towns)
    assert (done.returncode, done.stderr) == (2, f"nummerplan: {said}\n")
    assert [file.name for file in towns.iterdir() if file.is_file()] == []
    assert (towns / "ede" / "plan.yaml").read_bytes() == before


def test_a_clone_without_its_history_says_how_to_get_it(towns: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clones") / "shallow"
    edit(towns / "ede" / "plan.yaml", "extension: 202", "extension: 203")
    commit(towns)
    git(towns, "clone", "-q", "--depth", "1", "--no-tags", f"file://{towns}", str(clone))
    done = run("check", "--since", "git:start", at=clone)
    assert done.returncode == 2
    assert "git knows no revision start here: this is a clone without its history" in done.stderr


def test_no_repository_and_a_plan_outside_of_it(towns: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("elders")
    (outside / "plan.yaml").write_text(PLAN.format(name="x", number="020555010", mac="80:5E:C0:00:00:09"), "utf-8")
    done = run("check", "--since", "git:start", at=outside)
    assert (done.returncode, "is in no git repository" in done.stderr) == (2, True)
    done = run("check", "--since", "git:start", ".", str(outside), at=towns)
    assert (done.returncode, "is outside the repository" in done.stderr) == (2, True)
