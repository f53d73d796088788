"""Files as a git revision has them: read from git's own store, nothing is ever checked out."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import Message, say

FILE_MODES = (b"100644", b"100755")
"""Kinds of git's entries that are files; links and other repositories are left out."""
OPTIONS = ("--literal-pathspecs", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
"""Paths are no patterns, and a repository's own settings must not start programs."""
PATIENCE = 20
"""Seconds for a question that nobody waits for; a repository that takes longer is on a disk that is not there."""


class RevisionError(NummerplanError):
    """A revision cannot be read."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The files below a folder of one revision: their paths from the repository's root, and git's names for them."""

    repository: Path
    name: str
    path: str
    """What was asked for, from the repository's root: a folder or a file; empty for the whole repository."""
    blobs: Mapping[str, str]

    def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of some files; what the revision does not have is left out."""
        wanted = [path for path in paths if path in self.blobs]
        asked = "".join(f"{self.blobs[path]}\n" for path in wanted)
        answer = _git(["cat-file", "--batch"], self.repository, asked.encode())
        found = {}
        for path in wanted:
            head, _, answer = answer.partition(b"\n")
            size = int(head.split()[2])
            found[path], answer = answer[:size], answer[size + 1 :]
        return found


def revision(name: str, path: str | None, here: Path) -> Revision:
    """List the files of a revision below a path, as `git show NAME:PATH` understands it.

    Without a path those of the folder or file `here`. Raises `RevisionError`.
    """
    _expect_name(name, path or "")
    root = _root(here)
    commit = _commit(name, root)
    below = _from_root(path, here, root)
    return Revision(root, name, below, _listed(commit, below, root))


def changed_paths(name: str, here: Path) -> tuple[Path, frozenset[str]]:
    """The repository of a path, and what is otherwise there than in a revision, gone or new, from its root on.

    What git ignores is left out. `NAME...` is where the branch that is checked out left NAME. Raises `RevisionError`.
    """
    branch = name.removesuffix("...")
    _expect_name(branch)
    root = _root(here)
    commit = _commit(branch, root)
    if branch != name:
        try:
            commit = _git(["merge-base", commit, "HEAD"], root).decode().strip()
        except RevisionError as error:
            raise RevisionError(_not_here(say("git finds nothing that {name} began from", name=name), root)) from error
    plain = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"]
    listed = _git(["diff", *plain, commit, "--"], root) + _git(["ls-files", "-z", "-o", "--exclude-standard"], root)
    return root, frozenset(os.fsdecode(path).removesuffix("/") for path in filter(None, listed.split(b"\0")))


def _expect_name(name: str, path: str = "") -> None:
    if not name or name.startswith("-") or "\0" in name or "\0" in path:
        raise RevisionError(say("{name} is no revision: write git:main, git:v1.2 or git:HEAD~1", name=name or "git:"))


def _root(here: Path) -> Path:
    """The folder of the repository that a path is in."""
    folder = _nearest_folder(here)
    try:
        return Path(os.fsdecode(_git(["rev-parse", "--show-toplevel"], folder).removesuffix(b"\n")))
    except RevisionError as error:
        if "not a git repository" not in str(error):
            raise
        raise RevisionError(say("{folder} is in no git repository", folder=str(folder))) from error


def _commit(name: str, root: Path) -> str:
    try:
        answer = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"], root)
    except RevisionError as error:
        raise RevisionError(_not_here(say("git knows no revision {name} here", name=name), root)) from error
    return answer.decode().strip()


def _not_here(message: Message, root: Path) -> Message:
    """What is missing; of a clone without its history, how that is had."""
    if _git(["rev-parse", "--is-shallow-repository"], root).strip() != b"true":
        return message
    return say("{message}: this is a clone without its history; fetch it whole (fetch-depth: 0)", message=message)


def _nearest_folder(here: Path) -> Path:
    """The folder of a path that may be gone by now."""
    folder = Path(os.path.realpath(here))
    while not folder.is_dir():
        folder = folder.parent
    return folder


def _from_root(path: str | None, here: Path, root: Path) -> str:
    """A path from the repository's root; `./` begins where the command runs, as git has it."""
    if path is None or path in (".", "..") or path.startswith(("./", "../")):
        # The repository's root is given without links, and so must be what lies in it.
        found = os.path.relpath(os.path.realpath(here if path is None else path), os.path.realpath(root))
    else:
        found = os.path.normpath(path or ".")
    if found.startswith(("../", "/")) or found == "..":
        raise RevisionError(say("{path} is outside the repository {root}", path=path or str(here), root=str(root)))
    return "" if found == "." else Path(found).as_posix()


def _listed(commit: str, below: str, root: Path) -> dict[str, str]:
    """Files below a path, and beside it when it is one file."""
    found = _tree(commit, below, root)
    if set(found) == {below}:
        parent = PurePosixPath(below).parent
        found = _tree(commit, "" if str(parent) == "." else str(parent), root)
    return found


def _tree(commit: str, below: str, root: Path) -> dict[str, str]:
    only = ["--", below] if below else []
    listing = _git(["ls-tree", "-r", "-z", "--full-tree", commit, *only], root)
    found = {}
    for entry in filter(None, listing.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.split(b" ")
        path = os.fsdecode(name)
        if mode in FILE_MODES and not {"..", ".", ""} & set(path.split("/")):
            found[path] = blob.decode()
    return found


def commit_of(files: Iterable[Path]) -> str:
    """The commit that is checked out where files are, with a plus when they differ from it; empty if none is known."""
    paths = [path.resolve() for path in files]
    try:
        commit = _git(["rev-parse", "--verify", "--quiet", "HEAD"], paths[0].parent, patience=PATIENCE).decode().strip()
    except RevisionError:
        return ""
    try:
        changed = _git(["status", "--porcelain", "--", *map(str, paths)], paths[0].parent, patience=PATIENCE)
    except RevisionError:
        return f"{commit}+"
    return f"{commit}+" if changed else commit


def _git(arguments: list[str], folder: Path, given: bytes = b"", patience: int | None = None) -> bytes:
    """What git answers. Raises `RevisionError`, with git's refusal as its cause."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, and no shell
            ["git", *OPTIONS, *arguments],  # noqa: S607 - whatever git the user has
            cwd=folder,
            env=os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
            input=given,
            capture_output=True,
            check=True,
            timeout=patience,
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0] if said else say("it gives no reason")
        raise RevisionError(say("git refuses: {reason}", reason=reason)) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RevisionError(say("git cannot be run: {reason}", reason=reason)) from error
    return done.stdout
