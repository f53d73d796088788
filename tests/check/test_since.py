"""`check --since git:REV`: the plans that changed, held against all others."""

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from check.companies import Check, commit, company, git
from command import BROKEN, CLEAN

from nummerplan.compiler.pipeline import check_paths
from nummerplan.rules import all_rules

Change = Callable[[Path], object]


def plan(root: Path, name: str) -> Path:
    return root / "klanten" / name / "plan.yaml"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_nothing_changed(check: Check, companies: Path) -> None:
    done = check("--since", "git:HEAD")
    assert (done.code, done.last) == (
        0,
        "no findings in 0 plans (0 objects); 4 plans unchanged since git:HEAD, and not looked at",
    )
    assert check().code == 1  # k3 has its warning all the time


def test_since_this_branch_left_main(check: Check, companies: Path) -> None:
    git(companies, "checkout", "-q", "-b", "feature")
    edit(plan(companies, "k0"), "Bea", "Bia")
    commit(companies)
    git(companies, "checkout", "-q", "main")
    edit(plan(companies, "k1"), "Bea", "Bia")
    commit(companies)
    git(companies, "checkout", "-q", "feature")
    assert "2 plans unchanged since git:main," in check("--since", "git:main").last
    assert "3 plans unchanged since git:main...," in check("--since", "git:main...").last
    git(companies, "checkout", "-q", "--orphan", "alone")
    commit(companies)
    done = check("--since", "git:main...")
    assert (done.code, "git finds no commit that main and this branch have both come from" in done.err) == (2, True)


def touch_audio(root: Path) -> None:
    (root / "klanten" / "k3" / "audio").mkdir()
    (root / "klanten" / "k3" / "audio" / "welkom.wav").write_bytes(b"RIFF")


CHANGES: dict[str, Change] = {
    "the plan itself": lambda root: edit(plan(root, "k3"), "Bea", "Ria"),
    "a section that is new": lambda root: (root / "klanten/k3/holidays.yaml").write_text("{}\n", "utf-8"),
    "a file that is told as not read": lambda root: (root / "klanten/k3/notes.yaml").write_text("{}\n", "utf-8"),
    "an audio file that is new": touch_audio,
    "settings that are new": lambda root: (root / "klanten/k3/nummerplan.toml").write_text("", "utf-8"),
    "a plan in a folder that moved": lambda root: (root / "klanten/k3").rename(root / "klanten/k9"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("committed", [False, True])
def test_what_changed_is_looked_at_alone(change: Change, committed: bool, check: Check, companies: Path) -> None:
    change(companies)
    if committed:
        commit(companies)
    done = check("--since", "git:HEAD~1" if committed else "git:HEAD")
    assert done.code == 1
    assert "mac-missing" in done.out
    assert "3 plans unchanged since git:HEAD" in done.last


def test_what_is_gone_counts_too(check: Check, companies: Path) -> None:
    folder = companies / "klanten" / "k3"
    touch_audio(companies)
    (folder / "holidays.yaml").write_text("{}\n", "utf-8")
    (folder / "nummerplan.toml").write_text("", "utf-8")
    edit(plan(companies, "k3"), "users:", "mailboxes: {algemeen: {extension: 999, greeting: audio/welkom.wav}}\nusers:")
    commit(companies)
    for name in ("holidays.yaml", "nummerplan.toml", "audio/welkom.wav"):
        assert "4 plans unchanged" in check("--since", "git:HEAD").last
        (folder / name).unlink()
        assert "3 plans unchanged" in check("--since", "git:HEAD").last, name
        git(companies, "checkout", "--quiet", ".")
    (folder / "audio" / "welkom.wav").rename(folder / "audio" / "hallo.wav")
    assert "greeting-file-missing" in check("--since", "git:HEAD").out


def test_settings_and_a_baseline_of_all_plans_are_all_plans(check: Check, companies: Path) -> None:
    (companies / "known.json").write_text('{"version": 1, "findings": []}', "utf-8")
    assert "unchanged" in check("--since", "git:HEAD").last  # a file that nobody names
    assert "; 0 plans unchanged since git:HEAD" in check("--since", "git:HEAD", "--baseline", "known.json").last
    commit(companies)
    (companies / "nummerplan.toml").write_text("[check]\nbaseline = 'known.json'\n", "utf-8")
    assert "; 0 plans unchanged" in check("--since", "git:HEAD").last
    commit(companies)
    assert "; 4 plans unchanged" in check("--since", "git:HEAD").last
    (companies / "known.json").write_text('{"version": 1, "findings": [] }', "utf-8")
    assert "; 0 plans unchanged" in check("--since", "git:HEAD").last
    git(companies, "checkout", "--quiet", ".")
    (companies / "nummerplan.toml").unlink()
    assert "; 0 plans unchanged" in check("--since", "git:HEAD").last


@pytest.mark.parametrize("changed", ["k1", "k2"])
def test_a_number_in_two_plans_is_told_whichever_of_them_changed(changed: str, check: Check, companies: Path) -> None:
    """The rule points at the later plan: it is shown there, also where only the earlier one changed."""
    number = "088-7654002" if changed == "k1" else "088-7654001"
    edit(plan(companies, changed), company(int(changed[1]), "088-7654000"), number)
    done = check("--since", "git:HEAD")
    assert done.code == 1
    assert done.out.startswith("klanten/k2/plan.yaml:3:11: error[NP115] number-in-two-plans: ")
    assert "of the plan klanten/k1/plan.yaml" in done.out
    assert "mac-missing" not in done.out


def test_two_unchanged_plans_that_clash_are_not_this_changes_fault(check: Check, companies: Path) -> None:
    edit(plan(companies, "k2"), "088-7654002", "088-7654001")
    commit(companies)
    edit(plan(companies, "k0"), "Bea", "Ria")
    assert check("--since", "git:HEAD").code == 0
    assert "number-in-two-plans" in check().out


def test_every_rule_about_several_plans_names_the_other_one(tmp_path: Path) -> None:
    text = CLEAN.replace("    extension: 201\n", "    extension: 201\n    username: balie\n") + (
        "portal_users:\n  ria: {username: ria, email: EMAIL}\n"
        "mobile: {subscriptions: {een: {number: 06-12345678, sim: 8931 0000 0000 0000 001}}}\n"
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.plan.yaml").write_text(text.replace("EMAIL", f"{name}@x.nl"), "utf-8")
    checked, _ = check_paths([tmp_path], date(2026, 11, 23))
    together = {rule.name for rule in all_rules() if rule.check_repository is not None}
    found = {finding.rule: finding.other_plan for finding in checked[1].findings if finding.rule in together}
    assert found == dict.fromkeys(together, str(tmp_path / "a.plan.yaml"))


def test_an_unchanged_plan_that_cannot_be_read_is_never_clean(check: Check, companies: Path) -> None:
    plan(companies, "k1").write_text(BROKEN, "utf-8")
    commit(companies)
    done = check("--since", "git:HEAD")
    assert done.code == 1
    assert done.out.startswith("klanten/k1/plan.yaml:3:1: error[NP001] syntax")


def test_comments_in_unchanged_plans_silence_and_are_not_judged(check: Check, companies: Path) -> None:
    edit(plan(companies, "k2"), "numbers: [", "numbers: [ # nummerplan: ignore[NP115] they share a line\n  ")
    edit(plan(companies, "k2"), "first_name", "# nummerplan: ignore[NP616] nothing\n    first_name")
    commit(companies)
    assert "suppression-unused" in check().out
    edit(plan(companies, "k1"), "numbers: [088-7654001]", "numbers: [088-7654001..088-7654002]")
    done = check("--since", "git:HEAD", "--select", "NP115,suppression-unused")
    assert "suppression-unused" not in done.out


def test_programs_can_read_what_was_left_out(check: Check, companies: Path) -> None:
    edit(plan(companies, "k3"), "Bea", "Ria")
    coverage = json.loads(check("--since", "git:main", form="json").out)["coverage"]
    assert (coverage["plans"], coverage["unchanged"], coverage["since"]) == (1, 3, "git:main")


def test_a_link_that_now_leads_elsewhere_is_a_change(check: Check, companies: Path) -> None:
    link = companies / "klanten" / "k8"
    (companies / "elders").mkdir()
    for name in ("een", "twee"):
        (companies / "elders" / name).mkdir()
        (companies / "elders" / name / "x.yaml").write_text(company(8), "utf-8")
    link.symlink_to("../elders/een")
    commit(companies)
    assert "1 plan unchanged" in check("--since", "git:HEAD", "klanten/k8/x.yaml").last
    link.unlink()
    link.symlink_to("../elders/twee")
    assert "0 plans unchanged" in check("--since", "git:HEAD", "klanten/k8/x.yaml").last


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("git:nope", "git knows no revision nope here\nfetch it first"),
        ("git:--output=hacked", "--output=hacked is no revision: write git:main"),
        ("git:-h", "-h is no revision"),
        ("git:", "git: is no revision"),
        ("git:HEAD\0x", "is no revision"),
        ("git:HEAD:klanten", "git knows no revision HEAD:klanten here"),
        ("main", "--since is followed by git: and a revision"),
    ],
)
def test_a_revision_that_is_none_is_told(since: str, said: str, check: Check, companies: Path) -> None:
    done = check(f"--since={since}")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not (companies / "hacked").exists()


def test_no_repository_and_half_of_one(check: Check, companies: Path) -> None:
    edit(plan(companies, "k3"), "Bea", "Ria")
    commit(companies)
    subprocess.run(["git", "clone", "-q", "--depth=1", companies.as_uri(), "half"], cwd=companies, check=True)
    done = check("--since", "git:HEAD~1", "half/klanten")
    assert done.code == 2
    assert "this clone has only the last commits: fetch the others with git fetch --unshallow" in done.err
    assert "fetch-depth: 0 under actions/checkout; on GitLab GIT_DEPTH: 0" in done.err
    (companies / ".git").rename(companies / "git")
    assert "is in no git repository\ncheck the plans out" in check("--since", "git:HEAD", "klanten").err


def test_no_program_of_the_repositorys_settings_is_started(check: Check, companies: Path) -> None:
    (companies / "spy").write_text("#!/bin/sh\ntouch started\n", "utf-8")
    (companies / "spy").chmod(0o755)
    for key in ("diff.external", "core.fsmonitor", "diff.spy.textconv", "diff.spy.command"):
        git(companies, "config", key, str(companies / "spy"))
    (companies / ".gitattributes").write_text("*.yaml diff=spy\n", "utf-8")
    edit(plan(companies, "k3"), "Bea", "Ria")
    assert "3 plans unchanged" in check("--since", "git:HEAD").last
    assert not (companies / "started").exists()
