"""The pre-commit hook, with the real tool: installed from a clone of this project, run on plans."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from nummerplan.compiler.reading.discover import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
Staging = Callable[[Mapping[str, str | bytes]], Path]

EXAMPLE = ROOT / "examples" / "mijn-bedrijf"

COMPANY = """\
nummerplan: 1
company:
  name: Bakkerij Jansen
  main_number: 088-7654000
numbers: [088-7654000]
"""
USERS = """\
users:
  jansen:
    first_name: Piet
    last_name: Jansen
    extension: 201
    number: 088-7654000
    devices:
      - {model: generic-sip}
    voicemail: {email: jansen@example.nl}
"""
BAD_USERS = USERS.replace("extension:", "extention:")


@pytest.fixture(scope="module")
def hook(checkout: Path, offline: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> "Hook":
    return Hook(checkout, offline | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "NO_COLOR": "1"})


class Hook:
    """Runs the hook in repositories; the tool installs it once and keeps it."""

    def __init__(self, source: Path, environment: dict[str, str]) -> None:
        self.source, self.environment = source, environment

    def configuration(self) -> str:
        """As `ci/README.md` has it, at the released version; only the address is this machine's."""
        page = (ROOT / "ci" / "README.md").read_text("utf-8")
        shown = re.search(r"```yaml\n(repos:\n.*?)```", page, re.DOTALL)
        assert shown
        return shown[1].replace("https://HOST/OWNER/nummerplan", self.source.as_uri()) + "        verbose: true\n"

    def run(self, repository: Path) -> subprocess.CompletedProcess[str]:
        command = [str(BIN / "pre-commit"), "run", "--color", "never"]
        return subprocess.run(
            command, cwd=repository, env=self.environment, check=False, capture_output=True, text=True
        )


@pytest.fixture
def repository(hook: Hook, git: Callable[..., str], tmp_path: Path) -> Staging:
    """Makes a repository in which these files have been staged."""

    def with_staged(files: Mapping[str, str | bytes]) -> Path:
        git("init", "--quiet", "--initial-branch=main", at=tmp_path)
        for name, text in {".pre-commit-config.yaml": hook.configuration(), **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        git("add", "--all", at=tmp_path)
        return tmp_path

    return with_staged


def test_a_good_plan_passes(hook: Hook, repository: Staging) -> None:
    audio = {f"audio/{file.name}": file.read_bytes() for file in (EXAMPLE / "audio").iterdir()}
    done = hook.run(repository({"plan.yaml": (EXAMPLE / "plan.yaml").read_text("utf-8"), **audio}))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_a_bad_plan_fails_with_its_finding(hook: Hook, repository: Staging) -> None:
    done = hook.run(repository({"sites/utrecht.plan.yaml": COMPANY + BAD_USERS}))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Failed" in done.stdout
    assert "sites/utrecht.plan.yaml:10:" in done.stdout
    assert "unknown-key" in done.stdout


def test_a_plan_of_several_files_is_checked_once(hook: Hook, repository: Staging) -> None:
    files = {"utrecht/plan.yaml": COMPANY, "utrecht/users.yaml": BAD_USERS.partition("\n")[2]}
    done = hook.run(repository(files))
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("unknown-key") == 1
    assert "utrecht/users.yaml:" in done.stdout


def test_a_changed_section_alone_is_judged_with_its_plan(
    hook: Hook, repository: Staging, git: Callable[..., str]
) -> None:
    folder = repository({"plan.yaml": COMPANY, "users.yaml": USERS.partition("\n")[2]})
    git("commit", "--quiet", "--message=A good plan", at=folder)
    (folder / "users.yaml").write_text(USERS.partition("\n")[2].replace("088-7654000", "088-7654999"), "utf-8")
    git("add", "--all", at=folder)
    done = hook.run(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "number-not-assigned" in done.stdout


def test_the_hook_knows_every_file_that_is_read() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    names = [*SECTIONS, *(section.replace("_", "-") for section in SECTIONS)]
    files = [
        "plan.yaml",
        "sites/utrecht.plan.yaml",
        *(f"a/{name}{end}" for name in names for end in (".yaml", ".yml")),
    ]
    assert [name for name in files if not re.search(hook["files"], name)] == []
    others = ["compose.yaml", "planning.yaml", "plan.yml", "calls.yaml.j2", "my-users.yaml", "users/x.yaml"]
    assert [name for name in others if re.search(hook["files"], name)] == []


def test_other_files_do_not_start_it(hook: Hook, repository: Staging) -> None:
    done = hook.run(repository({"compose.yaml": "services: {}\n", "notes/planning.yaml": "a: b\n", "plan.md": "#\n"}))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no files to check" in done.stdout
