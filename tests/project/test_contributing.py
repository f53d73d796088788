"""CONTRIBUTING.md, followed to the letter in a clone: each of its files is added, and no other file is touched."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FILES = dict(re.findall(r'^```python title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL))
RULE = "rules/menu_with_many_keys.py"
TARGET = "targets/directory/__init__.py"
COMMAND = "src/nummerplan/cli/extensions.py"
(KEY,) = re.findall(r'^```diff title="room"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)


ROOM_PLAN = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna: {extension: 201, number: 088-7654000, room: "2.14", voicemail: {email: anna@bakker.example, when: [always]}}
"""


@pytest.fixture
def clone(checkout: Path, git: Callable[..., str], tmp_path: Path) -> Path:
    git("clone", "--quiet", str(checkout), "clone", at=tmp_path)
    return tmp_path / "clone"


def add(clone: Path, name: str, text: str | None = None) -> None:
    (clone / name).parent.mkdir(exist_ok=True)
    (clone / name).write_text(FILES[name] if text is None else text, "utf-8")


def run(clone: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of `.venv` on the clone's code."""
    environment = os.environ | {"PYTHONPATH": str(clone / "src"), "NO_COLOR": "1"}
    tool = [str(BIN / command[0]), *command[1:]]
    return subprocess.run(tool, cwd=clone, env=environment, check=False, capture_output=True, text=True)


def test_the_page_shows_a_rule_a_target_and_a_command() -> None:
    assert FILES.keys() == {RULE, TARGET, COMMAND}


def test_a_new_rule_is_found_and_explained(clone: Path) -> None:
    add(clone, RULE)
    rules = {rule["name"]: rule for rule in json.loads(run(clone, "nummerplan", "rules", "--format", "json").stdout)}
    assert rules["menu-with-many-keys"]["code"] == "NP399"
    explained = run(clone, "nummerplan", "explain", "NP399")
    assert explained.returncode == 0, explained.stderr
    assert "has forgotten the first" in explained.stdout


def test_a_new_rule_judges(clone: Path) -> None:
    add(clone, RULE)
    (bad,) = re.findall(r'bad="""\n(.*?)"""', FILES[RULE], re.DOTALL)
    (clone / "plan.yaml").write_text(bad, "utf-8")
    done = run(clone, "nummerplan", "check", "--select", "menu-with-many-keys", "plan.yaml")
    assert "plan.yaml:5:7" in done.stdout
    assert "4 choices are more than a caller remembers" in done.stdout


def test_a_new_rule_is_tested_by_its_examples(clone: Path) -> None:
    tests = ["pytest", "-p", "no:cacheprovider", "tests/rules/test_rule_examples.py", "-k", "menu-with-many-keys"]
    add(clone, RULE)
    right = run(clone, *tests)
    assert right.returncode == 0, right.stdout
    add(clone, RULE, FILES[RULE].replace("  # <-", ""))
    wrong = run(clone, *tests)
    assert wrong.returncode == 1, wrong.stdout


def test_a_new_rule_gets_its_page(clone: Path) -> None:
    add(clone, RULE)
    done = run(clone, "python", "docs/generate.py")
    assert done.returncode == 0, done.stderr
    page = (clone / "docs" / "rules" / "menu-with-many-keys.md").read_text("utf-8")
    assert "has forgotten the first" in page
    assert "NP399" in page


def test_a_new_target_compiles(clone: Path, tmp_path: Path) -> None:
    add(clone, TARGET)
    plan, out = "examples/mijn-bedrijf", str(tmp_path / "out")
    done = run(clone, "nummerplan", "compile", plan, "--target", "directory", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    (written,) = (tmp_path / "out").rglob("directory.json")
    assert json.loads(written.read_text("utf-8"))["209"] == ["receptie"]


def test_a_new_command_is_offered(clone: Path) -> None:
    add(clone, COMMAND)
    assert "List the extensions in use." in run(clone, "nummerplan", "--help").stdout
    done = run(clone, "nummerplan", "extensions", "examples/mijn-bedrijf")
    assert done.returncode == 0, done.stderr
    assert "209" in done.stdout.splitlines()


def add_key(clone: Path, git: Callable[..., str]) -> None:
    """The key of the page, and the target in which it takes effect."""
    add(clone, TARGET)
    (clone / "room.diff").write_text(KEY, "utf-8")
    git("apply", "room.diff", at=clone)
    (clone / "room.diff").unlink()


def test_a_new_key_is_read_explained_and_written(clone: Path, git: Callable[..., str], tmp_path: Path) -> None:
    add_key(clone, git)
    assert git("diff", "--name-only", at=clone).split() == ["model/plan/users.py"]
    assert "Where the user sits" in run(clone, "nummerplan", "explain", "users.KEY.room").stdout
    plan = tmp_path / "plan.yaml"
    plan.write_text(ROOM_PLAN, "utf-8")
    out = str(tmp_path / "out")
    done = run(clone, "nummerplan", "compile", str(plan), "--target", "directory", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    (written,) = (tmp_path / "out").rglob("directory.json")
    assert json.loads(written.read_text("utf-8"))["rooms"] == {"anna": "2.14"}


def test_a_new_key_is_a_loss_of_a_target_that_does_not_know_it(clone: Path, git: Callable[..., str]) -> None:
    add_key(clone, git)
    script = """
from broadworks_plans import wanted
plan = sys.argv[1]
print([(loss.route, str(loss.message)) for loss in wanted(plan).losses if loss.route[-1] == "room"])
"""
    done = run(clone, "python", "-c", f"import sys; sys.path.insert(0, 'tests'){script}", ROOM_PLAN)
    assert done.stdout == ("[(('users', 'anna', 'room'), 'BroadWorks has no field for room; it is not sent')]\n"), (
        done.stderr
    )
    tried = run(
        clone, "pytest", "-p", "no:cacheprovider", "-q", "tests/broadworks/test_setting_fields.py", "-k", "every"
    )
    assert tried.returncode == 0, tried.stdout


def test_what_the_page_shows_passes_the_checks(clone: Path, git: Callable[..., str]) -> None:
    for name in FILES:
        add(clone, name)
    add_key(clone, git)
    assert run(clone, "ruff", "check", *FILES).stdout == "All checks passed!\n"
    assert run(clone, "ruff", "format", "--check", *FILES).returncode == 0
    contracts = run(clone, "lint-imports", "--no-cache")
    assert contracts.returncode == 0, contracts.stdout
    types = run(clone, "mypy", "--cache-dir", os.devnull).stdout
    assert "source files" in types
    assert [
        line for line in types.splitlines() if re.search("menu_with_many_keys|directory/__init__|cli/extensions", line)
    ] == []
    changed = git("status", "--porcelain", "--untracked-files=all", at=clone).splitlines()
    assert sorted(changed) == sorted([*(f"?? {name}" for name in FILES), " M model/plan/users.py"])
