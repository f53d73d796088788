"""What the README shows is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from nummerplan.cli import NOT_COMMANDS
from nummerplan.compiler.pipeline import check_text

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def run(line: str, at: Path) -> str:
    words = shlex.split(line)
    assert words[0] == "nummerplan"
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False).stdout


def test_the_transcript_is_real() -> None:
    transcript = re.search(r"```console\n\$ (.*)\n((?:.*\n)*?)\.\.\.\n```", README)
    assert transcript
    assert transcript[2] in run(transcript[1], ROOT)


def test_the_commands_for_a_new_plan_work(tmp_path: Path) -> None:
    block = re.search(r"```sh\n(nummerplan init.*)\n(nummerplan check.*)\n```", README)
    assert block
    run(block[1], tmp_path)
    assert "1 piece of advice in 1 plan" in run(block[2], tmp_path)


def test_the_piece_of_a_plan_can_be_read() -> None:
    piece = re.search(r"```yaml\n((?:.*\n)*?)```", README)
    assert piece
    assert not [f for f in check_text(piece[1]).findings if f.code < "NP006"]


def test_what_is_explained_is_known() -> None:
    for word in ("belgroep", "overflow", "NP205"):
        assert run(f"nummerplan explain {word}", ROOT).startswith("# ")


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_is_listed() -> None:
    files = {path.stem for path in (ROOT / "src/nummerplan/cli").glob("*.py")} - {"__init__", *NOT_COMMANDS}
    commands = {name.rstrip("_") for name in files}
    assert {name for name in commands if f"`{name}" in README or f", `{name}`" in README} == commands
