"""What `make` needs on a bare Debian, what it says when something is missing, and that it downloads only once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("sh", "bash", "env", "dirname", "cat", "cksum", "mkdir", "python3", "git", "make")


@pytest.fixture
def clone(checkout: Path, git: Callable[..., str], tmp_path: Path) -> Path:
    git("clone", "--quiet", str(checkout), "clone", at=tmp_path)
    return tmp_path / "clone"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs like that of a small machine; a test takes away what is to be missing."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in NEEDED:
        # The Python that this one was made from: a version manager's `python3` would want programs of its own.
        found = f"{sys.base_prefix}/bin/python3" if name == "python3" else shutil.which(name)
        assert found, f"these tests need {name}"
        (programs / name).write_text(f'#!/bin/sh\nexec {found} "$@"\n')
        (programs / name).chmod(0o755)
    return programs


def run(clone: Path, machine: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which(command[0], path=str(machine)) or command[0]
    kept = {"PATH": str(machine), "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [shell, *command[1:]], cwd=clone, env=kept | environment, check=False, capture_output=True, text=True
    )


def refused(done: subprocess.CompletedProcess[str], clone: Path, package: str) -> str:
    assert done.returncode != 0
    assert f"sudo apt install {package}\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / ".venv").exists()
    return done.stderr


def test_a_missing_python_is_named(clone: Path, machine: Path) -> None:
    (machine / "python3").unlink()
    assert "Python 3.11 or later is needed" in refused(run(clone, machine, "make", "setup"), clone, "python3")


def test_an_old_python_is_named(clone: Path, machine: Path) -> None:
    # Stands for a Python that no machine of ours has: it fails the question for its version, as 3.9 would.
    (machine / "python3").write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n')
    assert "python3 is Python 3.9.2" in refused(run(clone, machine, "make", "setup"), clone, "python3")


def test_a_python_without_venv_is_named(clone: Path, machine: Path, tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError('as in Debian without python3-venv')\n")
    done = run(clone, machine, "make", "setup", PYTHONPATH=str(tmp_path))
    assert "venv" in refused(done, clone, "python3-venv")


def test_a_missing_git_is_named(clone: Path, machine: Path) -> None:
    (machine / "git").unlink()
    assert "git is missing" in refused(run(clone, machine, "make", "setup"), clone, "git")


def test_a_missing_make_is_named(clone: Path, machine: Path) -> None:
    (machine / "make").unlink()
    assert "make is missing" in refused(run(clone, machine, "bash", ".ci/run"), clone, "make")


def test_the_other_python_is_used(clone: Path, machine: Path) -> None:
    done = run(clone, machine, "make", "setup", "PYTHON=python9.9")
    assert "there is no python9.9 here" in refused(done, clone, "python3")


def test_without_network_the_first_run_says_so(clone: Path, machine: Path) -> None:
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
    done = run(clone, machine, "make", "setup", **nowhere)
    assert done.returncode != 0
    assert "the first run needs the network" in done.stderr
    assert not (clone / ".venv" / "lock-stamp").exists()


@pytest.mark.slow
def test_a_new_environment_needs_no_network_once_the_packages_are_there(clone: Path, machine: Path) -> None:
    shutil.copytree(ROOT / ".cache" / "wheels", clone / ".cache" / "wheels")
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
    first = run(clone, machine, "make", "setup", **nowhere)
    assert first.returncode == 0, first.stderr
    again = run(clone, machine, "make", "setup", **nowhere)
    assert (again.returncode, again.stdout) == (0, "")
    works = run(clone, machine, str(clone / ".venv" / "bin" / "nummerplan"), "check", "examples/mijn-bedrijf")
    assert works.returncode == 0, works.stdout + works.stderr
