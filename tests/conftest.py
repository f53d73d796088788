"""What several tests need: a clone of this project as it stands, and the folder of downloaded packages."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nummerplan.model.version import VERSION

ROOT = Path(__file__).resolve().parent.parent


def _git(*arguments: str, at: Path) -> str:
    """Run git without anybody's settings, as nobody in particular."""
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *who, *arguments], cwd=at, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture(scope="session")
def git() -> Callable[..., str]:
    """`git("status", at=folder)`, whatever anybody's settings; gives its output, raises if it fails."""
    return _git


@pytest.fixture(scope="session")
def project_files() -> list[str]:
    """Every file of the project: committed, or new and not ignored."""
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard", at=ROOT).split("\0")
    return sorted(name for name in listed if name and os.path.lexists(ROOT / name))


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory, project_files: list[str]) -> Path:
    """A git repository with the working tree in one commit, which is a release. Clone it; never write to it."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in project_files:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name, follow_symlinks=False)
    _git("init", "--quiet", "--initial-branch=main", at=copy)
    _git("add", "--all", "--force", at=copy)
    _git("commit", "--quiet", "--message=The working tree", at=copy)
    _git("tag", "--annotate", f"--message=nummerplan {VERSION}", f"v{VERSION}", at=copy)
    return copy


@pytest.fixture(scope="session")
def offline() -> dict[str, str]:
    """An environment in which pip takes packages only from the folder that `make setup` filled."""
    wheels = ROOT / ".cache" / "wheels"
    if not any(wheels.glob("*.whl")):
        pytest.fail(f"{wheels} has no packages: run `make setup` once")
    # Without this machine's own settings: they may name further places.
    pip = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INPUT": "1",
    }
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "PYTHON", "VIRTUAL"))
    }
    return kept | pip | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
