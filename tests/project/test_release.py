"""A release: one version everywhere, and a script that refuses what is not ready."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from nummerplan.model.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
TAG = f"v{VERSION}"
Git = Callable[..., str]

REF = re.compile(r"nummerplan(?:\.git)?(?:/ci/github)?@([\w.-]*\w)|(?<![\w.])(v\d+\.\d+\.\d+)\b")
OF_OTHERS = re.compile(r"@[0-9a-f]{40} # v[\d.]+$", re.MULTILINE)
READ = re.compile(r"(ci|docs)/.*|README\.md|CONTRIBUTING\.md|\.pre-commit-hooks\.yaml")


def released_section(text: str) -> str:
    found = re.search(
        rf"^## \[{re.escape(VERSION)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## \[|\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


def test_every_page_and_example_names_this_version(project_files: list[str]) -> None:
    named = [
        (name, released or tag)
        for name in filter(READ.fullmatch, project_files)
        for released, tag in REF.findall(OF_OTHERS.sub("", (ROOT / name).read_text("utf-8")))
    ]
    assert [(name, ref) for name, ref in named if ref != TAG] == []
    assert {name for name, _ in named} >= {
        "README.md",
        "ci/README.md",
        "ci/github/example-workflow.yml",
        "ci/github/deploy-workflow.yml",
        "ci/gitlab/nummerplan.yml",
        "ci/gitlab/nummerplan-deploy.yml",
    }


@pytest.mark.parametrize("name", ["nummerplan.yml", "nummerplan-deploy.yml"])
def test_what_gitlab_includes_is_in_the_release(name: str) -> None:
    head = (ROOT / "ci" / "gitlab" / name).read_text("utf-8")
    shown = re.search(r"^#   include:\n(?:#   .*\n)+", head, re.MULTILINE)
    assert shown
    (included,) = yaml.safe_load(re.sub(r"^#   ", "", shown[0], flags=re.MULTILINE))["include"]
    assert included == {"project": "GROUP/nummerplan", "ref": TAG, "file": f"/ci/gitlab/{name}"}


def test_the_changelog_has_this_version() -> None:
    assert "- " in released_section((ROOT / "CHANGELOG.md").read_text("utf-8"))


class Maintainer:
    """Somebody with a clone, whose checks are replaced by a script."""

    def __init__(self, clone: Path, git: Git) -> None:
        self.clone, self._git = clone, git

    def commit(self, name: str, text: str) -> None:
        (self.clone / name).write_text(text, "utf-8")
        self._git("commit", "--quiet", "--all", f"--message={name}", at=self.clone)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.clone / name).read_text("utf-8")
        assert old in text
        self.commit(name, text.replace(old, new, 1))

    def release(self, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
        who = {f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | who | nobody | variables
        command = [".ci/release", *options]
        return subprocess.run(command, cwd=self.clone, env=kept, check=False, capture_output=True, text=True)

    def tags(self) -> list[str]:
        return self._git("tag", at=self.clone).split()


@pytest.fixture
def maintainer(checkout: Path, git: Git, tmp_path: Path) -> Maintainer:
    """A clone in which nothing has been tagged, and whose checks fail."""
    git("clone", "--quiet", "--no-tags", str(checkout), "clone", at=tmp_path)
    found = Maintainer(tmp_path / "clone", git)
    found.commit(".ci/run", "#!/bin/sh\necho the checks were run\nexit 7\n")
    return found


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, "the checks were run" in done.stdout) == (1, False), done.stderr
    return done.stderr


def test_changes_that_are_not_committed_are_refused(maintainer: Maintainer) -> None:
    (maintainer.clone / "new.txt").touch()
    assert "there are changes that are not committed" in refused(maintainer.release("--dry-run"))


def test_a_version_that_was_released_is_refused(maintainer: Maintainer, git: Git) -> None:
    git("tag", TAG, at=maintainer.clone)
    assert f"there is a tag {TAG}" in refused(maintainer.release("--dry-run"))


def test_a_version_of_which_the_changelog_says_nothing_is_refused(maintainer: Maintainer) -> None:
    maintainer.edit("model/version.py", VERSION, "99.0.0")
    assert "has no line '## [99.0.0] - YYYY-MM-DD'" in refused(maintainer.release())
    maintainer.edit("CHANGELOG.md", f"## [{VERSION}]", f"## [99.0.0] - 2030-01-01\n\n## [{VERSION}]")
    assert "CHANGELOG.md says nothing below [99.0.0]" in refused(maintainer.release())


def test_lines_that_are_unreleased_are_refused(maintainer: Maintainer) -> None:
    maintainer.edit("CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n- One more.\n")
    assert "has lines below [Unreleased]" in refused(maintainer.release())


def test_a_misspelt_option_releases_nothing(maintainer: Maintainer) -> None:
    done = maintainer.release("--dryrun")
    assert (done.returncode, done.stderr) == (2, "usage: .ci/release [--dry-run]\n")


def test_checks_that_fail_release_nothing(maintainer: Maintainer) -> None:
    done = maintainer.release()
    assert (done.returncode, done.stdout) == (7, "the checks were run\n")
    assert maintainer.tags() == []


def test_checks_that_leave_something_behind_release_nothing(maintainer: Maintainer) -> None:
    maintainer.commit(".ci/run", "#!/bin/sh\ntouch left\n")
    assert "the checks left changes behind" in refused(maintainer.release())


@pytest.mark.slow
def test_a_whole_release(checkout: Path, git: Git, offline: dict[str, str], tmp_path: Path) -> None:
    """With the real checks, but one file of tests instead of all."""
    git("clone", "--quiet", "--no-tags", str(checkout), "clone", at=tmp_path)
    maintainer = Maintainer(tmp_path / "clone", git)
    shutil.copytree(ROOT / ".cache" / "wheels", maintainer.clone / ".cache" / "wheels")
    given = {name: offline[name] for name in offline if name.startswith("PIP_")}
    given |= {"PYTEST_ADDOPTS": "tests/project/test_lock.py"}
    dry = maintainer.release("--dry-run", **given)
    assert dry.returncode == 0, dry.stdout + dry.stderr
    assert "passed" in dry.stdout
    assert f"Everything is ready for {TAG}" in dry.stdout
    assert maintainer.tags() == []
    first = {file.name: file.read_bytes() for file in (maintainer.clone / "dist").iterdir()}
    assert set(first) == {f"nummerplan-{VERSION}-py3-none-any.whl", f"nummerplan-{VERSION}.tar.gz"}
    done = maintainer.release(**given)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {file.name: file.read_bytes() for file in (maintainer.clone / "dist").iterdir()} == first
    assert f"git push --atomic origin HEAD:main {TAG}" in done.stdout
    assert git("cat-file", "-t", TAG, at=maintainer.clone) == "tag\n"
    tagged, head = git("rev-parse", f"{TAG}^{{commit}}", "HEAD", at=maintainer.clone).split()
    assert tagged == head
    message = git("for-each-ref", "--format=%(contents)", f"refs/tags/{TAG}", at=maintainer.clone)
    assert (
        message.strip()
        == f"nummerplan {VERSION}\n\n{released_section((ROOT / 'CHANGELOG.md').read_text('utf-8')).strip()}"
    )


@pytest.mark.slow
def test_the_readme_installs_the_release(checkout: Path, offline: dict[str, str], tmp_path: Path) -> None:
    shown = re.search(r"^pip install .*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert shown
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    # As it stands there: only git knows that the address is on this machine.
    here = {"KEY_0": f"url.{checkout.as_uri()}.insteadOf", "VALUE_0": "https://HOST/OWNER/nummerplan", "COUNT": "1"}
    environment = offline | {f"GIT_CONFIG_{name}": value for name, value in here.items()}
    command = ["sh", "-euc", f". venv/bin/activate && {shown[0]} && nummerplan --version"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == f"nummerplan {VERSION}"
    subprocess.run([tmp_path / "venv" / "bin" / "python", "-c", "import lxml, broadworks_ocip"], check=True)
