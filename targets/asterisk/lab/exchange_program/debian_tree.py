"""Programs of Debian in a folder of their own: no root, no container, nothing installed on the machine.

`apt-get` runs as a plain user with its own lists, its own status and its own archive, all below the cache; packages are
unpacked, not installed. A program then runs through the folder's own dynamic loader, so that the machine's libraries
may be older or newer. The cache lies outside every repository: `$NUMMERPLAN_TOOLS`, else
`$XDG_CACHE_HOME/nummerplan/tools`, else `~/.cache/nummerplan/tools`.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

SUITES = ("forky", "sid", "bullseye")
"""Debian testing has Asterisk 22, as the development suite has; the last one is frozen and has Asterisk 16."""

KEYRINGS = ("/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp")
LIBRARIES = ("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu")
PACKAGES_AT_ONCE = 2


class FetchError(Exception):
    """The programs could not be had from Debian: what was tried, and what apt said."""


def cache_folder() -> Path:
    """Where fetched programs are kept."""
    if given := os.environ.get("NUMMERPLAN_TOOLS"):
        return Path(given)
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "nummerplan" / "tools"


def kept_tree(name: str) -> Path | None:
    """The folder that was fetched under this name before, if it is whole."""
    tree = cache_folder() / name
    return tree if (tree / "complete").is_file() else None


def fetch_tree(name: str, packages: Sequence[str], suites: Sequence[str] = SUITES) -> Path:
    """A folder with these packages and all that they need; fetched once. Raises `FetchError`."""
    if (tree := kept_tree(name)) is not None:
        return tree
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise FetchError("this machine has no apt-get and dpkg-deb, which fetch and unpack Debian's packages")
    cache_folder().mkdir(parents=True, exist_ok=True)
    with _alone(cache_folder() / f"{name}.lock"):
        if (tree := kept_tree(name)) is not None:
            return tree
        problems = []
        for mirror, suite in product(_mirrors(), suites):
            try:
                return _fetch(name, packages, suite, mirror)
            except FetchError as problem:
                problems.append(f"{mirror} {suite}: {problem}")
        raise FetchError("\n".join(problems))


def libraries(tree: Path) -> Path:
    """Where the folder keeps its libraries."""
    return next(found for path in LIBRARIES if (found := tree / path).is_dir())


def command(tree: Path, program: str, preload: str | None = None) -> list[str]:
    """The beginning of a command line that runs a program of the folder with the folder's own libraries."""
    folder = libraries(tree)
    loader = next(found for pattern in ("ld-linux-*.so.*", "ld-2.*.so") for found in sorted(folder.glob(pattern)))
    paths = f"{folder}:{tree / 'usr/lib'}"
    extra = ["--preload", str(folder / preload)] if preload else []
    return [str(loader), *extra, "--library-path", paths, str(tree / program)]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two test runs at once fetch once."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(name: str, packages: Sequence[str], suite: str, mirror: str) -> Path:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix=f"{name}-") as work:
        apt, tree = Path(work) / "apt", Path(work) / "tree"
        options = _apt_folder(apt, suite, mirror)
        _run(["apt-get", *options, "-q", "update"])
        _run(["apt-get", *options, "-q", "-y", "--download-only", "install", *packages])
        archives = sorted((apt / "archives").glob("*.deb"))
        if not archives:
            raise FetchError("apt-get fetched nothing")
        tree.mkdir()
        with ThreadPoolExecutor(PACKAGES_AT_ONCE) as pool:
            list(pool.map(lambda archive: _run(["dpkg-deb", "-x", str(archive), str(tree)]), archives))
        _link_prompts(tree)
        seconds = time.monotonic() - began
        (tree / "complete").write_text(f"{suite}: {len(archives)} packages in {seconds:.1f} s\n", "utf-8")
        kept = cache_folder() / name
        if kept.exists():
            shutil.rmtree(kept)
        tree.rename(kept)
    return kept


def _apt_folder(apt: Path, suite: str, mirror: str) -> list[str]:
    """An empty world for apt below one folder, and the options that make apt use it."""
    for folder in ("lists/partial", "archives/partial", "etc"):
        (apt / folder).mkdir(parents=True)
    (apt / "status").touch()
    keyring = next((path for path in KEYRINGS if Path(path).exists()), None)
    signed = f"signed-by={keyring} " if keyring else ""
    # Mirrors keep snapshots of testing for longer than its signature says that it is valid.
    (apt / "sources.list").write_text(f"deb [{signed}check-valid-until=no] {mirror} {suite} main\n", "utf-8")
    settings = {
        "Dir::Etc::SourceList": apt / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State": apt,
        "Dir::State::Lists": apt / "lists",
        "Dir::State::Status": apt / "status",
        "Dir::Cache": apt,
        "Dir::Cache::Archives": apt / "archives",
        "Debug::NoLocking": "1",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
    }
    return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]


def _mirrors() -> list[str]:
    """The mirror of Debian that is given, or those that the machine uses itself, so that a closed network works too."""
    if given := os.environ.get("NUMMERPLAN_DEBIAN_MIRROR"):
        return [given.rstrip("/")]
    found = mirrors_named_in([Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))])
    if not found:
        raise FetchError("apt of this machine names no mirror of Debian: give its address in NUMMERPLAN_DEBIAN_MIRROR")
    return found


def mirrors_named_in(files: Sequence[Path]) -> list[str]:
    """What may be mirrors of Debian in some of apt's files, the likeliest first: others end in `/debian` too.

    Images of clouds name a file of mirrors.
    """
    found: list[str] = []
    for file in files:
        lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
        for word in " ".join(line for line in lines if not line.lstrip().startswith("#")).split():
            if word.startswith("mirror+file:"):
                found += mirrors_named_in([Path("/" + word.removeprefix("mirror+file:").lstrip("/"))])
            elif word.startswith("http") and word.rstrip("/").endswith("/debian"):
                found.append(word.rstrip("/"))
    return sorted(dict.fromkeys(found), key=lambda address: urlsplit(address).path != "/debian")


def _link_prompts(tree: Path) -> None:
    """What the package's own script would do: without this link every prompt "does not exist in any format"."""
    sounds = tree / "usr/share/asterisk/sounds"
    if (sounds / "en_US_f_Allison").is_dir() and not (sounds / "en").exists():
        (sounds / "en").symlink_to("en_US_f_Allison")


def _run(words: Sequence[str]) -> None:
    # Programs of this machine with arguments that are written in this file.
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})  # noqa: S603
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise FetchError(f"{words[0]} failed: {' '.join(last)}")
