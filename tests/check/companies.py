"""What tests of `nummerplan check` share: what it gave, and companies in a repository of git."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from command import CLEAN


class Done(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]


Check = Callable[..., Done]


def company(number: int, text: str = CLEAN) -> str:
    """A plan whose number and telephone are no other company's."""
    return text.replace("088-7654000", f"088-76540{number:02}").replace("12:34:56", f"12:34:{number:02}")


def git(at: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.nl", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *identity, *arguments], cwd=at, check=True, capture_output=True)


def commit(at: Path) -> None:
    git(at, "add", "--all", "--force")
    git(at, "commit", "--quiet", "--message", "as it is")
