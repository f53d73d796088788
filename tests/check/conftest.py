"""A repository of companies, and the command in this process: a test asks it many things."""

import os
from pathlib import Path

import pytest
from check.companies import Check, Done, commit, company, git
from command import CLEAN, WARNED

from nummerplan.cli import nummerplan


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Check:
    """Run `nummerplan check --format concise` where the plans are."""
    monkeypatch.chdir(tmp_path)
    for name in [*os.environ]:
        if name.startswith(("LANG", "LC_", "NUMMERPLAN", "GITHUB", "GIT_")):
            monkeypatch.delenv(name)

    def run(*arguments: str, form: str = "concise", command: str = "check") -> Done:
        capfd.readouterr()
        given = [command, *(["--format", form] if command == "check" else []), *arguments]
        try:
            code = nummerplan.main(given, prog_name="nummerplan", standalone_mode=False)
        except SystemExit as end:  # help
            code = end.code
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Done(int(code or 0), out, err)

    return run


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    """Four companies in one repository, each in a folder of its own; k3 has a warning."""
    for number in range(4):
        folder = tmp_path / "klanten" / f"k{number}"
        folder.mkdir(parents=True)
        (folder / "plan.yaml").write_text(company(number, WARNED if number == 3 else CLEAN), "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return tmp_path
