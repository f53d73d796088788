"""Which commit of a git repository a plan was deployed from."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
"""A repository's own settings must not start programs."""

_LONGEST = 20
"""Seconds; a repository that takes longer is on a disk that is not there."""


def git_commit(files: Iterable[Path]) -> str:
    """The commit that is checked out where files are, with a plus when they differ from it; empty if none is known."""
    paths = [path.resolve() for path in files]
    folder = paths[0].parent
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return ""
    changed = _git(folder, "status", "--porcelain", "--", *map(str, paths))
    return f"{commit}+" if changed or changed is None else commit


def _git(folder: Path, *arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - our own argument list, no shell
            [git, *_QUIET, *arguments],
            cwd=folder,
            env=os.environ | {"GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
