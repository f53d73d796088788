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
    if "\0" in (path or ""):
        raise RevisionError(_no_revision(name))
    root, commit = _commit(name, here)
    below = _from_root(path, here, root)
    return Revision(root, name, below, _listed(commit, below, root))


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from a revision in the work tree below `root`, committed or not.

    `differing` are files of either that the other does not have alike, as paths from the root; `known` are all files of
    the revision. A file that git does not know, or ignores, was not there: it counts as changed.
    """

    root: Path
    name: str
    differing: frozenset[str]
    known: frozenset[str]

    def has(self, path: Path) -> bool:
        """Whether a file is another one than in the revision, or is new or gone; also one that a link leads to."""
        try:
            inside = {os.path.relpath(place, self.root) for place in _links_on_the_way(path)}
            there = os.path.lexists(path)
        except ValueError:  # no name of a file
            return False
        names = {Path(name).as_posix() for name in inside if name != os.pardir and not name.startswith(f"..{os.sep}")}
        return not self.differing.isdisjoint(names) or (there and not names <= self.known) or (there and not names)

    def below(self, folder: Path) -> frozenset[str]:
        """The names of files right in a folder that are different, or gone."""
        inside = os.path.relpath(os.path.realpath(folder), self.root)
        return frozenset(PurePosixPath(name).name for name in self.differing if os.path.dirname(name) == _plain(inside))  # noqa: PTH120


def changes_since(name: str, here: Path) -> Changes:
    """What is different from a revision in the repository of a path. Raises `RevisionError`.

    `NAME...` is where the branch that is checked out left NAME.
    """
    branch = name.removesuffix("...")
    root, commit = _commit(branch, here)
    if branch != name:
        try:
            commit = _git(["merge-base", commit, "HEAD"], root).decode().strip()
        except RevisionError as error:
            missing = say("git finds no commit that {name} and this branch have both come from", name=branch)
            raise RevisionError(missing, *_how_to_fetch(root)) from error
    # No program that the repository's settings name may run, and renamed files are one that went and one that came.
    only_names = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]
    differing = _git(["diff", *only_names, commit, "--"], root)
    known = _git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit], root)
    real = Path(os.path.realpath(root))
    return Changes(real, name, *(frozenset(os.fsdecode(names).split("\0")) - {""} for names in (differing, known)))


def _plain(folder: str) -> str:
    return "" if folder == "." else Path(folder).as_posix()


def _links_on_the_way(path: Path) -> set[str]:
    """A file under its own name, where it really is, and every link that leads there."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are what is looked for
    steps = (whole, *(folder for folder in whole.parents if folder.is_symlink()))
    return {os.path.realpath(whole), *(str(Path(os.path.realpath(step.parent), step.name)) for step in steps)}


def _no_revision(name: str) -> Message:
    return say("{name} is no revision: write git:main, git:v1.2 or git:HEAD~1", name=name or "git:")


def _commit(name: str, here: Path) -> tuple[Path, str]:
    """The root of the repository that a path is in, and the commit that a name means there."""
    if not name or name.startswith("-") or "\0" in name:
        raise RevisionError(_no_revision(name))
    folder = _nearest_folder(here)
    try:
        root = Path(os.fsdecode(_git(["rev-parse", "--show-toplevel"], folder).removesuffix(b"\n")))
    except RevisionError as error:
        if "not a git repository" not in str(error):
            raise
        raise RevisionError(
            say("{folder} is in no git repository", folder=str(folder)), say("check the plans out with git first")
        ) from error
    try:
        commit = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"], folder)
    except RevisionError as error:
        raise RevisionError(say("git knows no revision {name} here", name=name), *_how_to_fetch(folder)) from error
    return root, commit.decode().strip()


def _how_to_fetch(folder: Path) -> list[Message]:
    """What to do about a revision that is not here because only the last commits were fetched."""
    if _git(["rev-parse", "--is-shallow-repository"], folder).strip() != b"true":
        return [say("fetch it first, as in git fetch origin main, and write git:origin/main")]
    return [
        say("this clone has only the last commits: fetch the others with git fetch --unshallow"),
        say("on GitHub write fetch-depth: 0 under actions/checkout; on GitLab GIT_DEPTH: 0 under variables"),
    ]


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
